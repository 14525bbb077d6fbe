import type { Notice } from '../notice.ts';
import { securitySensitiveModelBuildingV1En } from '../security-sensitive.ts';
import { translated } from '../translated.ts';
import { forBothSettings } from './security-sharing.ts';
import {
  choiceIsRecorded,
  deletedInTime,
  lastGrantEnds,
  vendorIsController,
  yourAgreementStays,
} from './sentences.ts';

const original = securitySensitiveModelBuildingV1En;
const { life, access, recipients, protections } = forBothSettings(original);

/**
 * The notice of the three settings that let a sensitive service build the vendor's model, version 1 in French (SC-25).
 */
export const securitySensitiveModelBuildingV1Fr: Notice = translated(original, 'fr', {
  title: 'Avant que des contenus sensibles aident à créer le propre modèle de sécurité du fournisseur',
  paragraphs: {
    purpose: {
      heading: 'Dans quel but',
      text:
        'Le fournisseur crée et teste son propre modèle, qui connaît le travail de sécurité. Trois services ont des ' +
        'contenus plus sensibles que le reste : eDiscovery, la gestion des risques internes et la conformité des ' +
        'communications. Sans vous, rien de tout cela n’est utilisé pour ce modèle. Ici, vous pouvez le permettre, ' +
        'pour chaque service séparément. Ces contenus ne peuvent être utilisés pour aucune autre finalité.',
    },
    benefits: {
      heading: 'Ce que vous y gagnez',
      text:
        'Un modèle qui a vu de tels contenus peut mieux aider à leur sujet. Le fournisseur ne peut pas vous ' +
        'promettre une amélioration précise. Si vous laissez ce réglage désactivé, vous ne perdez rien : ' +
        'l’assistant travaille pour vous comme avant.',
    },
    data: {
      heading: 'Ce qui est partagé',
      text:
        'Ce que l’assistant a lu dans le service pour lequel vous le permettez : ce qui se trouve dans un ensemble ' +
        'de révision d’eDiscovery, les alertes de la gestion des risques internes, ou ce qui a correspondu à une ' +
        'règle de conformité des communications. S’y ajoute la conversation autour de ces contenus : ce qui a été ' +
        'demandé, ce qui a été répondu, ce qui a été épinglé, et ce que des plugins du fournisseur ont trouvé. Les ' +
        'contenus de deux de ces services dans une même conversation ne sont pas partagés. Ce qui vient d’un ' +
        'fichier téléversé ou d’un plugin d’un autre concepteur ne l’est pas non plus. Ces contenus parlent de ' +
        'personnes, et peuvent dire d’elles des choses graves qui ne sont pas vraies. Rien d’antérieur au début ' +
        'n’est partagé.',
    },
    choice: {
      heading: 'Qui décide',
      text:
        'C’est désactivé pour chacun des trois services. Cela le reste jusqu’à ce qu’un propriétaire de l’espace de ' +
        'travail l’active. Cela n’a d’effet que si le réglage pour créer le modèle de sécurité du fournisseur est ' +
        'activé aussi, et que si l’assistant a le droit de lire dans vos services de conformité. ' +
        `${choiceIsRecorded}`,
    },
    withdrawal: {
      heading: 'Comment arrêter',
      text:
        'Un propriétaire peut désactiver chacun des trois réglages à tout moment, au même endroit, sans donner de ' +
        'raison. Désactiver le réglage pour créer le modèle de sécurité du fournisseur désactive les trois avec ' +
        'lui. Dès ce moment, plus rien n’est partagé, et le fournisseur n’a plus le droit d’utiliser ce qui a été ' +
        `partagé avant. ${lastGrantEnds(original)}`,
    },
    deletion: {
      heading: 'Ce qui se passe quand vous arrêtez',
      text: deletedInTime('Tout ce qui a été partagé pour le réglage', original),
    },
    life,
    place: {
      heading: 'Où les données sont conservées',
      text:
        'Ce qui est partagé reste dans la zone géographique de l’espace de travail, jusqu’à sa suppression. Les ' +
        'conditions de cet assistant s’y appliquent, quoi que le service ait promis avant.',
    },
    access,
    recipients,
    protections,
    role: {
      heading: 'Ce que votre choix signifie en droit',
      text:
        `${vendorIsController} En activant ceci, votre organisation, comme responsable du traitement de ses propres ` +
        'données, permet cette utilisation. C’est la permission d’une organisation. Ce n’est pas le consentement ' +
        'des personnes concernées par ces données. Veuillez vous assurer que vous avez le droit de donner cette ' +
        'permission : les contenus d’une enquête suivent souvent des règles propres. Et informez ces personnes, là ' +
        `où vous en avez le droit. ${yourAgreementStays}`,
    },
  },
});
