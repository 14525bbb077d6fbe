import type { Notice } from '../notice.ts';
import { securityModelBuildingV1En, securityPerformanceValidationV1En } from '../security-sharing.ts';
import { type TranslatedWords, translated } from '../translated.ts';
import { keptFiguresOf, lastGrantOf } from './figures.ts';

/**
 * What holds for both settings of the security assistant, in the same words.
 * @param original the English notice that promises the figures
 */
export const forBothSettings = (
  original: Notice,
): Omit<TranslatedWords['paragraphs'], 'purpose' | 'benefits'> => {
  const { life, deletion } = keptFiguresOf(original);
  return {
    data: {
      heading: 'O que é compartilhado',
      text:
        'O que as pessoas neste espaço de trabalho escrevem ao assistente, o que ele encontra para elas, o ' +
        'que ele responde e o que elas fixam. Isso pode conter dados pessoais e informações sobre ataques ' +
        'e pontos fracos. Um arquivo que alguém envia não é compartilhado; uma parte dele é, se o ' +
        'assistente usou essa parte para uma resposta. Os logs técnicos são outra coisa e não contêm nada ' +
        'disso. Nada de antes do início é compartilhado.',
    },
    choice: {
      heading: 'Quem decide',
      text:
        'Este compartilhamento fica ativado a partir do momento em que um proprietário do espaço de ' +
        'trabalho viu este aviso. Antes disso, nada é compartilhado. Registramos que o valor padrão foi ' +
        'aplicado, não que você concordou. Um proprietário pode desativá-lo agora ou a qualquer momento ' +
        'mais tarde. Há duas configurações: uma para verificar se o assistente funciona bem e outra para ' +
        'criar o modelo de segurança do próprio fornecedor. Você escolhe cada uma em separado.',
    },
    withdrawal: {
      heading: 'Como parar',
      text:
        'Um proprietário desativa a configuração, sem dar motivo. A partir desse momento, nada mais é ' +
        'compartilhado para ela, e o fornecedor já não pode usar o que foi compartilhado antes. Uma ' +
        'permissão dada pouco antes a um programa do fornecedor termina sozinha no prazo máximo de ' +
        `${lastGrantOf(original)}.`,
    },
    deletion: {
      heading: 'O que acontece quando você para',
      text:
        `Tudo o que foi compartilhado para esta configuração é eliminado no prazo máximo de ${deletion} ` +
        'depois que você a desativa. Isso inclui todas as cópias de segurança e todas as cópias feitas a ' +
        'partir do que foi compartilhado. A eliminação começa no prazo de um dia. Guardamos uma prova da ' +
        'eliminação. A prova contém datas e números, não os seus dados.',
    },
    life: {
      heading: 'Por quanto tempo fica guardado',
      text:
        `Enquanto a configuração está ativada, cada registro fica guardado por ${life}, no máximo, a ` +
        'contar do início do dia (UTC) em que foi compartilhado. Depois é eliminado, mesmo que você não ' +
        'mude nada.',
    },
    place: {
      heading: 'Onde fica guardado',
      text:
        'O que é compartilhado permanece na área geográfica do espaço de trabalho, até ser eliminado. Não ' +
        'é copiado para outra área geográfica.',
    },
    access: {
      heading: 'Quem pode ver',
      text:
        'Pessoas leem alguns dos registros. São empregados do fornecedor, precisam ver os dados para este ' +
        'trabalho e têm uma permissão especial para isso. Ninguém mais pode olhar.',
    },
    recipients: {
      heading: 'Quem não recebe',
      text:
        'Ninguém fora do fornecedor recebe o que é compartilhado: nem o criador do modelo em que o ' +
        'assistente funciona, nem nenhum outro terceiro. Não está à venda e não é usado para vender ou ' +
        'anunciar nada a você. Não treina nenhum modelo de fundação de outro criador.',
    },
    protections: {
      heading: 'O que não protege os dados compartilhados',
      text:
        'Talvez você use o Lockbox, que pede a sua aprovação antes que o fornecedor abra os seus dados, ou ' +
        'criptografe os seus dados com chaves que você mesmo administra. Nenhum dos dois abrange o que é ' +
        'compartilhado aqui. Ambos continuam a valer para todos os seus outros dados.',
    },
    role: {
      heading: 'O que isto significa na lei',
      text:
        'Para este uso, é o próprio fornecedor que decide para que servem os dados. Ele é controlador (em ' +
        'Portugal: responsável pelo tratamento) e responde por isso. A sua organização, como controladora ' +
        'dos próprios dados, permite este uso ou não. Um valor padrão que você deixou como estava não é ' +
        'uma permissão, e não o chamamos assim. Também não é o consentimento dos titulares, as pessoas a ' +
        'quem os dados se referem. Por favor, informe essas pessoas. O seu acordo de tratamento de dados ' +
        'com o fornecedor fica como está.',
    },
  };
};

/** The notice of the setting `validate-performance`, version 1 in Portuguese. */
export const securityPerformanceValidationV1Pt: Notice = translated(securityPerformanceValidationV1En, 'pt', {
  title: 'Pessoas verificam se o assistente de segurança funciona bem',
  paragraphs: {
    purpose: {
      heading: 'Para que serve',
      text:
        'O fornecedor quer saber se o assistente faz bem o seu trabalho. Ele responde ao que as pessoas ' +
        'perguntam? Onde falha? Para quais tarefas as pessoas o usam? Até que ponto as respostas são boas ' +
        'e úteis? Ele funciona bem com os outros produtos e plug-ins que você usa? Para descobrir, pessoas ' +
        'do fornecedor leem o que foi perguntado e respondido. Os seus dados não podem ser usados para ' +
        'nenhuma outra finalidade.',
    },
    benefits: {
      heading: 'O que você ganha com isso',
      text:
        'O fornecedor vê as falhas que você vê e pode corrigi-las. Não pode prometer quando. Se você ' +
        'desativar isto, não perde nada: o assistente funciona para você como antes.',
    },
    ...forBothSettings(securityPerformanceValidationV1En),
  },
});

/** The notice of the setting `build-security-model`, version 1 in Portuguese. */
export const securityModelBuildingV1Pt: Notice = translated(securityModelBuildingV1En, 'pt', {
  title: 'Os seus dados ajudam a criar o modelo de segurança do próprio fornecedor',
  paragraphs: {
    purpose: {
      heading: 'Para que serve',
      text:
        'O fornecedor cria e testa um modelo próprio que conhece o trabalho de segurança. Para isso, usa o ' +
        'que foi perguntado e respondido, e pessoas do fornecedor leem isso. O modelo pode se apoiar em um ' +
        'modelo de fundação feito por outros; esse modelo de fundação, em si, não é treinado com os seus ' +
        'dados. Os seus dados não podem ser usados para nenhuma outra finalidade.',
    },
    benefits: {
      heading: 'O que você ganha com isso',
      text:
        'Um modelo que conhece o trabalho de segurança pode dar respostas mais adequadas ao seu trabalho. ' +
        'O fornecedor não pode prometer uma melhoria determinada. Se você desativar isto, não perde nada: ' +
        'o assistente funciona para você como antes.',
    },
    ...forBothSettings(securityModelBuildingV1En),
  },
});
