import { describeDurationIn } from '../durations.ts';
import { keptForOf } from '../kept-for.ts';
import type { Notice, NoticePromises } from '../notice.ts';

// In all French texts a narrow no-break space (U+202F) stands before a colon, a semicolon, a question mark and inside
// guillemets. It looks like any other space here: whoever writes a new version types it too.

/** When the permission that a program still holds after an opt-out ends (DS-8). */
export const lastGrantEnds = ({ promises }: { promises: Pick<NoticePromises, 'lastGrantWithin'> }): string =>
  'Une habilitation donnée juste avant à un programme du fournisseur prend fin d’elle-même, en ' +
  `${describeDurationIn('fr', promises.lastGrantWithin)} au plus.`;

/** What is deleted after an opt-out, by when, and what remains of it (DS-7). @param what masculine, in the singular */
export const deletedInTime = (what: string, original: Notice): string =>
  `${what} est supprimé dans un délai de ${describeDurationIn('fr', keptForOf(original).deletedWithin)} après la ` +
  'désactivation, avec toutes les sauvegardes et copies qui en ont été faites. La suppression commence ' +
  'dans un délai d’un jour. Nous conservons une preuve de la suppression. Elle contient des dates et des nombres, ' +
  'pas vos données.';

/**
 * How long something lives.
 * @param what the beginning of the sentence, masculine
 * @param begun what was done with it
 */
export const livesAtMost = (what: string, begun: string, original: Notice): string =>
  `${what} est conservé ${describeDurationIn('fr', keptForOf(original).retention)} au plus, à compter du début du ` +
  `jour (UTC) où il a été ${begun}. Ensuite il est supprimé, même si vous ne changez rien.`;

/** What is recorded of a choice (DS-12). */
export const choiceIsRecorded =
  'Nous consignons qui a choisi, quand, et quelle version de cette notice était à l’écran.';

/** What is recorded of a default that nobody changed (SC-1). */
export const defaultIsRecorded =
  'Nous consignons que la valeur par défaut a été appliquée, et non que vous avez donné votre accord.';

/** Which people may read what is kept; follows a sentence that says what they read. */
export const whoTheReadersAre =
  'Ces personnes sont employées par le fournisseur, ont besoin de voir les données pour ce travail et ont une ' +
  'habilitation spéciale pour cela. Personne d’autre n’a le droit de regarder.';

/** What Lockbox and the customer's own keys do not cover (DS-11). @param what the object of the sentence */
export const notCovered = (what: string): string =>
  'Vous utilisez peut-être Lockbox, qui vous demande votre accord avant que le fournisseur ouvre vos données, ou ' +
  `bien vous chiffrez vos données avec des clés que vous gérez vous-même. Ni l’un ni l’autre ne couvre ${what}. ` +
  'Les deux restent actifs pour toutes vos autres données.';

/** What the vendor is in law where it uses data for itself. */
export const vendorIsController =
  'Pour cette utilisation, le fournisseur décide lui-même à quoi servent les données. Il est responsable du ' +
  'traitement, et il en répond.';

/** What the vendor is in law where it works for the organization of the reader. */
export const vendorIsProcessorOfOrganization =
  'Ici, le fournisseur travaille pour votre organisation, comme son sous-traitant.';

/** No notice changes the agreement on data processing: told to whoever decides for an organization. */
export const yourAgreementStays =
  'Votre accord avec le fournisseur sur le traitement des données reste tel qu’il est.';

/** No notice changes the agreement on data processing: told to a person who decides for herself only. */
export const agreementOfOrganizationStays =
  'L’accord entre votre organisation et le fournisseur sur le traitement des données reste tel qu’il est.';
