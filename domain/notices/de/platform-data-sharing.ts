import type { Notice } from '../notice.ts';
import { platformDataSharingV1En } from '../platform-data-sharing.ts';
import { translated } from '../translated.ts';
import { dataSharingWords } from './data-sharing.ts';

/** The notice of optional sharing for the low-code platform, version 1 in German (PP-1, PP-2). */
export const platformDataSharingV1De: Notice = translated(platformDataSharingV1En, 'de', {
  title: 'Bevor Sie Daten teilen, um den Assistenten der Plattform zu verbessern',
  paragraphs: {
    ...dataSharingWords,
    data: {
      heading: 'Was geteilt wird',
      text:
        'Was Menschen in Ihrer Organisation dem Assistenten schreiben, wenn sie Apps und Flows bauen, was er ' +
        'antwortet, und technische Daten dazu, zum Beispiel wie lange eine Antwort gedauert hat. Was Menschen ' +
        'schreiben, kann personenbezogene Daten und Geschäftsgeheimnisse enthalten. Geteilt wird nur, was nach dem ' +
        'Einschalten geschieht, nichts aus der Zeit davor.',
    },
    protections: {
      heading: 'Was geteilte Daten schützt und was nicht',
      text:
        'Vielleicht nutzen Sie Lockbox, das Sie fragt, bevor der Anbieter Ihre Daten öffnet. Es erfasst nicht, was ' +
        'Sie hier teilen. Wenn Sie Ihre Daten mit Schlüsseln verschlüsseln, die Sie selbst verwalten, erfassen ' +
        'diese Schlüssel auch, was Sie teilen. Für alle Ihre anderen Daten bleibt beides eingeschaltet.',
    },
  },
});
