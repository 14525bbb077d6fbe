import { connectedServicesV1En } from '../connected-services.ts';
import type { Notice } from '../notice.ts';
import { translated } from '../translated.ts';
import { lastGrantEnds, yourAgreementStays } from './sentences.ts';

/** The notice of every outside service that a customer can connect (DL-7), version 1 in German. */
export const connectedServicesV1De: Notice = translated(connectedServicesV1En, 'de', {
  title: 'Bevor Sie einen externen Dienst verbinden',
  paragraphs: {
    purpose: {
      heading: 'Zu welchem Zweck',
      text:
        'Ihre Organisation nutzt einen Dienst, der nicht Teil dieses Produkts ist, und möchte, dass Daten dorthin ' +
        'gehen. Sie verbinden ihn hier, indem Sie das geografische Gebiet nennen, in dem dieser Dienst ist. Was ' +
        'dorthin geht, dient Ihrer Organisation und nichts anderem.',
    },
    benefits: {
      heading: 'Was Sie davon haben',
      text:
        'Der Dienst, den Sie verbinden, kann mit dem arbeiten, was hier aufbewahrt wird. Solange keiner verbunden ' +
        'ist, geht nichts hinaus, und alles andere arbeitet wie bisher.',
    },
    data: {
      heading: 'Was dorthin geht',
      text:
        'Nur Arten von Daten, die das Programm für diesen Dienst nennt. Die Liste ist abgeschlossen und kann neben ' +
        'der Einstellung gelesen werden. Was dorthin geht, kann personenbezogene Daten enthalten.',
    },
    choice: {
      heading: 'Wer entscheidet',
      text:
        'Es ist ausgeschaltet, bis ein Inhaber den Dienst verbindet und sagt, wo er ist. Wir halten fest, wer ihn ' +
        'wann verbunden hat, wo er ist und welche Fassung dieses Hinweises dabei auf dem Bildschirm stand.',
    },
    withdrawal: {
      heading: 'Wie Sie es beenden',
      text:
        'Ein Inhaber kann den Dienst jederzeit an derselben Stelle trennen, ohne Angabe von Gründen. Von diesem ' +
        `Moment an darf nichts mehr dorthin gehen. ${lastGrantEnds(connectedServicesV1En)} Was bis dahin dorthin ` +
        'gegangen ist, lässt sich von hier aus nicht zurückholen.',
    },
    deletion: {
      heading: 'Was geschieht, wenn Sie es beenden',
      text:
        'Hier bleibt nichts übrig, weil hier nichts dafür aufbewahrt wurde. Was der verbundene Dienst hat, wird ' +
        'dort gelöscht, nach den Bedingungen, die Ihre Organisation mit diesem Dienst hat.',
    },
    life: {
      heading: 'Wie lange die Daten aufbewahrt werden',
      text:
        'Hier werden die Daten nicht aufbewahrt. Dort werden sie so lange aufbewahrt, wie Ihre Bedingungen mit dem ' +
        'verbundenen Dienst es vorsehen.',
    },
    place: {
      heading: 'Wohin die Daten gehen',
      text:
        'Die Daten gehen in das geografische Gebiet, das Sie nennen. Ist es nicht das Gebiet Ihrer Daten, so ist ' +
        'das eine Übermittlung in ein anderes Land. Jede Erlaubnis für eine solche Übermittlung wird in Ihr ' +
        'Verzeichnis der Übermittlungen eingetragen, mit dem rechtlichen Instrument, auf dem sie beruht. Ohne ein ' +
        'Instrument, das in Kraft ist, geht nichts dorthin.',
    },
    access: {
      heading: 'Wer die Daten sehen kann',
      text:
        'Niemand beim Anbieter sieht sich die Daten unterwegs an. Wer sie im verbundenen Dienst sieht, wird dort ' +
        'entschieden und nicht von diesem Produkt.',
    },
    recipients: {
      heading: 'Wer die Daten bekommt',
      text:
        'Der Dienst, den Sie verbunden haben, und niemand sonst. Der Anbieter verkauft die Daten nicht, verwendet ' +
        'sie nicht für Werbung und trainiert mit ihnen kein Basismodell eines anderen Herstellers.',
    },
    protections: {
      heading: 'Was die Daten schützt',
      text:
        'Lockbox und Schlüssel, die Sie selbst verwalten, schützen Ihre Daten hier. In den verbundenen Dienst ' +
        'reichen sie nicht hinein. Für alles, was hier bleibt, bleibt beides eingeschaltet.',
    },
    role: {
      heading: 'Was Ihre Wahl rechtlich bedeutet',
      text:
        'Der Anbieter arbeitet hier für Sie, als Ihr Auftragsverarbeiter, und gibt Daten weiter, weil Ihre ' +
        'Organisation ihn dazu anweist. Der verbundene Dienst ist ein Empfänger, den Ihre Organisation gewählt ' +
        'hat. Ihre Wahl ist nicht die Einwilligung der Menschen, um deren Daten es geht. Bitte vergewissern Sie ' +
        'sich, dass Sie diese Weisung geben dürfen, und informieren Sie diese Menschen. ' +
        `${yourAgreementStays}`,
    },
  },
});
