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

/** The notice of the setting `prompt-evaluation-location`, version 1 in German (SC-17). */
export const securityPromptEvaluationV1De: Notice = translated(securityPromptEvaluationV1En, 'de', {
  title: 'Bevor Sie wählen, wo Eingaben ausgewertet werden',
  paragraphs: {
    purpose: {
      heading: 'Zu welchem Zweck',
      text:
        'Um zu beantworten, was Menschen fragen, braucht der Assistent Rechner mit einem Modell. Hier wählen Sie, ' +
        'wo diese Rechner stehen. Was gefragt wird, wird dort für die Antwort verwendet und für nichts anderes.',
    },
    benefits: {
      heading: 'Was Sie davon haben',
      text:
        'Wenn Sie einen Ort wählen, wissen Sie, wohin Ihre Eingaben gehen. Wenn Sie „beliebiger Ort“ wählen, nimmt ' +
        'der Assistent den Ort, an dem gerade Platz ist, und Antworten kommen ohne Warten, wenn ein Ort ' +
        'ausgelastet ist.',
    },
    data: {
      heading: 'Was ausgewertet wird',
      text:
        'Was Menschen in diesem Arbeitsbereich fragen, was der Assistent für sie findet, was er zuvor geantwortet ' +
        'hat, und was sie angeheftet haben. Das kann personenbezogene Daten und Angaben über Angriffe und ' +
        'Schwachstellen enthalten. Hochgeladene Dateien gehen nicht dorthin; ein Teil, den der Assistent für eine ' +
        'Antwort verwendet, schon.',
    },
    choice: {
      heading: 'Wer entscheidet',
      text:
        'Ein Inhaber des Arbeitsbereichs wählt Australien, Europa, das Vereinigte Königreich, die Vereinigten ' +
        `Staaten oder „beliebiger Ort“. Bevor ein Inhaber gewählt hat, wird nichts ausgewertet. ${choiceIsRecorded}`,
    },
    withdrawal: {
      heading: 'Wie Sie es ändern',
      text:
        'Ein Inhaber kann jederzeit einen anderen Ort wählen, ohne Angabe von Gründen. Von diesem Moment an gehen ' +
        `Eingaben dorthin. ${lastGrantEnds(securityPromptEvaluationV1En)} Was bis dahin anderswo ausgewertet ` +
        'wurde, lässt sich nicht zurückholen.',
    },
    deletion: {
      heading: 'Was geschieht, wenn Sie es ändern',
      text: 'An dem Ort, den Sie zuvor gewählt hatten, bleibt nichts zu löschen: Dort wurde nichts aufbewahrt.',
    },
    life: {
      heading: 'Wie lange die Daten aufbewahrt werden',
      text:
        'Wo die Daten ausgewertet werden, werden sie nicht aufbewahrt. Die Daten sind so lange dort, wie es ' +
        'dauert, die Antwort zu erarbeiten.',
    },
    place: {
      heading: 'Wohin die Daten gehen',
      text:
        'Die Daten gehen an den Ort, den Sie wählen. Liegt er nicht im geografischen Gebiet Ihres Arbeitsbereichs, ' +
        'so ist das eine Übermittlung in ein anderes Land, und es gilt auch das Recht dieses Ortes. „Beliebiger ' +
        'Ort“ heißt, dass jedes geografische Gebiet möglich ist. Was gespeichert ist, bleibt im geografischen ' +
        'Gebiet des Arbeitsbereichs, was auch immer Sie wählen.',
    },
    ...toldInPassing,
    role: roleInPassing,
  },
});

/** The notice of the setting `use-vendor-plugins`, version 1 in German (SC-23). */
export const securityVendorPluginsV1De: Notice = translated(securityVendorPluginsV1En, 'de', {
  title: 'Der Assistent fragt für Sie die anderen Produkte des Anbieters',
  paragraphs: {
    purpose: {
      heading: 'Zu welchem Zweck',
      text:
        'Mit diesen Plugins darf der Assistent Ihre Fragen an die anderen Produkte des Anbieters richten, die Ihre ' +
        'Organisation nutzt. Er tut es, um Ihnen zu antworten, und zu keinem anderen Zweck.',
    },
    benefits: {
      heading: 'Was Sie davon haben',
      text:
        'Ihre Antworten können sich auf das stützen, was diese Produkte wissen. Wenn Sie es ausschalten, bekommen ' +
        'Sie Antworten ohne das.',
    },
    data: {
      heading: 'Was weitergegeben wird',
      text: 'Was Sie fragen, in Ihrem Namen und mit Ihren Rechten, und was die Produkte dazu finden.',
    },
    choice: {
      heading: 'Wer entscheidet',
      text:
        'Sie entscheiden, für sich selbst. Die Plugins sind von dem Moment an eingeschaltet, in dem Sie diesen ' +
        `Hinweis gesehen haben. ${defaultIsRecorded} Sie können sie jetzt oder jederzeit später ausschalten.`,
    },
    withdrawal: stopInPassing('Sie können'),
    ...toldOfPlugins,
    ...toldInPassing,
    role: {
      heading: 'Was es rechtlich bedeutet',
      text:
        `${vendorIsProcessorOfOrganization} Eine Voreinstellung, die Sie gelassen haben, wie sie war, ist keine ` +
        `Wahl, und wir nennen sie nicht so. ${agreementOfOrganizationStays}`,
    },
  },
});
