import type { Notice } from '../notice.ts';
import { securityComplianceAccessV1En, securityCompliancePluginsV1En } from '../security-compliance.ts';
import { translated } from '../translated.ts';
import { roleInPassing, stopInPassing, toldInPassing } from './security-in-passing.ts';

/** The notice of the setting `access-compliance-services`, version 1 in Portuguese (SC-5, SC-23, SC-24). */
export const securityComplianceAccessV1Pt: Notice = translated(securityComplianceAccessV1En, 'pt', {
  title: 'Antes de o assistente ler nos seus serviços de conformidade',
  paragraphs: {
    purpose: {
      heading: 'Para que serve',
      text:
        'O assistente pode consultar seis serviços em que você reúne o que precisa para cumprir regras. ' +
        'Ele faz isso para responder ao que alguém neste espaço de trabalho pergunta, e para nada mais.',
    },
    benefits: {
      heading: 'O que você ganha com isso',
      text:
        'As respostas podem se apoiar nos seus próprios alertas e atividades. Se você deixar isto ' +
        'desativado, o assistente responde sem eles.',
    },
    data: {
      heading: 'O que é lido',
      text:
        'Alertas da prevenção contra perda de dados. Atividades de rotulagem da proteção de informações. O ' +
        'que está em um conjunto de revisão de eDiscovery. Alertas do gerenciamento de risco interno. O ' +
        'que correspondeu a uma política de conformidade de comunicações. Atividades e alertas do ' +
        'gerenciamento de postura. Nada mais é lido. Boa parte disso são dados pessoais.',
    },
    choice: {
      heading: 'Quem decide',
      text:
        'Está desativado. Continua desativado até que um proprietário do espaço de trabalho o ative. ' +
        'Depois disso, cada pessoa ainda precisa ativar o plug-in. Registramos quem escolheu, quando, e ' +
        'qual versão deste aviso estava na tela.',
    },
    withdrawal: stopInPassing('Um proprietário'),
    deletion: {
      heading: 'O que acontece quando você para',
      text:
        'Nada mais é lido. O que foi lido antes não é eliminado mais cedo por causa disso. Permanece nas ' +
        'conversas em que foi usado e termina com elas.',
    },
    life: {
      heading: 'Por quanto tempo fica guardado',
      text:
        'Esta configuração, por si, não guarda nada. O que é lido passa a fazer parte de uma conversa e ' +
        'dura o mesmo tempo que as suas conversas com o assistente.',
    },
    place: {
      heading: 'Onde fica guardado',
      text:
        'O que é lido passa a seguir os termos deste assistente: o lugar dele, que é a área geográfica do ' +
        'espaço de trabalho, e as regras de segurança dele. Isto vale seja o que for que o serviço tenha ' +
        'prometido antes, e onde quer que os dados tenham estado antes.',
    },
    ...toldInPassing,
    role: roleInPassing,
  },
});

/** The notice of the setting `use-compliance-plugins`, version 1 in Portuguese (SC-23). */
export const securityCompliancePluginsV1Pt: Notice = translated(securityCompliancePluginsV1En, 'pt', {
  title: 'Antes de perguntar aos seus serviços de conformidade por meio do assistente',
  paragraphs: {
    purpose: {
      heading: 'Para que serve',
      text:
        'Com este plug-in, o assistente pode fazer as suas perguntas aos serviços de conformidade da sua ' +
        'organização. Ele faz isso para responder a você, e para nada mais.',
    },
    benefits: {
      heading: 'O que você ganha com isso',
      text:
        'As suas respostas podem se apoiar no que esses serviços sabem. Se você deixar isto desativado, ' +
        'recebe respostas sem isso.',
    },
    data: {
      heading: 'O que é passado adiante',
      text:
        'O que você pergunta, em seu nome e com os seus direitos de acesso. O que os serviços respondem é ' +
        'explicado em um aviso próprio.',
    },
    choice: {
      heading: 'Quem decide',
      text:
        'Você decide, por si mesmo. O plug-in fica desativado até que você o ative. Ele só funciona em ' +
        'espaços de trabalho em que um proprietário permitiu que o assistente leia nesses serviços.',
    },
    withdrawal: stopInPassing('Você'),
    deletion: {
      heading: 'O que acontece quando você para',
      text: 'Nada mais é perguntado. As suas conversas ficam como estão, com as respostas que você recebeu.',
    },
    life: {
      heading: 'Por quanto tempo fica guardado',
      text: 'Esta configuração não guarda nada. As suas conversas duram o que a sua organização decidiu.',
    },
    place: {
      heading: 'Para onde vai',
      text: 'A sua pergunta permanece na área geográfica do espaço de trabalho em que você pergunta.',
    },
    ...toldInPassing,
    role: {
      heading: 'O que a sua escolha significa na lei',
      text:
        'Aqui o fornecedor trabalha para a sua organização, como operador dela (em Portugal: ' +
        'subcontratante). A sua escolha diz como você quer trabalhar. Não é consentimento para nenhuma ' +
        'outra coisa. O acordo de tratamento de dados entre a sua organização e o fornecedor fica como ' +
        'está.',
    },
  },
});
