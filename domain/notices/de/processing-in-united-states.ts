import type { Notice } from '../notice.ts';
import { processingInUnitedStatesV1En } from '../processing-in-united-states.ts';
import { translated } from '../translated.ts';
import { choiceIsRecorded, lastGrantEnds, yourAgreementStays } from './sentences.ts';

/** The notice of answers that are worked out in the United States, version 1 in German. */
export const processingInUnitedStatesV1De: Notice = translated(processingInUnitedStatesV1En, 'de', {
  title: 'Bevor der Assistent Ihre Daten in den Vereinigten Staaten verarbeitet',
  paragraphs: {
    purpose: {
      heading: 'Zu welchem Zweck',
      text:
        'Die Modelle dieses Assistenten laufen nur in den Vereinigten Staaten. Wenn Sie dies einschalten, darf ' +
        'dorthin übermittelt werden, was Menschen in Ihrer Organisation fragen. Dort wird eine Antwort erarbeitet, ' +
        'und die Antwort kommt zurück. Was übermittelt wird, dient dieser Antwort und nichts anderem. Dies ist ' +
        'eine begrenzte Vorschau: Sie haben darum gebeten und wurden zugelassen.',
    },
    benefits: {
      heading: 'Was Sie davon haben',
      text:
        'Menschen im Kundendienst können den Assistenten nutzen, obwohl in Ihrem geografischen Gebiet kein Modell ' +
        'läuft. Wenn Sie es ausgeschaltet lassen, gibt es diese Funktionen nicht. Alles andere arbeitet für Sie ' +
        'wie bisher.',
    },
    data: {
      heading: 'Was übermittelt wird',
      text:
        'Fragen und Antworten und was der Assistent dafür braucht: Chatnachrichten, E-Mails, Merkmale eines Falls, ' +
        'Artikel Ihrer Wissensdatenbank, der Name der Person im Kundendienst, eine E-Mail-Adresse, der Name eines ' +
        'Kunden. Das sind personenbezogene Daten. Was nicht auf dieser Liste steht, darf nicht übermittelt werden. ' +
        'Was personenbezogen ist, dient nur der Person, die gefragt hat.',
    },
    choice: {
      heading: 'Wer entscheidet',
      text:
        'Es ist ausgeschaltet. Es bleibt ausgeschaltet, bis ein Inhaber Ihrer Organisation es einschaltet. ' +
        `${choiceIsRecorded} Eine Organisation in den Vereinigten Staaten hat hier nichts zu entscheiden, weil ` +
        'ihre Daten nicht übermittelt werden.',
    },
    withdrawal: {
      heading: 'Wie Sie es beenden',
      text:
        'Ein Inhaber kann es jederzeit an derselben Stelle ausschalten, ohne Angabe von Gründen. Von diesem Moment ' +
        `an darf nichts mehr übermittelt werden. ${lastGrantEnds(processingInUnitedStatesV1En)} Was bis dahin ` +
        'übermittelt wurde, lässt sich nicht zurückholen.',
    },
    deletion: {
      heading: 'Was geschieht, wenn Sie es beenden',
      text:
        'Es bleibt nichts zu löschen: Was übermittelt wurde, wurde nach seiner Antwort nicht aufbewahrt. Ihre ' +
        'eigenen Daten in Ihrem eigenen geografischen Gebiet bleiben, wie sie sind.',
    },
    life: {
      heading: 'Wie lange die Daten aufbewahrt werden',
      text:
        'Die Daten werden nicht aufbewahrt. Was übermittelt wird, ist so lange dort, wie es dauert, die Antwort zu ' +
        'erarbeiten.',
    },
    place: {
      heading: 'Wohin die Daten gehen',
      text:
        'Die Daten gehen in die Vereinigten Staaten und in kein anderes geografisches Gebiet. Dort sind sie ' +
        'außerhalb des geografischen Gebiets, das Sie für Ihre Daten gewählt haben, und es gilt auch das Recht der ' +
        'Vereinigten Staaten. Ihre gespeicherten Daten bleiben, wo sie sind.',
    },
    access: {
      heading: 'Wer die Daten sehen kann',
      text:
        'Niemand beim Anbieter sieht sich die Daten an. Maschinen erarbeiten die Antwort, und die Antwort geht an ' +
        'die Person, die gefragt hat.',
    },
    recipients: {
      heading: 'Wer die Daten nicht bekommt',
      text:
        'Niemand außerhalb des Anbieters bekommt die Daten. Die Daten stehen nicht zum Verkauf, sie werden nicht ' +
        'für Werbung verwendet, und mit ihnen wird kein Basismodell eines anderen Herstellers trainiert. Die Daten ' +
        'gehören weiterhin Ihnen.',
    },
    protections: {
      heading: 'Was die Daten schützt',
      text:
        'Lockbox, das Sie fragt, bevor der Anbieter Ihre Daten öffnet, gilt auch hier. Schlüssel, die Sie selbst ' +
        'verwalten, gelten hier nicht: Solche Schlüssel schützen Daten, die gespeichert sind, und diese Daten sind ' +
        'es nicht. Für alle Ihre anderen Daten bleibt beides eingeschaltet.',
    },
    role: {
      heading: 'Was Ihre Wahl rechtlich bedeutet',
      text:
        'Der Anbieter arbeitet hier für Sie, als Ihr Auftragsverarbeiter. Mit dem Einschalten weist Ihre ' +
        'Organisation ihn an, Ihre Daten in den Vereinigten Staaten zu verarbeiten: Das ist eine Übermittlung in ' +
        'ein Drittland, und Sie stehen dafür ein, dass es eine Grundlage für sie gibt. Diese Weisung ist nicht die ' +
        'Einwilligung der Menschen, um deren Daten es geht. Bitte informieren Sie diese Menschen. ' +
        `${yourAgreementStays}`,
    },
  },
});
