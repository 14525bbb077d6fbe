import { promisesInPassing } from '../security-in-passing.ts';
import { lastGrantEnds, yourAgreementStays } from './sentences.ts';

/** The words that four notices of the security assistant share. */
export const toldInPassing = {
  access: {
    heading: 'Wer die Daten sehen kann',
    text:
      'Die Person, die gefragt hat, sieht die Antwort. Der Assistent fragt im Namen dieser Person und findet nie ' +
      'mehr, als diese Person sehen darf. Für diese Einstellung sieht beim Anbieter niemand hinein.',
  },
  recipients: {
    heading: 'Wer die Daten nicht bekommt',
    text:
      'Niemand außerhalb des Anbieters bekommt die Daten: nicht der Hersteller des Modells, auf dem der Assistent ' +
      'läuft, und kein anderer Dritter. Die Daten stehen nicht zum Verkauf, sie werden nicht für Werbung ' +
      'verwendet, und mit ihnen wird kein Basismodell eines anderen Herstellers trainiert.',
  },
  protections: {
    heading: 'Was die Daten schützt',
    text:
      'Wenn Sie Lockbox nutzen, das Sie fragt, bevor der Anbieter Ihre Daten öffnet, oder Schlüssel, die Sie ' +
      'selbst verwalten, gilt beides hier ebenso wie für Ihre anderen Daten.',
  },
};

/** How to stop, for a setting that somebody turns off. @param whoCan the one who decides, with the verb */
export const stopInPassing = (whoCan: 'Ein Inhaber kann' | 'Sie können') => ({
  heading: 'Wie Sie es beenden',
  text:
    `${whoCan} die Einstellung jederzeit an derselben Stelle ausschalten, ohne Angabe von Gründen. Von diesem ` +
    `Moment an wird nichts mehr gefragt oder abgerufen. ${lastGrantEnds({ promises: promisesInPassing })}`,
});

/** What an organization's choice is in law, where the vendor works for it. */
export const roleInPassing = {
  heading: 'Was Ihre Wahl rechtlich bedeutet',
  text:
    'Der Anbieter arbeitet hier für Sie, als Ihr Auftragsverarbeiter. Ihre Wahl ist eine Weisung Ihrer ' +
    'Organisation. Sie ist nicht die Einwilligung der Menschen, um deren Daten es geht. Bitte vergewissern Sie ' +
    `sich, dass Sie diese Weisung geben dürfen, und informieren Sie diese Menschen. ${yourAgreementStays}`,
};

/** What a person is told who turns a plugin on or off for herself. */
export const toldOfPlugins = {
  deletion: {
    heading: 'Was geschieht, wenn Sie es beenden',
    text:
      'Es wird nichts mehr gefragt. Ihre Unterhaltungen bleiben, wie sie sind, mit den Antworten, die Sie bekommen ' +
      'haben.',
  },
  life: {
    heading: 'Wie lange die Daten aufbewahrt werden',
    text:
      'Diese Einstellung bewahrt nichts auf. Ihre Unterhaltungen werden so lange aufbewahrt, wie Ihre Organisation ' +
      'es entschieden hat.',
  },
  place: {
    heading: 'Wohin die Daten gehen',
    text: 'Ihre Frage bleibt in dem geografischen Gebiet des Arbeitsbereichs, in dem Sie sie stellen.',
  },
};
