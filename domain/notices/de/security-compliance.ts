import type { Notice } from '../notice.ts';
import { securityComplianceAccessV1En, securityCompliancePluginsV1En } from '../security-compliance.ts';
import { translated } from '../translated.ts';
import { roleInPassing, stopInPassing, toldInPassing, toldOfPlugins } from './security-in-passing.ts';
import {
  agreementOfOrganizationStays,
  choiceIsRecorded,
  vendorIsProcessorOfOrganization,
} from './sentences.ts';

/** The notice of the setting `access-compliance-services`, version 1 in German (SC-5, SC-23, SC-24). */
export const securityComplianceAccessV1De: Notice = translated(securityComplianceAccessV1En, 'de', {
  title: 'Bevor der Assistent aus Ihren Compliance-Diensten liest',
  paragraphs: {
    purpose: {
      heading: 'Zu welchem Zweck',
      text:
        'Der Assistent kann in sechs Dienste hineinsehen, in denen Sie sammeln, was Sie brauchen, um Regeln ' +
        'einzuhalten. Er tut es, um zu beantworten, was jemand in diesem Arbeitsbereich fragt, und zu keinem ' +
        'anderen Zweck.',
    },
    benefits: {
      heading: 'Was Sie davon haben',
      text:
        'Antworten können sich auf Ihre eigenen Warnungen und Aktivitäten stützen. Wenn Sie es ausgeschaltet ' +
        'lassen, antwortet der Assistent ohne sie.',
    },
    data: {
      heading: 'Was gelesen wird',
      text:
        'Warnungen des Schutzes vor Datenverlust (Data Loss Prevention). Aktivitäten der Kennzeichnung aus dem ' +
        'Informationsschutz. Was in einem Prüfsatz von eDiscovery liegt. Warnungen des Insider-Risikomanagements. ' +
        'Was unter eine Richtlinie der Kommunikations-Compliance gefallen ist. Aktivitäten und Warnungen der ' +
        'Verwaltung der Sicherheitslage (Posture Management). Nichts anderes wird gelesen. Vieles davon sind ' +
        'personenbezogene Daten.',
    },
    choice: {
      heading: 'Wer entscheidet',
      text:
        'Es ist ausgeschaltet. Es bleibt ausgeschaltet, bis ein Inhaber des Arbeitsbereichs es einschaltet. Danach ' +
        `muss noch jede Person für sich das Plugin einschalten. ${choiceIsRecorded}`,
    },
    withdrawal: stopInPassing('Ein Inhaber kann'),
    deletion: {
      heading: 'Was geschieht, wenn Sie es beenden',
      text:
        'Es wird nichts mehr gelesen. Was zuvor gelesen wurde, wird deshalb nicht früher gelöscht. Es bleibt in ' +
        'den Unterhaltungen, in denen es verwendet wurde, und endet mit ihnen.',
    },
    life: {
      heading: 'Wie lange die Daten aufbewahrt werden',
      text:
        'Diese Einstellung selbst bewahrt nichts auf. Was gelesen wird, wird Teil einer Unterhaltung und wird so ' +
        'lange aufbewahrt wie Ihre Unterhaltungen mit dem Assistenten.',
    },
    place: {
      heading: 'Wo die Daten aufbewahrt werden',
      text:
        'Für das, was gelesen wird, gelten die Bedingungen dieses Assistenten: sein Ort, also das geografische ' +
        'Gebiet des Arbeitsbereichs, und seine Sicherheitsregeln. Das gilt, was auch immer der Dienst zuvor ' +
        'zugesagt hat und wo auch immer die Daten zuvor waren.',
    },
    ...toldInPassing,
    role: roleInPassing,
  },
});

/** The notice of the setting `use-compliance-plugins`, version 1 in German (SC-23). */
export const securityCompliancePluginsV1De: Notice = translated(securityCompliancePluginsV1En, 'de', {
  title: 'Bevor Sie Ihre Compliance-Dienste über den Assistenten fragen',
  paragraphs: {
    purpose: {
      heading: 'Zu welchem Zweck',
      text:
        'Mit diesem Plugin darf der Assistent Ihre Fragen an die Compliance-Dienste Ihrer Organisation richten. Er ' +
        'tut es, um Ihnen zu antworten, und zu keinem anderen Zweck.',
    },
    benefits: {
      heading: 'Was Sie davon haben',
      text:
        'Ihre Antworten können sich auf das stützen, was diese Dienste wissen. Wenn Sie es ausgeschaltet lassen, ' +
        'bekommen Sie Antworten ohne das.',
    },
    data: {
      heading: 'Was weitergegeben wird',
      text:
        'Was Sie fragen, in Ihrem Namen und mit Ihren Rechten. Was die Dienste antworten, steht in einem eigenen ' +
        'Hinweis.',
    },
    choice: {
      heading: 'Wer entscheidet',
      text:
        'Sie entscheiden, für sich selbst. Das Plugin ist ausgeschaltet, bis Sie es einschalten. Es arbeitet nur ' +
        'in Arbeitsbereichen, in denen ein Inhaber dem Assistenten erlaubt hat, aus diesen Diensten zu lesen.',
    },
    withdrawal: stopInPassing('Sie können'),
    ...toldOfPlugins,
    ...toldInPassing,
    role: {
      heading: 'Was Ihre Wahl rechtlich bedeutet',
      text:
        `${vendorIsProcessorOfOrganization} Ihre Wahl sagt, wie Sie arbeiten möchten. Sie ist keine Einwilligung ` +
        `in irgendetwas anderes. ${agreementOfOrganizationStays}`,
    },
  },
});
