import type { Notice } from '../notice.ts';
import { platformDataSharingV1En } from '../platform-data-sharing.ts';
import { translated } from '../translated.ts';
import { toldAboutSharing } from './data-sharing.ts';

/** The notice of optional sharing for the low-code platform, version 1 in Portuguese (PP-1, PP-2). */
export const platformDataSharingV1Pt: Notice = translated(platformDataSharingV1En, 'pt', {
  title: 'Antes de compartilhar dados para melhorar o assistente da plataforma',
  paragraphs: {
    ...toldAboutSharing,
    data: {
      heading: 'O que é compartilhado',
      text:
        'O que as pessoas da sua organização escrevem ao assistente quando criam aplicativos e fluxos, o ' +
        'que ele responde e dados técnicos sobre isso, por exemplo, quanto tempo levou uma resposta. O que ' +
        'as pessoas escrevem pode conter dados pessoais e segredos de negócio. Só é compartilhado o que ' +
        'acontece depois que você ativa o compartilhamento, e nada de antes.',
    },
    protections: {
      heading: 'O que protege os dados compartilhados, e o que não protege',
      text:
        'Talvez você use o Lockbox, que pede a sua aprovação antes que o fornecedor abra os seus dados. ' +
        'Ele não abrange o que você compartilha aqui. Se você criptografa os seus dados com chaves que ' +
        'você mesmo administra, essas chaves abrangem também o que você compartilha. Ambos continuam a ' +
        'valer para todos os seus outros dados.',
    },
  },
});
