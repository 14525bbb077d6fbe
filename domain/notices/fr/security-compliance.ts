import type { Notice } from '../notice.ts';
import { securityComplianceAccessV1En, securityCompliancePluginsV1En } from '../security-compliance.ts';
import { translated } from '../translated.ts';
import { roleInPassing, stopInPassing, toldInPassing, toldOfPlugins } from './security-in-passing.ts';
import {
  agreementOfOrganizationStays,
  choiceIsRecorded,
  vendorIsProcessorOfOrganization,
} from './sentences.ts';

/** The notice of the setting `access-compliance-services`, version 1 in French (SC-5, SC-23, SC-24). */
export const securityComplianceAccessV1Fr: Notice = translated(securityComplianceAccessV1En, 'fr', {
  title: 'Avant que l’assistant lise dans vos services de conformité',
  paragraphs: {
    purpose: {
      heading: 'Dans quel but',
      text:
        'L’assistant peut consulter six services où vous rassemblez ce dont vous avez besoin pour respecter des ' +
        'règles. Il le fait pour répondre à ce que demande quelqu’un dans cet espace de travail, et pour rien ' +
        'd’autre.',
    },
    benefits: {
      heading: 'Ce que vous y gagnez',
      text:
        'Les réponses peuvent s’appuyer sur vos propres alertes et activités. Si vous laissez ce réglage ' +
        'désactivé, l’assistant répond sans elles.',
    },
    data: {
      heading: 'Ce qui est lu',
      text:
        'Les alertes de la prévention des pertes de données (Data Loss Prevention). Les activités d’étiquetage de ' +
        'la protection des informations. Ce qui se trouve dans un ensemble de révision d’eDiscovery. Les alertes ' +
        'de la gestion des risques internes. Ce qui a correspondu à une règle de conformité des communications. ' +
        'Les activités et les alertes de la gestion de la posture de sécurité (Posture Management). Rien d’autre ' +
        'n’est lu. Une grande partie de tout cela est constituée de données à caractère personnel.',
    },
    choice: {
      heading: 'Qui décide',
      text:
        'C’est désactivé. Cela le reste jusqu’à ce qu’un propriétaire de l’espace de travail l’active. Ensuite, ' +
        `chaque personne doit encore activer le plugin. ${choiceIsRecorded}`,
    },
    withdrawal: stopInPassing('Un propriétaire peut'),
    deletion: {
      heading: 'Ce qui se passe quand vous arrêtez',
      text:
        'Plus rien n’est lu. Ce qui a été lu avant n’est pas supprimé plus tôt pour autant. Cela reste dans les ' +
        'conversations où cela a servi, et disparaît avec elles.',
    },
    life: {
      heading: 'Combien de temps les données sont conservées',
      text:
        'Ce réglage ne conserve rien par lui-même. Ce qui est lu devient une partie d’une conversation, et est ' +
        'conservé aussi longtemps que vos conversations avec l’assistant.',
    },
    place: {
      heading: 'Où les données sont conservées',
      text:
        'Ce qui est lu est soumis aux conditions de cet assistant : son lieu, qui est la zone géographique de ' +
        'l’espace de travail, et ses règles de sécurité. Il en est ainsi quoi que le service ait promis avant, et ' +
        'où que les données aient été avant.',
    },
    ...toldInPassing,
    role: roleInPassing,
  },
});

/** The notice of the setting `use-compliance-plugins`, version 1 in French (SC-23). */
export const securityCompliancePluginsV1Fr: Notice = translated(securityCompliancePluginsV1En, 'fr', {
  title: 'Avant d’interroger vos services de conformité par l’assistant',
  paragraphs: {
    purpose: {
      heading: 'Dans quel but',
      text:
        'Avec ce plugin, l’assistant peut poser vos questions aux services de conformité de votre organisation. Il ' +
        'le fait pour vous répondre, et pour rien d’autre.',
    },
    benefits: {
      heading: 'Ce que vous y gagnez',
      text:
        'Vos réponses peuvent s’appuyer sur ce que savent ces services. Si vous laissez ce réglage désactivé, vous ' +
        'recevez des réponses sans cela.',
    },
    data: {
      heading: 'Ce qui est transmis',
      text:
        'Ce que vous demandez, en votre nom et avec vos droits. Ce que répondent les services est dit dans une ' +
        'notice à part.',
    },
    choice: {
      heading: 'Qui décide',
      text:
        'Vous décidez, pour vous-même. Le plugin est désactivé jusqu’à ce que vous l’activiez. Il ne fonctionne ' +
        'que dans les espaces de travail où un propriétaire a permis à l’assistant de lire dans ces services.',
    },
    withdrawal: stopInPassing('Vous pouvez'),
    ...toldOfPlugins,
    ...toldInPassing,
    role: {
      heading: 'Ce que votre choix signifie en droit',
      text:
        `${vendorIsProcessorOfOrganization} Votre choix dit comment vous voulez travailler. Ce n’est pas un ` +
        `consentement à autre chose. ${agreementOfOrganizationStays}`,
    },
  },
});
