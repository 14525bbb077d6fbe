import { describeDurationIn } from '../durations.ts';
import { keptForOf } from '../kept-for.ts';
import type { Notice, NoticePromises } from '../notice.ts';

/** When the permission that a program still holds after an opt-out ends (DS-8). */
export const lastGrantEnds = ({ promises }: { promises: Pick<NoticePromises, 'lastGrantWithin'> }): string =>
  'Eine Berechtigung, die ein Programm des Anbieters kurz zuvor erhalten hat, endet von selbst; das dauert ' +
  `höchstens ${describeDurationIn('de', promises.lastGrantWithin)}.`;

/** What is deleted after an opt-out, by when, and what remains of it (DS-7). @param what a noun in the singular */
export const deletedInTime = (what: string, original: Notice): string =>
  `Vom Ausschalten an dauert es höchstens ${describeDurationIn('de', keptForOf(original).deletedWithin)}, bis ` +
  `${what} gelöscht ist, mit allen Sicherungskopien und allen Kopien, die daraus entstanden sind. Das Löschen ` +
  'beginnt innerhalb eines Tages. Wir bewahren einen Nachweis der Löschung auf. Er enthält Zeitangaben und Zahlen, ' +
  'nicht Ihre Daten.';

/**
 * How long something lives.
 * @param what the beginning of the sentence
 * @param it the pronoun of what lives
 * @param begun what was done with it on its first day
 */
export const livesAtMost = (what: string, it: 'es' | 'sie', begun: string, original: Notice): string =>
  `${what} höchstens ${describeDurationIn('de', keptForOf(original).retention)} aufbewahrt, gerechnet vom Beginn ` +
  `des Tages (UTC), an dem ${it} ${begun} wurde. Danach wird ${it} gelöscht, auch wenn Sie nichts ändern.`;

/** What is recorded of a choice (DS-12). */
export const choiceIsRecorded =
  'Wir halten fest, wer wann gewählt hat und welche Fassung dieses Hinweises dabei auf dem Bildschirm stand.';

/** What is recorded of a default that nobody changed (SC-1). */
export const defaultIsRecorded =
  'Wir halten fest, dass die Voreinstellung angewendet wurde, nicht, dass Sie zugestimmt haben.';

/** Which people may read what is kept; follows a sentence that says what they read. */
export const whoTheReadersAre =
  'Es sind Beschäftigte des Anbieters, die die Daten für diese Arbeit sehen müssen und dafür eine besondere ' +
  'Berechtigung haben. Niemand sonst darf hineinsehen.';

/** What Lockbox and the customer's own keys do not cover (DS-11). @param what the object of the sentence */
export const notCovered = (what: string): string =>
  'Vielleicht nutzen Sie Lockbox, das Sie fragt, bevor der Anbieter Ihre Daten öffnet, oder Sie verschlüsseln Ihre ' +
  `Daten mit Schlüsseln, die Sie selbst verwalten. Keines von beiden erfasst ${what}. Für alle Ihre anderen Daten ` +
  'bleibt beides eingeschaltet.';

/** What the vendor is in law where it uses data for itself. */
export const vendorIsController =
  'Für diese Verwendung bestimmt der Anbieter selbst, wozu die Daten dienen. Insoweit ist er Verantwortlicher im ' +
  'Sinne des Datenschutzrechts und steht dafür ein.';

/** What the vendor is in law where it works for the organization of the reader. */
export const vendorIsProcessorOfOrganization =
  'Der Anbieter arbeitet hier für Ihre Organisation, als ihr Auftragsverarbeiter.';

/** No notice changes the agreement on data processing: told to whoever decides for an organization. */
export const yourAgreementStays =
  'Ihr Vertrag mit dem Anbieter über die Auftragsverarbeitung bleibt, wie er ist.';

/** No notice changes the agreement on data processing: told to a person who decides for herself only. */
export const agreementOfOrganizationStays =
  'Der Vertrag zwischen Ihrer Organisation und dem Anbieter über die Auftragsverarbeitung bleibt, wie er ist.';
