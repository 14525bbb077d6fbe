import type { Notice } from '../notice.ts';
import { securityPromptEvaluationV1En, securityVendorPluginsV1En } from '../security-assistant.ts';
import { translated } from '../translated.ts';
import { roleInPassing, stopInPassing, toldInPassing, toldOfPlugins } from './security-in-passing.ts';
import {
  agreementOfOrganizationStays,
  choiceIsRecorded,
  defaultIsRecorded,
  lastGrantEnds,
  vendorIsProcessorOfOrganization,
} from './sentences.ts';

/** The notice of the setting `prompt-evaluation-location`, version 1 in French (SC-17). */
export const securityPromptEvaluationV1Fr: Notice = translated(securityPromptEvaluationV1En, 'fr', {
  title: 'Avant de choisir où les requêtes sont évaluées',
  paragraphs: {
    purpose: {
      heading: 'Dans quel but',
      text:
        'Pour répondre à ce qu’on lui demande, l’assistant a besoin d’ordinateurs avec un modèle. Vous choisissez ' +
        'ici où se trouvent ces ordinateurs. Ce qui est demandé y sert à la réponse, et à rien d’autre.',
    },
    benefits: {
      heading: 'Ce que vous y gagnez',
      text:
        'Si vous choisissez un lieu, vous savez où vont vos requêtes. Si vous choisissez « n’importe où », ' +
        'l’assistant prend le lieu qui a de la place à ce moment-là, et les réponses arrivent sans attente quand ' +
        'un lieu est occupé.',
    },
    data: {
      heading: 'Ce qui est évalué',
      text:
        'Ce que demandent les personnes de cet espace de travail, ce que l’assistant trouve pour elles, ce qu’il a ' +
        'répondu avant, et ce qu’elles ont épinglé. Cela peut contenir des données à caractère personnel, et des ' +
        'faits sur des attaques et des points faibles. Les fichiers téléversés n’y vont pas ; une partie que ' +
        'l’assistant utilise pour une réponse y va.',
    },
    choice: {
      heading: 'Qui décide',
      text:
        'Un propriétaire de l’espace de travail choisit l’Australie, l’Europe, le Royaume-Uni, les États-Unis, ou ' +
        `« n’importe où ». Rien n’est évalué avant qu’un propriétaire ait choisi. ${choiceIsRecorded}`,
    },
    withdrawal: {
      heading: 'Comment changer',
      text:
        'Un propriétaire peut choisir un autre lieu à tout moment, sans donner de raison. Dès ce moment, les ' +
        `requêtes y vont. ${lastGrantEnds(securityPromptEvaluationV1En)} Ce qui a été évalué ailleurs jusque-là ne ` +
        'peut pas être rappelé.',
    },
    deletion: {
      heading: 'Ce qui se passe quand vous changez',
      text: 'Il ne reste rien à supprimer dans le lieu que vous aviez choisi avant : rien n’y a été conservé.',
    },
    life: {
      heading: 'Combien de temps les données sont conservées',
      text:
        'Les données ne sont pas conservées là où elles sont évaluées. Elles restent là-bas le temps d’élaborer la ' +
        'réponse.',
    },
    place: {
      heading: 'Où vont les données',
      text:
        'Les données vont dans le lieu que vous choisissez. S’il n’est pas dans la zone géographique de votre ' +
        'espace de travail, c’est un transfert vers un autre pays, et le droit de ce lieu s’applique aussi. ' +
        '« N’importe où » veut dire que toutes les zones géographiques sont possibles. Ce qui est stocké reste ' +
        'dans la zone géographique de l’espace de travail, quel que soit votre choix.',
    },
    ...toldInPassing,
    role: roleInPassing,
  },
});

/** The notice of the setting `use-vendor-plugins`, version 1 in French (SC-23). */
export const securityVendorPluginsV1Fr: Notice = translated(securityVendorPluginsV1En, 'fr', {
  title: 'L’assistant interroge pour vous les autres produits du fournisseur',
  paragraphs: {
    purpose: {
      heading: 'Dans quel but',
      text:
        'Avec ces plugins, l’assistant peut poser vos questions aux autres produits du fournisseur que votre ' +
        'organisation utilise. Il le fait pour vous répondre, et pour rien d’autre.',
    },
    benefits: {
      heading: 'Ce que vous y gagnez',
      text:
        'Vos réponses peuvent s’appuyer sur ce que savent ces produits. Si vous désactivez ce réglage, vous ' +
        'recevez des réponses sans cela.',
    },
    data: {
      heading: 'Ce qui est transmis',
      text: 'Ce que vous demandez, en votre nom et avec vos droits, et ce que les produits trouvent à ce sujet.',
    },
    choice: {
      heading: 'Qui décide',
      text:
        'Vous décidez, pour vous-même. Les plugins sont activés à partir du moment où vous avez vu cette notice. ' +
        `${defaultIsRecorded} Vous pouvez les désactiver maintenant ou à tout moment par la suite.`,
    },
    withdrawal: stopInPassing('Vous pouvez'),
    ...toldOfPlugins,
    ...toldInPassing,
    role: {
      heading: 'Ce que cela signifie en droit',
      text:
        `${vendorIsProcessorOfOrganization} Une valeur par défaut que vous avez laissée telle quelle n’est pas un ` +
        `choix, et nous ne l’appelons pas ainsi. ${agreementOfOrganizationStays}`,
    },
  },
});
