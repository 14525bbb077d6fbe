import type { Notice } from '../notice.ts';
import { platformDataSharingV1En } from '../platform-data-sharing.ts';
import { translated } from '../translated.ts';
import { dataSharingWords } from './data-sharing.ts';

/** The notice of optional sharing for the low-code platform, version 1 in French (PP-1, PP-2). */
export const platformDataSharingV1Fr: Notice = translated(platformDataSharingV1En, 'fr', {
  title: 'Avant de partager des données pour améliorer l’assistant de la plateforme',
  paragraphs: {
    ...dataSharingWords,
    data: {
      heading: 'Ce qui est partagé',
      text:
        'Ce que les personnes de votre organisation écrivent à l’assistant quand elles créent des applications et ' +
        'des flux, et ce qu’il répond. S’y ajoutent des données techniques à ce sujet, par exemple la durée d’une ' +
        'réponse. Ce que ces personnes écrivent peut contenir des données à caractère personnel et des secrets d’affaires. ' +
        'Seul ce qui se passe après l’activation du partage est partagé, rien d’antérieur.',
    },
    protections: {
      heading: 'Ce qui protège les données partagées, et ce qui ne les protège pas',
      text:
        'Vous utilisez peut-être Lockbox, qui vous demande votre accord avant que le fournisseur ouvre vos ' +
        'données. Il ne couvre pas ce que vous partagez ici. Si vous chiffrez vos données avec des clés que vous ' +
        'gérez vous-même, ces clés couvrent aussi ce que vous partagez. Les deux restent actifs pour toutes vos ' +
        'autres données.',
    },
  },
});
