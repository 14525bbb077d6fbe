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

/** The notice of feedback on answers of the security assistant, version 1 in German (SC-22). */
export const securityFeedbackV1De: Notice = translated(securityFeedbackV1En, 'de', {
  title: 'Rückmeldungen zu Antworten des Sicherheitsassistenten',
  paragraphs: {
    purpose: {
      heading: 'Zu welchem Zweck',
      text:
        'Menschen können sagen, ob ihnen eine Antwort geholfen hat. Der Anbieter liest das, um die Antworten ' +
        'besser zu machen. Zu keinem anderen Zweck darf es verwendet werden.',
    },
    benefits: {
      heading: 'Was Sie davon haben',
      text:
        'Der Anbieter erfährt, welche Antworten Ihnen nicht geholfen haben. Wann das besser wird, kann er Ihnen ' +
        'nicht zusagen. Wenn Sie die Rückmeldungen ausschalten, verlieren Sie nichts: Der Assistent arbeitet für ' +
        'Sie wie bisher.',
    },
    data: {
      heading: 'Was erhoben wird',
      text:
        'Was jemand als Rückmeldung schreibt oder markiert, und nichts anderes. Fragen und Antworten gehören nicht ' +
        'dazu. Wenn jemand personenbezogene Daten in eine Rückmeldung schreibt, gehören sie dazu. Nichts aus der ' +
        'Zeit vor dem Beginn wird erhoben.',
    },
    choice: {
      heading: 'Wer entscheidet',
      text:
        'Rückmeldungen werden von dem Moment an erhoben, in dem ein Inhaber Ihrer Organisation diesen Hinweis ' +
        `gesehen hat. Vorher wird nichts erhoben. ${defaultIsRecorded} Ein Inhaber kann sie jetzt oder jederzeit ` +
        'später ausschalten, für die ganze Organisation. Niemand muss eine Rückmeldung geben.',
    },
    withdrawal: {
      heading: 'Wie Sie es beenden',
      text:
        'Ein Inhaber schaltet die Rückmeldungen aus, ohne Angabe von Gründen. Von diesem Moment an werden keine ' +
        'Rückmeldungen mehr erhoben, und der Anbieter darf nicht mehr verwenden, was zuvor erhoben wurde. ' +
        lastGrantEnds(securityFeedbackV1En),
    },
    deletion: {
      heading: 'Was geschieht, wenn Sie es beenden',
      text: deletedInTime('jede Rückmeldung Ihrer Organisation', securityFeedbackV1En),
    },
    life: {
      heading: 'Wie lange Rückmeldungen aufbewahrt werden',
      text: livesAtMost('Eine Rückmeldung wird', 'sie', 'gegeben', securityFeedbackV1En),
    },
    place: {
      heading: 'Wo Rückmeldungen aufbewahrt werden',
      text:
        'Eine Rückmeldung bleibt in dem geografischen Gebiet des Arbeitsbereichs, in dem sie gegeben wurde. Sie ' +
        'wird nicht in ein anderes geografisches Gebiet kopiert.',
    },
    access: {
      heading: 'Wer Rückmeldungen sehen kann',
      text: `Menschen lesen die Rückmeldungen. ${whoTheReadersAre}`,
    },
    recipients: {
      heading: 'Wer Rückmeldungen nicht bekommt',
      text:
        'Niemand außerhalb des Anbieters bekommt die Rückmeldungen. Rückmeldungen stehen nicht zum Verkauf, sie ' +
        'werden nicht für Werbung verwendet, und mit ihnen wird kein Basismodell eines anderen Herstellers ' +
        'trainiert.',
    },
    protections: {
      heading: 'Was Rückmeldungen nicht schützt',
      text: notCovered('Rückmeldungen'),
    },
    role: {
      heading: 'Was es rechtlich bedeutet',
      text:
        `${vendorIsController} Ihre Organisation erlaubt diese Verwendung oder erlaubt sie nicht; eine ` +
        'Voreinstellung, die Sie gelassen haben, wie sie war, ist keine Erlaubnis. Sie ist auch nicht die ' +
        'Einwilligung der Menschen, die eine Rückmeldung geben. Bitte informieren Sie diese Menschen. ' +
        `${yourAgreementStays}`,
    },
  },
});
