import type { Notice } from '../notice.ts';
import { securitySensitiveModelBuildingV1En } from '../security-sensitive.ts';
import { translated } from '../translated.ts';
import { keptFiguresOf, lastGrantOf } from './figures.ts';
import { forBothSettings } from './security-sharing.ts';

const original = securitySensitiveModelBuildingV1En;
const { life, deletion } = keptFiguresOf(original);
const { access, recipients, protections } = forBothSettings(original);

/**
 * The notice of the three settings that let a sensitive service build the vendor's model, version 1 in Portuguese
 * (SC-25).
 */
export const securitySensitiveModelBuildingV1Pt: Notice = translated(original, 'pt', {
  title: 'Antes de conteúdo sensível ajudar a criar o modelo de segurança do próprio fornecedor',
  paragraphs: {
    purpose: {
      heading: 'Para que serve',
      text:
        'O fornecedor cria e testa um modelo próprio que conhece o trabalho de segurança. Três serviços contêm ' +
        'conteúdo mais sensível do que os demais: eDiscovery, gerenciamento de risco interno e conformidade de ' +
        'comunicações. Sem você, nada disso é usado para esse modelo. Aqui você pode permitir isso, para cada ' +
        'serviço em separado. O conteúdo não pode ser usado para nenhuma outra finalidade.',
    },
    benefits: {
      heading: 'O que você ganha com isso',
      text:
        'Um modelo que viu conteúdo assim pode ajudar melhor com ele. O fornecedor não pode prometer uma melhoria ' +
        'determinada. Se você deixar isto desativado, não perde nada: o assistente funciona para você como antes.',
    },
    data: {
      heading: 'O que é compartilhado',
      text:
        'O que o assistente leu no serviço que você permite: o que está em um conjunto de revisão de eDiscovery, ' +
        'alertas do gerenciamento de risco interno, ou o que correspondeu a uma política de conformidade de ' +
        'comunicações. Vai junto a conversa em torno disso: o que foi perguntado, o que foi respondido, o que foi ' +
        'fixado e o que plug-ins do fornecedor encontraram. Não é compartilhado conteúdo de dois desses serviços em ' +
        'uma mesma conversa, nem o que vem de um arquivo enviado ou de um plug-in de outro criador. Este conteúdo é ' +
        'sobre pessoas e pode dizer delas coisas graves que não são verdade. Nada de antes do início é ' +
        'compartilhado.',
    },
    choice: {
      heading: 'Quem decide',
      text:
        'Está desativado para cada um dos três serviços. Continua desativado até que um proprietário do espaço de ' +
        'trabalho o ative. Só tem efeito enquanto a configuração para criar o modelo de segurança do fornecedor ' +
        'também está ativada, e só enquanto o assistente pode ler nos seus serviços de conformidade. Registramos ' +
        'quem escolheu, quando, e qual versão deste aviso estava na tela.',
    },
    withdrawal: {
      heading: 'Como parar',
      text:
        'Um proprietário pode desativar cada uma das três configurações a qualquer momento, no mesmo lugar, sem dar ' +
        'motivo. Desativar a configuração para criar o modelo de segurança do fornecedor desativa com ela as três. A ' +
        'partir desse momento, nada mais é compartilhado, e o fornecedor já não pode usar o que foi compartilhado ' +
        'antes. Uma permissão dada pouco antes a um programa do fornecedor termina sozinha no prazo máximo de ' +
        `${lastGrantOf(original)}.`,
    },
    deletion: {
      heading: 'O que acontece quando você para',
      text:
        `Tudo o que foi compartilhado para a configuração é eliminado no prazo máximo de ${deletion} depois que ela ` +
        'foi desativada. Isso inclui todas as cópias de segurança e todas as cópias feitas a partir do que foi ' +
        'compartilhado. A eliminação começa no prazo de um dia. Guardamos uma prova da eliminação. A prova contém ' +
        'datas e números, não os seus dados.',
    },
    life: {
      heading: 'Por quanto tempo fica guardado',
      text:
        `Enquanto isto está ativado, cada registro fica guardado por ${life}, no máximo, a contar do início do dia ` +
        '(UTC) em que foi compartilhado. Depois é eliminado, mesmo que você não mude nada.',
    },
    place: {
      heading: 'Onde fica guardado',
      text:
        'O que é compartilhado permanece na área geográfica do espaço de trabalho, até ser eliminado. Passa a seguir ' +
        'os termos deste assistente, seja o que for que o serviço tenha prometido antes.',
    },
    access,
    recipients,
    protections,
    role: {
      heading: 'O que a sua escolha significa na lei',
      text:
        'Para este uso, é o próprio fornecedor que decide para que servem os dados. Ele é controlador (em Portugal: ' +
        'responsável pelo tratamento) e responde por isso. Ao ativar isto, a sua organização, como controladora dos ' +
        'próprios dados, permite este uso. Esta é a permissão de uma organização. Ela não é o consentimento dos ' +
        'titulares, as pessoas a quem os dados se referem. Por favor, certifique-se de que você pode dar essa ' +
        'permissão: o conteúdo de uma investigação muitas vezes tem regras próprias. E informe essas pessoas, quando ' +
        'isso for permitido. O seu acordo de tratamento de dados com o fornecedor fica como está.',
    },
  },
});
