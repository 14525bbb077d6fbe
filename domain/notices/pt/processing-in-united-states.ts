import type { Notice } from '../notice.ts';
import { processingInUnitedStatesV1En } from '../processing-in-united-states.ts';
import { translated } from '../translated.ts';
import { lastGrantOf } from './figures.ts';

/** The notice of answers that are worked out in the United States, version 1 in Portuguese. */
export const processingInUnitedStatesV1Pt: Notice = translated(processingInUnitedStatesV1En, 'pt', {
  title: 'Antes de o assistente tratar os seus dados nos Estados Unidos',
  paragraphs: {
    purpose: {
      heading: 'Para que serve',
      text:
        'Os modelos deste assistente funcionam somente nos Estados Unidos. Se você ativar esta opção, o ' +
        'que as pessoas da sua organização perguntam pode ir para lá, uma resposta é elaborada, e a ' +
        'resposta volta. O que vai é usado para essa resposta e para nada mais. Esta é uma versão prévia ' +
        'limitada: você pediu para participar e foi admitido.',
    },
    benefits: {
      heading: 'O que você ganha com isso',
      text:
        'As pessoas do atendimento ao cliente podem usar o assistente mesmo que nenhum modelo funcione na ' +
        'sua área geográfica. Se você deixar a opção desativada, esses recursos não existem. Todo o resto ' +
        'funciona para você como antes.',
    },
    data: {
      heading: 'O que sai da sua área geográfica',
      text:
        'Perguntas e respostas, e o que o assistente precisa para elas: mensagens de chat, e-mails, ' +
        'atributos de um caso, artigos da sua base de conhecimento, o nome do atendente, um endereço de ' +
        'e-mail, o nome de um cliente. São dados pessoais. Nada que não esteja nesta lista pode sair. O ' +
        'que é pessoal serve apenas à pessoa que perguntou.',
    },
    choice: {
      heading: 'Quem decide',
      text:
        'A opção está desativada. Continua desativada até que alguém com o papel de proprietário na sua ' +
        'organização a ative. Registramos quem escolheu, quando, e qual versão deste aviso estava na tela. ' +
        'Uma organização nos Estados Unidos não tem nada a decidir aqui, porque os seus dados não saem de ' +
        'lá.',
    },
    withdrawal: {
      heading: 'Como parar',
      text:
        'Um proprietário pode desativar a opção a qualquer momento, no mesmo lugar, sem dar motivo. A ' +
        'partir desse momento, nada mais pode sair. Uma permissão dada pouco antes a um programa do ' +
        `fornecedor termina sozinha no prazo máximo de ${lastGrantOf(processingInUnitedStatesV1En)}. O que ` +
        'já tiver saído até então não pode ser trazido de volta.',
    },
    deletion: {
      heading: 'O que acontece quando você para',
      text:
        'Não resta nada a eliminar: o que saiu não foi guardado depois da resposta. Os seus próprios ' +
        'dados, na sua própria área geográfica, ficam como estão.',
    },
    life: {
      heading: 'Por quanto tempo fica guardado',
      text: 'Não fica guardado. O que sai está lá apenas pelo tempo necessário para elaborar a resposta.',
    },
    place: {
      heading: 'Para onde vai',
      text:
        'Vai para os Estados Unidos, e para nenhuma outra área geográfica. Lá, fica fora da área ' +
        'geográfica que você escolheu para os seus dados, e a lei dos Estados Unidos também se aplica. Os ' +
        'seus dados armazenados permanecem onde estão.',
    },
    access: {
      heading: 'Quem pode ver',
      text:
        'Ninguém do fornecedor olha para isso. São máquinas que elaboram a resposta, e a resposta vai para ' +
        'a pessoa que perguntou.',
    },
    recipients: {
      heading: 'Quem não recebe',
      text:
        'Ninguém fora do fornecedor recebe estes dados. Não estão à venda, não são usados para publicidade ' +
        'e não treinam nenhum modelo de fundação de outro criador. Continuam a ser seus.',
    },
    protections: {
      heading: 'O que protege estes dados',
      text:
        'O Lockbox, que pede a sua aprovação antes que o fornecedor abra os seus dados, vale também aqui. ' +
        'As chaves que você mesmo administra não valem: elas protegem dados armazenados, e estes não são ' +
        'armazenados. Ambos continuam a valer para todos os seus outros dados.',
    },
    role: {
      heading: 'O que a sua escolha significa na lei',
      text:
        'Aqui o fornecedor trabalha para você, como seu operador (em Portugal: subcontratante). Ao ativar ' +
        'esta opção, a sua organização lhe dá a instrução de tratar os seus dados nos Estados Unidos: isto ' +
        'é uma transferência internacional, e cabe a você responder por ter um fundamento legal para ela. ' +
        'Isso não é o consentimento dos titulares, as pessoas a quem os dados se referem. Por favor, ' +
        'informe essas pessoas. O seu acordo de tratamento de dados com o fornecedor fica como está.',
    },
  },
});
