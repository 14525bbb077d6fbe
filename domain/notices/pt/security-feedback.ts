import type { Notice } from '../notice.ts';
import { securityFeedbackV1En } from '../security-feedback.ts';
import { translated } from '../translated.ts';
import { keptFiguresOf, lastGrantOf } from './figures.ts';

const { life, deletion } = keptFiguresOf(securityFeedbackV1En);

/** The notice of feedback on answers of the security assistant, version 1 in Portuguese (SC-22). */
export const securityFeedbackV1Pt: Notice = translated(securityFeedbackV1En, 'pt', {
  title: 'Opiniões sobre as respostas do assistente de segurança',
  paragraphs: {
    purpose: {
      heading: 'Para que serve',
      text:
        'As pessoas podem dizer se uma resposta as ajudou. O fornecedor lê essas opiniões para melhorar as ' +
        'respostas. Não podem ser usadas para nenhuma outra finalidade.',
    },
    benefits: {
      heading: 'O que você ganha com isso',
      text:
        'O fornecedor fica sabendo quais respostas não ajudaram você. Não pode prometer quando isso vai ' +
        'melhorar. Se você desativar as opiniões, não perde nada: o assistente funciona para você como ' +
        'antes.',
    },
    data: {
      heading: 'O que é coletado',
      text:
        'O que alguém escreve ou marca como opinião, e nada mais. As perguntas e as respostas não vão ' +
        'junto. Se alguém escrever dados pessoais em uma opinião, eles fazem parte dela. Nada de antes do ' +
        'início é coletado.',
    },
    choice: {
      heading: 'Quem decide',
      text:
        'As opiniões são coletadas a partir do momento em que alguém com o papel de proprietário na sua ' +
        'organização viu este aviso. Antes disso, nada é coletado. Registramos que o valor padrão foi ' +
        'aplicado, não que você concordou. Um proprietário pode desativar isto agora ou a qualquer momento ' +
        'mais tarde, para toda a organização. Ninguém é obrigado a dar opinião.',
    },
    withdrawal: {
      heading: 'Como parar',
      text:
        'Um proprietário desativa isto, sem dar motivo. A partir desse momento, nenhuma opinião mais é ' +
        'coletada, e o fornecedor já não pode usar o que foi coletado antes. Uma permissão dada pouco ' +
        'antes a um programa do fornecedor termina sozinha no prazo máximo de ' +
        `${lastGrantOf(securityFeedbackV1En)}.`,
    },
    deletion: {
      heading: 'O que acontece quando você para',
      text:
        `Todas as opiniões da sua organização são eliminadas no prazo máximo de ${deletion} depois que ` +
        'você desativa isto. Isso inclui todas as cópias de segurança e todas as cópias feitas a partir ' +
        'delas. A eliminação começa no prazo de um dia. Guardamos uma prova da eliminação. A prova contém ' +
        'datas e números, não os seus dados.',
    },
    life: {
      heading: 'Por quanto tempo fica guardado',
      text:
        `Uma opinião fica guardada por ${life}, no máximo, a contar do início do dia (UTC) em que foi ` +
        'dada. Depois é eliminada, mesmo que você não mude nada.',
    },
    place: {
      heading: 'Onde fica guardado',
      text:
        'A opinião permanece na área geográfica do espaço de trabalho em que foi dada. Não é copiada para ' +
        'outra área geográfica.',
    },
    access: {
      heading: 'Quem pode ver',
      text:
        'Pessoas leem as opiniões. São empregados do fornecedor, precisam vê-las para este trabalho e têm ' +
        'uma permissão especial para isso. Ninguém mais pode olhar.',
    },
    recipients: {
      heading: 'Quem não recebe',
      text:
        'Ninguém fora do fornecedor recebe as opiniões. Não estão à venda, não são usadas para publicidade ' +
        'e não treinam nenhum modelo de fundação de outro criador.',
    },
    protections: {
      heading: 'O que não protege as opiniões',
      text:
        'Talvez você use o Lockbox, que pede a sua aprovação antes que o fornecedor abra os seus dados, ou ' +
        'chaves que você mesmo administra. Nenhum dos dois abrange as opiniões. Ambos continuam a valer ' +
        'para todos os seus outros dados.',
    },
    role: {
      heading: 'O que isto significa na lei',
      text:
        'Para este uso, é o próprio fornecedor que decide para que servem os dados. Ele é controlador (em ' +
        'Portugal: responsável pelo tratamento) e responde por isso. A sua organização permite este uso ou ' +
        'não; um valor padrão que você deixou como estava não é uma permissão. Também não é o ' +
        'consentimento das pessoas que dão opinião. Por favor, informe-as. O seu acordo de tratamento de ' +
        'dados com o fornecedor fica como está.',
    },
  },
});
