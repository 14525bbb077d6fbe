import type { Notice } from '../notice.ts';
import { securityModelBuildingV1En, securityPerformanceValidationV1En } from '../security-sharing.ts';
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

/**
 * What holds for both settings of the security assistant, in the same words.
 * @param original the English notice that promises the figures
 */
export const forBothSettings = (original: Notice) => ({
  data: {
    heading: 'Ce qui est partagé',
    text:
      'Ce que les personnes de cet espace de travail écrivent à l’assistant, ce qu’il trouve pour elles, ce qu’il ' +
      'répond, et ce qu’elles épinglent. Cela peut contenir des données à caractère personnel, et des faits sur ' +
      'des attaques et des points faibles. Un fichier que quelqu’un téléverse n’est pas partagé ; une partie de ce ' +
      'fichier l’est, si l’assistant a utilisé cette partie pour une réponse. Les journaux techniques sont autre ' +
      'chose et ne contiennent pas de tels contenus. Rien d’antérieur au début n’est partagé.',
  },
  choice: {
    heading: 'Qui décide',
    text:
      'Ce partage est activé à partir du moment où un propriétaire de l’espace de travail a vu cette notice. ' +
      `Avant, rien n’est partagé. ${defaultIsRecorded} Un propriétaire peut le désactiver maintenant ou à tout ` +
      'moment par la suite. Il y a deux réglages, l’un pour vérifier la qualité du travail de l’assistant, l’autre ' +
      'pour créer le propre modèle de sécurité du fournisseur. Vous choisissez pour chacun séparément.',
  },
  withdrawal: {
    heading: 'Comment arrêter',
    text:
      'Un propriétaire désactive le réglage, sans donner de raison. Dès ce moment, plus rien n’est partagé pour ce ' +
      'réglage, et le fournisseur n’a plus le droit d’utiliser ce qui a été partagé avant. ' +
      lastGrantEnds(original),
  },
  deletion: {
    heading: 'Ce qui se passe quand vous arrêtez',
    text: deletedInTime('Tout ce qui a été partagé pour ce réglage', original),
  },
  life: {
    heading: 'Combien de temps les données sont conservées',
    text: livesAtMost('Tant que le réglage est activé, chaque enregistrement', 'partagé', original),
  },
  place: {
    heading: 'Où les données sont conservées',
    text:
      'Ce qui est partagé reste dans la zone géographique de l’espace de travail, jusqu’à sa suppression. Ce n’est ' +
      'pas copié dans une autre zone géographique.',
  },
  access: {
    heading: 'Qui peut voir les données',
    text: `Des personnes lisent une partie des enregistrements. ${whoTheReadersAre}`,
  },
  recipients: {
    heading: 'Qui ne reçoit pas les données',
    text:
      'Personne en dehors du fournisseur ne reçoit ce qui est partagé : ni le concepteur du modèle sur lequel ' +
      'fonctionne l’assistant, ni aucun autre tiers. Ce n’est pas à vendre, et ce n’est pas utilisé pour vous ' +
      'vendre quelque chose ou pour vous faire de la publicité. Cela ne sert à entraîner aucun modèle de fondation ' +
      'd’un autre concepteur.',
  },
  protections: {
    heading: 'Ce qui ne protège pas les données partagées',
    text: notCovered('ce qui est partagé ici'),
  },
  role: {
    heading: 'Ce que cela signifie en droit',
    text:
      `${vendorIsController} Votre organisation, comme responsable du traitement de ses propres données, permet ` +
      'cette utilisation ou ne la permet pas. Une valeur par défaut que vous avez laissée telle quelle n’est pas ' +
      'une permission, et nous ne l’appelons pas ainsi. Ce n’est pas non plus le consentement des personnes ' +
      `concernées par ces données. Veuillez informer ces personnes. ${yourAgreementStays}`,
  },
});

/** The notice of the setting `validate-performance`, version 1 in French. */
export const securityPerformanceValidationV1Fr: Notice = translated(securityPerformanceValidationV1En, 'fr', {
  title: 'Des personnes vérifient la qualité du travail de l’assistant de sécurité',
  paragraphs: {
    purpose: {
      heading: 'Dans quel but',
      text:
        'Le fournisseur veut savoir si l’assistant fait bien son travail. Répond-il à ce que les personnes ' +
        'demandent ? Où échoue-t-il ? Pour quelles tâches les personnes l’utilisent-elles ? Quelle est la qualité ' +
        'de ses réponses, et quelle est leur utilité ? Fonctionne-t-il bien avec les autres produits et plugins ' +
        'que vous utilisez ? Pour le savoir, des personnes chez le fournisseur lisent ce qui a été demandé et ' +
        'répondu. Vos données ne peuvent être utilisées pour aucune autre finalité.',
    },
    benefits: {
      heading: 'Ce que vous y gagnez',
      text:
        'Le fournisseur voit les défauts que vous voyez, et peut les corriger. Il ne peut pas vous promettre ' +
        'quand. Si vous désactivez ce réglage, vous ne perdez rien : l’assistant travaille pour vous comme avant.',
    },
    ...forBothSettings(securityPerformanceValidationV1En),
  },
});

/** The notice of the setting `build-security-model`, version 1 in French. */
export const securityModelBuildingV1Fr: Notice = translated(securityModelBuildingV1En, 'fr', {
  title: 'Vos données aident à créer le propre modèle de sécurité du fournisseur',
  paragraphs: {
    purpose: {
      heading: 'Dans quel but',
      text:
        'Le fournisseur crée et teste son propre modèle, qui connaît le travail de sécurité. Pour cela, il utilise ' +
        'ce qui a été demandé et répondu, et des personnes chez le fournisseur le lisent. Le modèle peut reposer ' +
        'sur un modèle de fondation que quelqu’un d’autre a fait ; ce modèle de fondation lui-même n’est pas ' +
        'entraîné avec vos données. Vos données ne peuvent être utilisées pour aucune autre finalité.',
    },
    benefits: {
      heading: 'Ce que vous y gagnez',
      text:
        'Un modèle qui connaît le travail de sécurité peut donner des réponses mieux adaptées à votre travail. Le ' +
        'fournisseur ne peut pas vous promettre une amélioration précise. Si vous désactivez ce réglage, vous ne ' +
        'perdez rien : l’assistant travaille pour vous comme avant.',
    },
    ...forBothSettings(securityModelBuildingV1En),
  },
});
