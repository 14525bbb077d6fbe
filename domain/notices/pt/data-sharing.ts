import { dataSharingV1En } from '../data-sharing.ts';
import type { Notice } from '../notice.ts';
import { type TranslatedWords, translated } from '../translated.ts';
import { keptFiguresOf, lastGrantOf } from './figures.ts';

const { life, deletion } = keptFiguresOf(dataSharingV1En);

/** The words of optional sharing; the notice of the low-code platform tells most of them too. */
export const toldAboutSharing: TranslatedWords['paragraphs'] = {
  purpose: {
    heading: 'Para que serve',
    text:
      'O fornecedor quer melhorar o assistente. Para isso, precisa de exemplos reais. Se você ativar o ' +
      'compartilhamento, o fornecedor usa os seus exemplos para criar, melhorar e testar os recursos do ' +
      'assistente e os serviços e modelos em que eles se apoiam. Não pode usá-los para nenhuma outra ' +
      'finalidade. Não os vende. Não os usa para publicidade. Ninguém treina com eles o modelo de fundação ' +
      'de outro criador.',
  },
  benefits: {
    heading: 'O que você ganha com isso',
    text:
      'O assistente pode aprender com padrões que aparecem em muitos exemplos e dar respostas melhores. ' +
      'Disso também podem nascer novos recursos. O fornecedor não pode prometer uma melhoria determinada. ' +
      'Se você não compartilhar, não perde nada: o assistente funciona para você como antes.',
  },
  data: {
    heading: 'O que é compartilhado',
    text:
      'O que as pessoas da sua organização escrevem ao assistente, o que ele responde e dados técnicos ' +
      'sobre isso, por exemplo, quanto tempo levou uma resposta. O que as pessoas escrevem pode conter ' +
      'dados pessoais e segredos de negócio. Só é compartilhado o que acontece depois que você ativa o ' +
      'compartilhamento, e nada de antes.',
  },
  choice: {
    heading: 'Quem decide',
    text:
      'O compartilhamento está desativado. Continua desativado até que alguém com o papel de proprietário ' +
      'na sua organização o ative. Registramos quem escolheu, quando, e qual versão deste aviso estava na ' +
      'tela. Se este aviso mudar, a sua escolha não muda com ele: os dados que você compartilhou sob esta ' +
      'versão nunca são usados sob outra.',
  },
  withdrawal: {
    heading: 'Como parar',
    text:
      'Um proprietário pode desativar o compartilhamento a qualquer momento, no mesmo lugar, sem dar ' +
      'motivo. A partir desse momento, nada mais é compartilhado, e o fornecedor já não pode usar o que ' +
      'foi compartilhado antes. Uma permissão dada pouco antes a um programa do fornecedor termina sozinha ' +
      `no prazo máximo de ${lastGrantOf(dataSharingV1En)}.`,
  },
  deletion: {
    heading: 'O que acontece quando você para',
    text:
      `Tudo o que você compartilhou é eliminado no prazo máximo de ${deletion} depois que você desativa o ` +
      'compartilhamento. Isso inclui todas as cópias de segurança e todas as cópias feitas a partir do que ' +
      'foi compartilhado. A eliminação começa no prazo de um dia. Guardamos uma prova da eliminação. A ' +
      'prova contém datas e números, não os seus dados.',
  },
  life: {
    heading: 'Por quanto tempo fica guardado',
    text:
      `Enquanto o compartilhamento está ativado, cada exemplo fica guardado por ${life}, no máximo, a ` +
      'contar do início do dia (UTC) em que foi compartilhado. Depois é eliminado, mesmo que você não mude ' +
      'nada.',
  },
  place: {
    heading: 'Onde fica guardado',
    text:
      'O que você compartilha permanece na área geográfica em que foi compartilhado, até ser eliminado. ' +
      'Não é copiado para outra área geográfica.',
  },
  access: {
    heading: 'Quem pode ver',
    text:
      'Pessoas leem alguns dos exemplos. São empregados do fornecedor, precisam ver os dados para este ' +
      'trabalho e têm uma permissão especial para isso. Ninguém mais pode olhar.',
  },
  recipients: {
    heading: 'Quem não recebe',
    text:
      'Ninguém fora do fornecedor recebe o que você compartilha. Nenhum parceiro, nenhum criador de outro ' +
      'modelo, nenhum outro cliente. Continua a ser seu.',
  },
  protections: {
    heading: 'O que não protege os dados compartilhados',
    text:
      'Talvez você use o Lockbox, que pede a sua aprovação antes que o fornecedor abra os seus dados, ou ' +
      'criptografe os seus dados com chaves que você mesmo administra. Nenhum dos dois abrange o que você ' +
      'compartilha aqui. Ambos continuam a valer para todos os seus outros dados.',
  },
  role: {
    heading: 'O que a sua escolha significa na lei',
    text:
      'Para este uso, é o próprio fornecedor que decide para que servem os dados. Ele é controlador (em ' +
      'Portugal: responsável pelo tratamento) e responde por isso. Ao ativar o compartilhamento, a sua ' +
      'organização, como controladora dos próprios dados, permite este uso. Esta é a permissão de uma ' +
      'organização. Ela não é o consentimento dos titulares, as pessoas a quem os dados se referem. Por ' +
      'favor, certifique-se de que você pode dar essa permissão e informe essas pessoas. O seu acordo de ' +
      'tratamento de dados com o fornecedor fica como está.',
  },
};

/** The notice of optional sharing for the business applications, version 1 in Portuguese. */
export const dataSharingV1Pt: Notice = translated(dataSharingV1En, 'pt', {
  title: 'Antes de compartilhar dados para melhorar o assistente',
  paragraphs: toldAboutSharing,
});
