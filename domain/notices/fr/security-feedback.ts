import type { Notice } from '../notice.ts';
import { securityFeedbackV1En } from '../security-feedback.ts';
import { translated } from '../translated.ts';
import {
  defaultIsRecorded,
  deletedInTime,
  lastGrantEnds,
  livesAtMost,
  notCovered,
  vendorIsController,
  whoTheReadersAre,
  yourAgreementStays,
} from './sentences.ts';

/** The notice of feedback on answers of the security assistant, version 1 in French (SC-22). */
export const securityFeedbackV1Fr: Notice = translated(securityFeedbackV1En, 'fr', {
  title: 'Les avis sur les réponses de l’assistant de sécurité',
  paragraphs: {
    purpose: {
      heading: 'Dans quel but',
      text:
        'Chacun peut dire si une réponse l’a aidé. Le fournisseur lit ces avis pour améliorer les réponses. Ils ne ' +
        'peuvent être utilisés pour aucune autre finalité.',
    },
    benefits: {
      heading: 'Ce que vous y gagnez',
      text:
        'Le fournisseur apprend quelles réponses ne vous ont pas aidé. Il ne peut pas vous promettre quand cela ' +
        's’améliorera. Si vous désactivez les avis, vous ne perdez rien : l’assistant travaille pour vous comme ' +
        'avant.',
    },
    data: {
      heading: 'Ce qui est collecté',
      text:
        'Ce que quelqu’un écrit ou marque comme avis, et rien d’autre. Les questions et les réponses n’en font pas ' +
        'partie. Si quelqu’un écrit des données à caractère personnel dans un avis, elles en font partie. Rien ' +
        'd’antérieur au début n’est collecté.',
    },
    choice: {
      heading: 'Qui décide',
      text:
        'Les avis sont collectés à partir du moment où un propriétaire de votre organisation a vu cette notice. ' +
        `Avant, rien n’est collecté. ${defaultIsRecorded} Un propriétaire peut désactiver les avis maintenant ou à ` +
        'tout moment par la suite, pour toute l’organisation. Personne n’est obligé de donner un avis.',
    },
    withdrawal: {
      heading: 'Comment arrêter',
      text:
        'Un propriétaire désactive les avis, sans donner de raison. Dès ce moment, plus aucun avis n’est collecté, ' +
        'et le fournisseur n’a plus le droit d’utiliser ce qui a été collecté avant. ' +
        lastGrantEnds(securityFeedbackV1En),
    },
    deletion: {
      heading: 'Ce qui se passe quand vous arrêtez',
      text: deletedInTime('Tout avis de votre organisation', securityFeedbackV1En),
    },
    life: {
      heading: 'Combien de temps les avis sont conservés',
      text: livesAtMost('Un avis', 'donné', securityFeedbackV1En),
    },
    place: {
      heading: 'Où les avis sont conservés',
      text:
        'Un avis reste dans la zone géographique de l’espace de travail où il a été donné. Il n’est pas copié dans ' +
        'une autre zone géographique.',
    },
    access: {
      heading: 'Qui peut voir les avis',
      text: `Des personnes lisent les avis. ${whoTheReadersAre}`,
    },
    recipients: {
      heading: 'Qui ne reçoit pas les avis',
      text:
        'Personne en dehors du fournisseur ne reçoit les avis. Ils ne sont pas à vendre, ils ne sont pas utilisés ' +
        'pour la publicité, et ils ne servent à entraîner aucun modèle de fondation d’un autre concepteur.',
    },
    protections: {
      heading: 'Ce qui ne protège pas les avis',
      text: notCovered('les avis'),
    },
    role: {
      heading: 'Ce que cela signifie en droit',
      text:
        `${vendorIsController} Votre organisation permet cette utilisation ou ne la permet pas ; une valeur par ` +
        'défaut que vous avez laissée telle quelle n’est pas une permission. Ce n’est pas non plus le consentement ' +
        `des personnes qui donnent un avis. Veuillez informer ces personnes. ${yourAgreementStays}`,
    },
  },
});
