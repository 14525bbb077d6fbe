import type { Notice } from '../notice.ts';
import { securitySensitiveModelBuildingV1En } from '../security-sensitive.ts';
import { translated } from '../translated.ts';
import { forBothSettings } from './security-sharing.ts';
import {
  choiceIsRecorded,
  deletedInTime,
  lastGrantEnds,
  vendorIsController,
  yourAgreementStays,
} from './sentences.ts';

const original = securitySensitiveModelBuildingV1En;
const { life, access, recipients, protections } = forBothSettings(original);

/**
 * The notice of the three settings that let a sensitive service build the vendor's model, version 1 in German (SC-25).
 */
export const securitySensitiveModelBuildingV1De: Notice = translated(original, 'de', {
  title: 'Bevor sensible Inhalte helfen, das eigene Sicherheitsmodell des Anbieters zu entwickeln',
  paragraphs: {
    purpose: {
      heading: 'Zu welchem Zweck',
      text:
        'Der Anbieter entwickelt und prüft ein eigenes Modell, das sich mit Sicherheitsarbeit auskennt. Drei ' +
        'Dienste enthalten Inhalte, die sensibler sind als die übrigen: eDiscovery, das Insider-Risikomanagement ' +
        'und die Kommunikations-Compliance. Ohne Sie wird nichts davon für dieses Modell verwendet. Hier können ' +
        'Sie es erlauben, für jeden Dienst einzeln. Zu keinem anderen Zweck dürfen diese Inhalte verwendet werden.',
    },
    benefits: {
      heading: 'Was Sie davon haben',
      text:
        'Ein Modell, das solche Inhalte gesehen hat, kann bei ihnen besser helfen. Eine bestimmte Verbesserung ' +
        'kann der Anbieter Ihnen nicht zusagen. Wenn Sie es ausgeschaltet lassen, verlieren Sie nichts: Der ' +
        'Assistent arbeitet für Sie wie bisher.',
    },
    data: {
      heading: 'Was geteilt wird',
      text:
        'Was der Assistent aus dem Dienst gelesen hat, für den Sie es erlauben: was in einem Prüfsatz von ' +
        'eDiscovery liegt, Warnungen des Insider-Risikomanagements, oder was unter eine Richtlinie der ' +
        'Kommunikations-Compliance gefallen ist. Dazu kommt die Unterhaltung um diese Inhalte: was gefragt, was ' +
        'geantwortet und was angeheftet wurde, und was Plugins des Anbieters gefunden haben. Inhalte aus zwei ' +
        'dieser Dienste in einer Unterhaltung werden nicht geteilt, und ebenso wenig, was aus einer hochgeladenen ' +
        'Datei oder von einem Plugin eines anderen Herstellers stammt. Diese Inhalte handeln von Menschen, und sie ' +
        'können Schwerwiegendes über sie sagen, das nicht wahr ist. Nichts aus der Zeit vor dem Beginn wird ' +
        'geteilt.',
    },
    choice: {
      heading: 'Wer entscheidet',
      text:
        'Es ist für jeden der drei Dienste ausgeschaltet. Es bleibt ausgeschaltet, bis ein Inhaber des ' +
        'Arbeitsbereichs es einschaltet. Es wirkt nur, solange auch die Einstellung zur Entwicklung des ' +
        'Sicherheitsmodells des Anbieters eingeschaltet ist, und nur, solange der Assistent aus Ihren ' +
        `Compliance-Diensten lesen darf. ${choiceIsRecorded}`,
    },
    withdrawal: {
      heading: 'Wie Sie es beenden',
      text:
        'Ein Inhaber kann jede der drei Einstellungen jederzeit an derselben Stelle ausschalten, ohne Angabe von ' +
        'Gründen. Wer die Einstellung zur Entwicklung des Sicherheitsmodells des Anbieters ausschaltet, schaltet ' +
        'alle drei mit ihr aus. Von diesem Moment an wird nichts mehr geteilt, und der Anbieter darf nicht mehr ' +
        `verwenden, was zuvor geteilt wurde. ${lastGrantEnds(original)}`,
    },
    deletion: {
      heading: 'Was geschieht, wenn Sie es beenden',
      text: deletedInTime('alles, was für die Einstellung geteilt wurde,', original),
    },
    life,
    place: {
      heading: 'Wo die Daten aufbewahrt werden',
      text:
        'Was geteilt wird, bleibt im geografischen Gebiet des Arbeitsbereichs, bis es gelöscht ist. Dafür gelten ' +
        'die Bedingungen dieses Assistenten, was auch immer der Dienst zuvor zugesagt hat.',
    },
    access,
    recipients,
    protections,
    role: {
      heading: 'Was Ihre Wahl rechtlich bedeutet',
      text:
        `${vendorIsController} Mit dem Einschalten erlaubt Ihre Organisation, als Verantwortliche für ihre eigenen ` +
        'Daten, diese Verwendung. Das ist die Erlaubnis einer Organisation. Es ist nicht die Einwilligung der ' +
        'Menschen, um deren Daten es geht. Bitte vergewissern Sie sich, dass Sie diese Erlaubnis geben dürfen: Für ' +
        'Inhalte einer Untersuchung gelten oft eigene Regeln. Und informieren Sie diese Menschen, wo Sie es ' +
        `dürfen. ${yourAgreementStays}`,
    },
  },
});
