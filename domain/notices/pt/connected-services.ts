import { connectedServicesV1En } from '../connected-services.ts';
import type { Notice } from '../notice.ts';
import { translated } from '../translated.ts';
import { lastGrantOf } from './figures.ts';

/** The notice of every outside service that a customer can connect (DL-7), version 1 in Portuguese. */
export const connectedServicesV1Pt: Notice = translated(connectedServicesV1En, 'pt', {
  title: 'Antes de conectar um serviço externo',
  paragraphs: {
    purpose: {
      heading: 'Para que serve',
      text:
        'A sua organização usa um serviço que não faz parte deste produto e quer que dados sejam enviados ' +
        'para lá. Você o conecta aqui ao indicar a área geográfica em que esse serviço está. O que vai ' +
        'para lá serve à sua organização, e a nada mais.',
    },
    benefits: {
      heading: 'O que você ganha com isso',
      text:
        'O serviço que você conecta pode trabalhar com o que está guardado aqui. Enquanto nenhum estiver ' +
        'conectado, nada sai, e todo o resto funciona como antes.',
    },
    data: {
      heading: 'O que vai para lá',
      text:
        'Somente os tipos de dados que o programa indica para este serviço. A lista é fechada e pode ser ' +
        'lida ao lado da configuração. O que vai para lá pode conter dados pessoais.',
    },
    choice: {
      heading: 'Quem decide',
      text:
        'Está desativado até que um proprietário conecte o serviço e diga onde ele está. Registramos quem ' +
        'o conectou, quando, onde ele está, e qual versão deste aviso estava na tela.',
    },
    withdrawal: {
      heading: 'Como parar',
      text:
        'Um proprietário pode desconectar o serviço a qualquer momento, no mesmo lugar, sem dar motivo. A ' +
        'partir desse momento, nada mais pode ir para lá. Uma permissão dada pouco antes a um programa do ' +
        `fornecedor termina sozinha no prazo máximo de ${lastGrantOf(connectedServicesV1En)}. O que já ` +
        'tiver ido para lá até então não pode ser trazido de volta a partir daqui.',
    },
    deletion: {
      heading: 'O que acontece quando você para',
      text:
        'Não resta nada aqui, porque nada foi guardado aqui para isto. O que o serviço conectado tem é ' +
        'eliminado lá, conforme os termos que a sua organização tem com esse serviço.',
    },
    life: {
      heading: 'Por quanto tempo fica guardado',
      text: 'Aqui não fica guardado. Lá, fica guardado pelo tempo que dizem os seus termos com o serviço conectado.',
    },
    place: {
      heading: 'Para onde vai',
      text:
        'Vai para a área geográfica que você indica. Se não for a área dos seus dados, isto é uma ' +
        'transferência internacional. Cada permissão para uma transferência é inscrita no seu registro de ' +
        'transferências, com o instrumento em que se apoia. Sem um instrumento em vigor, nada vai.',
    },
    access: {
      heading: 'Quem pode ver',
      text:
        'Ninguém do fornecedor olha para isto no caminho. Quem vê no serviço conectado é decidido lá, e ' +
        'não por este produto.',
    },
    recipients: {
      heading: 'Quem recebe',
      text:
        'O serviço que você conectou, e ninguém mais. O fornecedor não vende estes dados, não os usa para ' +
        'publicidade e não treina com eles nenhum modelo de fundação de outro criador.',
    },
    protections: {
      heading: 'O que protege estes dados',
      text:
        'O Lockbox e as chaves que você mesmo administra protegem os seus dados aqui. Eles não alcançam o ' +
        'serviço conectado. Para tudo o que fica aqui, ambos continuam a valer.',
    },
    role: {
      heading: 'O que a sua escolha significa na lei',
      text:
        'Aqui o fornecedor trabalha para você, como seu operador (em Portugal: subcontratante), e entrega ' +
        'dados porque a sua organização lhe dá essa instrução. O serviço conectado é um destinatário que a ' +
        'sua organização escolheu. Isso não é o consentimento dos titulares, as pessoas a quem os dados se ' +
        'referem. Por favor, certifique-se de que você pode dar essa instrução e informe essas pessoas. O ' +
        'seu acordo de tratamento de dados com o fornecedor fica como está.',
    },
  },
});
