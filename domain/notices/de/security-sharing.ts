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
    heading: 'Was geteilt wird',
    text:
      'Was Menschen in diesem Arbeitsbereich dem Assistenten schreiben, was er für sie findet, was er antwortet, ' +
      'und was sie anheften. Das kann personenbezogene Daten und Angaben über Angriffe und Schwachstellen ' +
      'enthalten. Eine Datei, die jemand hochlädt, wird nicht geteilt; ein Teil von ihr schon, wenn der Assistent ' +
      'diesen Teil für eine Antwort verwendet hat. Technische Protokolle sind etwas anderes und enthalten keine ' +
      'solchen Inhalte. Nichts aus der Zeit vor dem Beginn wird geteilt.',
  },
  choice: {
    heading: 'Wer entscheidet',
    text:
      'Dieses Teilen ist von dem Moment an eingeschaltet, in dem ein Inhaber des Arbeitsbereichs diesen Hinweis ' +
      `gesehen hat. Vorher wird nichts geteilt. ${defaultIsRecorded} Ein Inhaber kann es jetzt oder jederzeit ` +
      'später ausschalten. Es gibt zwei Einstellungen: eine, um zu prüfen, wie gut der Assistent arbeitet, und ' +
      'eine, um das eigene Sicherheitsmodell des Anbieters zu entwickeln. Sie wählen für jede einzeln.',
  },
  withdrawal: {
    heading: 'Wie Sie es beenden',
    text:
      'Ein Inhaber schaltet die Einstellung aus, ohne Angabe von Gründen. Von diesem Moment an wird für sie nichts ' +
      'mehr geteilt, und der Anbieter darf nicht mehr verwenden, was zuvor geteilt wurde. ' +
      lastGrantEnds(original),
  },
  deletion: {
    heading: 'Was geschieht, wenn Sie es beenden',
    text: deletedInTime('alles, was für diese Einstellung geteilt wurde,', original),
  },
  life: {
    heading: 'Wie lange die Daten aufbewahrt werden',
    text: livesAtMost(
      'Solange die Einstellung eingeschaltet ist, wird jede Aufzeichnung',
      'sie',
      'geteilt',
      original,
    ),
  },
  place: {
    heading: 'Wo die Daten aufbewahrt werden',
    text:
      'Was geteilt wird, bleibt im geografischen Gebiet des Arbeitsbereichs, bis es gelöscht ist. Es wird nicht in ' +
      'ein anderes geografisches Gebiet kopiert.',
  },
  access: {
    heading: 'Wer die Daten sehen kann',
    text: `Menschen lesen einen Teil der Aufzeichnungen. ${whoTheReadersAre}`,
  },
  recipients: {
    heading: 'Wer die Daten nicht bekommt',
    text:
      'Niemand außerhalb des Anbieters bekommt, was geteilt wird: nicht der Hersteller des Modells, auf dem der ' +
      'Assistent läuft, und kein anderer Dritter. Es steht nicht zum Verkauf, und es wird nicht dazu verwendet, ' +
      'Ihnen etwas zu verkaufen oder bei Ihnen für etwas zu werben. Mit ihm wird kein Basismodell eines anderen ' +
      'Herstellers trainiert.',
  },
  protections: {
    heading: 'Was geteilte Daten nicht schützt',
    text: notCovered('das, was hier geteilt wird'),
  },
  role: {
    heading: 'Was es rechtlich bedeutet',
    text:
      `${vendorIsController} Ihre Organisation, als Verantwortliche für ihre eigenen Daten, erlaubt diese ` +
      'Verwendung oder erlaubt sie nicht. Eine Voreinstellung, die Sie gelassen haben, wie sie war, ist keine ' +
      'Erlaubnis, und wir nennen sie nicht so. Sie ist auch nicht die Einwilligung der Menschen, um deren Daten es ' +
      `geht. Bitte informieren Sie diese Menschen. ${yourAgreementStays}`,
  },
});

/** The notice of the setting `validate-performance`, version 1 in German. */
export const securityPerformanceValidationV1De: Notice = translated(securityPerformanceValidationV1En, 'de', {
  title: 'Menschen prüfen, wie gut der Sicherheitsassistent arbeitet',
  paragraphs: {
    purpose: {
      heading: 'Zu welchem Zweck',
      text:
        'Der Anbieter möchte wissen, ob der Assistent seine Arbeit gut macht. Beantwortet er, was Menschen fragen? ' +
        'Wo scheitert er? Für welche Aufgaben nutzen Menschen ihn? Wie gut und wie nützlich sind seine Antworten? ' +
        'Arbeitet er gut mit den anderen Produkten und Plugins zusammen, die Sie nutzen? Um das herauszufinden, ' +
        'lesen Menschen beim Anbieter, was gefragt und geantwortet wurde. Zu keinem anderen Zweck dürfen Ihre ' +
        'Daten verwendet werden.',
    },
    benefits: {
      heading: 'Was Sie davon haben',
      text:
        'Der Anbieter sieht Fehler, die Sie sehen, und kann sie beheben. Wann, kann er Ihnen nicht zusagen. Wenn ' +
        'Sie es ausschalten, verlieren Sie nichts: Der Assistent arbeitet für Sie wie bisher.',
    },
    ...forBothSettings(securityPerformanceValidationV1En),
  },
});

/** The notice of the setting `build-security-model`, version 1 in German. */
export const securityModelBuildingV1De: Notice = translated(securityModelBuildingV1En, 'de', {
  title: 'Ihre Daten helfen, das eigene Sicherheitsmodell des Anbieters zu entwickeln',
  paragraphs: {
    purpose: {
      heading: 'Zu welchem Zweck',
      text:
        'Der Anbieter entwickelt und prüft ein eigenes Modell, das sich mit Sicherheitsarbeit auskennt. Dafür ' +
        'verwendet er, was gefragt und geantwortet wurde, und Menschen beim Anbieter lesen es. Das Modell kann auf ' +
        'einem Basismodell aufbauen, das jemand anderes gemacht hat; dieses Basismodell selbst wird nicht mit ' +
        'Ihren Daten trainiert. Zu keinem anderen Zweck dürfen Ihre Daten verwendet werden.',
    },
    benefits: {
      heading: 'Was Sie davon haben',
      text:
        'Ein Modell, das sich mit Sicherheitsarbeit auskennt, kann Antworten geben, die besser zu Ihrer Arbeit ' +
        'passen. Eine bestimmte Verbesserung kann der Anbieter Ihnen nicht zusagen. Wenn Sie es ausschalten, ' +
        'verlieren Sie nichts: Der Assistent arbeitet für Sie wie bisher.',
    },
    ...forBothSettings(securityModelBuildingV1En),
  },
});
