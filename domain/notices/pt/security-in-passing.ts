import { promisesInPassing } from '../security-in-passing.ts';
import type { TranslatedParagraph, TranslatedWords } from '../translated.ts';
import { lastGrantOf } from './figures.ts';

/** The words that the notices of these settings share, in Portuguese. */
export const toldInPassing: Pick<TranslatedWords['paragraphs'], 'access' | 'recipients' | 'protections'> = {
  access: {
    heading: 'Quem pode ver',
    text:
      'A pessoa que perguntou vê a resposta. O assistente pergunta em nome dessa pessoa e nunca encontra ' +
      'mais do que ela pode ver. Para esta configuração, ninguém do fornecedor olha.',
  },
  recipients: {
    heading: 'Quem não recebe',
    text:
      'Ninguém fora do fornecedor recebe isto: nem o criador do modelo em que o assistente funciona, nem ' +
      'nenhum outro terceiro. Não está à venda, não é usado para publicidade e não treina nenhum modelo de ' +
      'fundação de outro criador.',
  },
  protections: {
    heading: 'O que protege isto',
    text:
      'Talvez você use o Lockbox, que pede a sua aprovação antes que o fornecedor abra os seus dados, ou ' +
      'chaves que você mesmo administra. Ambos valem aqui como valem para os seus outros dados.',
  },
};

/** How to stop, for a setting that somebody turns off. @param who the one who decides, as a person reads it */
export const stopInPassing = (who: string): TranslatedParagraph => ({
  heading: 'Como parar',
  text:
    `${who} pode desativar isto a qualquer momento, no mesmo lugar, sem dar motivo. A partir desse ` +
    'momento, nada mais é perguntado nem buscado. Uma permissão dada pouco antes a um programa do ' +
    `fornecedor termina sozinha no prazo máximo de ${lastGrantOf({ promises: promisesInPassing })}.`,
});

/** What an organization's choice is in law, where the vendor works for it. */
export const roleInPassing: TranslatedParagraph = {
  heading: 'O que a sua escolha significa na lei',
  text:
    'Aqui o fornecedor trabalha para você, como seu operador (em Portugal: subcontratante). A sua escolha ' +
    'é uma instrução da sua organização. Ela não é o consentimento dos titulares, as pessoas a quem os ' +
    'dados se referem. Por favor, certifique-se de que você pode dar essa instrução e informe essas ' +
    'pessoas. O seu acordo de tratamento de dados com o fornecedor fica como está.',
};
