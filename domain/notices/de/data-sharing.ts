import { dataSharingV1En } from '../data-sharing.ts';
import type { Notice } from '../notice.ts';
import { translated } from '../translated.ts';
import {
  choiceIsRecorded,
  deletedInTime,
  lastGrantEnds,
  livesAtMost,
  notCovered,
  vendorIsController,
  whoTheReadersAre,
  yourAgreementStays,
} from './sentences.ts';

/** The words of the notice for business applications; the one for the platform differs in two of them. */
export const dataSharingWords = {
  purpose: {
    heading: 'Zu welchem Zweck',
    text:
      'Der Anbieter möchte den Assistenten besser machen. Dafür braucht er echte Beispiele. Wenn Sie das Teilen ' +
      'einschalten, verwendet der Anbieter Ihre Beispiele, um die Funktionen des Assistenten sowie die Dienste und ' +
      'Modelle dahinter zu entwickeln, zu verbessern und zu prüfen. Zu keinem anderen Zweck darf er sie verwenden. ' +
      'Er verkauft sie nicht. Er verwendet sie nicht für Werbung. Niemand trainiert mit ihnen das Basismodell ' +
      'eines anderen Herstellers.',
  },
  benefits: {
    heading: 'Was Sie davon haben',
    text:
      'Der Assistent kann aus Mustern in vielen Beispielen lernen und bessere Antworten geben. Auch neue ' +
      'Funktionen können daraus entstehen. Eine bestimmte Verbesserung kann der Anbieter Ihnen nicht zusagen. Wenn ' +
      'Sie nicht teilen, verlieren Sie nichts: Der Assistent arbeitet für Sie wie bisher.',
  },
  data: {
    heading: 'Was geteilt wird',
    text:
      'Was Menschen in Ihrer Organisation dem Assistenten schreiben, was er antwortet, und technische Daten dazu, ' +
      'zum Beispiel wie lange eine Antwort gedauert hat. Was Menschen schreiben, kann personenbezogene Daten und ' +
      'Geschäftsgeheimnisse enthalten. Geteilt wird nur, was nach dem Einschalten geschieht, nichts aus der Zeit ' +
      'davor.',
  },
  choice: {
    heading: 'Wer entscheidet',
    text:
      'Das Teilen ist ausgeschaltet. Es bleibt ausgeschaltet, bis ein Inhaber Ihrer Organisation es einschaltet. ' +
      `${choiceIsRecorded} Ändert sich dieser Hinweis, so ändert sich Ihre Wahl nicht mit ihm: Daten, die Sie ` +
      'unter dieser Fassung geteilt haben, werden nie unter einer anderen verwendet.',
  },
  withdrawal: {
    heading: 'Wie Sie es beenden',
    text:
      'Ein Inhaber kann das Teilen jederzeit an derselben Stelle ausschalten, ohne Angabe von Gründen. Von diesem ' +
      'Moment an wird nichts mehr geteilt, und der Anbieter darf nicht mehr verwenden, was zuvor geteilt wurde. ' +
      lastGrantEnds(dataSharingV1En),
  },
  deletion: {
    heading: 'Was geschieht, wenn Sie es beenden',
    text: deletedInTime('alles, was Sie geteilt haben,', dataSharingV1En),
  },
  life: {
    heading: 'Wie lange die Daten aufbewahrt werden',
    text: livesAtMost(
      'Solange das Teilen eingeschaltet ist, wird jedes Beispiel',
      'es',
      'geteilt',
      dataSharingV1En,
    ),
  },
  place: {
    heading: 'Wo die Daten aufbewahrt werden',
    text:
      'Was Sie teilen, bleibt in dem geografischen Gebiet, in dem es geteilt wurde, bis es gelöscht ist. Es wird ' +
      'nicht in ein anderes geografisches Gebiet kopiert.',
  },
  access: {
    heading: 'Wer die Daten sehen kann',
    text: `Menschen lesen einen Teil der Beispiele. ${whoTheReadersAre}`,
  },
  recipients: {
    heading: 'Wer die Daten nicht bekommt',
    text:
      'Niemand außerhalb des Anbieters bekommt, was Sie teilen. Kein Partner, kein Hersteller eines anderen ' +
      'Modells, kein anderer Kunde. Es gehört weiterhin Ihnen.',
  },
  protections: {
    heading: 'Was geteilte Daten nicht schützt',
    text: notCovered('das, was Sie hier teilen'),
  },
  role: {
    heading: 'Was Ihre Wahl rechtlich bedeutet',
    text:
      `${vendorIsController} Mit dem Einschalten erlaubt Ihre Organisation, als Verantwortliche für ihre eigenen ` +
      'Daten, diese Verwendung. Das ist die Erlaubnis einer Organisation. Es ist nicht die Einwilligung der ' +
      'Menschen, um deren Daten es geht. Bitte vergewissern Sie sich, dass Sie diese Erlaubnis geben dürfen, und ' +
      `informieren Sie diese Menschen. ${yourAgreementStays}`,
  },
};

/** The notice of optional sharing for the business applications, version 1 in German. */
export const dataSharingV1De: Notice = translated(dataSharingV1En, 'de', {
  title: 'Bevor Sie Daten teilen, um den Assistenten zu verbessern',
  paragraphs: dataSharingWords,
});
