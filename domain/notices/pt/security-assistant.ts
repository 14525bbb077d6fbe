import type { Notice } from '../notice.ts';
import { securityPromptEvaluationV1En, securityVendorPluginsV1En } from '../security-assistant.ts';
import { translated } from '../translated.ts';
import { lastGrantOf } from './figures.ts';
import { roleInPassing, stopInPassing, toldInPassing } from './security-in-passing.ts';

/** The notice of the setting `prompt-evaluation-location`, version 1 in Portuguese (SC-17). */
export const securityPromptEvaluationV1Pt: Notice = translated(securityPromptEvaluationV1En, 'pt', {
  title: 'Antes de escolher onde os prompts são avaliados',
  paragraphs: {
    purpose: {
      heading: 'Para que serve',
      text:
        'Para responder ao que as pessoas perguntam, o assistente precisa de computadores com um modelo. ' +
        'Aqui você escolhe onde ficam esses computadores. O que é perguntado é usado ali para a resposta, ' +
        'e para nada mais.',
    },
    benefits: {
      heading: 'O que você ganha com isso',
      text:
        'Se você escolher um lugar, sabe para onde vão os seus prompts. Se escolher qualquer lugar, o ' +
        'assistente usa o lugar que tem capacidade livre naquele momento, e as respostas chegam sem espera ' +
        'quando um lugar está ocupado.',
    },
    data: {
      heading: 'O que é avaliado',
      text:
        'O que as pessoas neste espaço de trabalho perguntam, o que o assistente encontra para elas, o que ' +
        'ele respondeu antes e o que elas fixaram. Isso pode conter dados pessoais e informações sobre ' +
        'ataques e pontos fracos. Os arquivos enviados não vão para lá; vai uma parte que o assistente usa ' +
        'para uma resposta.',
    },
    choice: {
      heading: 'Quem decide',
      text:
        'Um proprietário do espaço de trabalho escolhe Austrália, Europa, Reino Unido, Estados Unidos ou ' +
        'qualquer lugar. Nada é avaliado antes que um proprietário tenha escolhido. Registramos quem ' +
        'escolheu, quando, e qual versão deste aviso estava na tela.',
    },
    withdrawal: {
      heading: 'Como mudar',
      text:
        'Um proprietário pode escolher outro lugar a qualquer momento, sem dar motivo. A partir desse ' +
        'momento, os prompts vão para lá. Uma permissão dada pouco antes a um programa do fornecedor ' +
        `termina sozinha no prazo máximo de ${lastGrantOf(securityPromptEvaluationV1En)}. O que já tiver ` +
        'sido avaliado em outro lugar até então não pode ser trazido de volta.',
    },
    deletion: {
      heading: 'O que acontece quando você muda',
      text: 'Não resta nada a eliminar no lugar que você tinha escolhido antes: nada ficou guardado lá.',
    },
    life: {
      heading: 'Por quanto tempo fica guardado',
      text: 'Não fica guardado onde é avaliado. Está lá apenas pelo tempo necessário para elaborar a resposta.',
    },
    place: {
      heading: 'Para onde vai',
      text:
        'Vai para o lugar que você escolher. Se não for a área geográfica do seu espaço de trabalho, isto ' +
        'é uma transferência internacional, e a lei desse lugar também se aplica. Qualquer lugar significa ' +
        'que toda área geográfica é possível. O que é armazenado permanece na área geográfica do espaço de ' +
        'trabalho, seja qual for a sua escolha.',
    },
    ...toldInPassing,
    role: roleInPassing,
  },
});

/** The notice of the setting `use-vendor-plugins`, version 1 in Portuguese (SC-23). */
export const securityVendorPluginsV1Pt: Notice = translated(securityVendorPluginsV1En, 'pt', {
  title: 'O assistente pergunta por você aos outros produtos do fornecedor',
  paragraphs: {
    purpose: {
      heading: 'Para que serve',
      text:
        'Com estes plug-ins, o assistente pode fazer as suas perguntas aos outros produtos do fornecedor ' +
        'que a sua organização usa. Ele faz isso para responder a você, e para nada mais.',
    },
    benefits: {
      heading: 'O que você ganha com isso',
      text:
        'As suas respostas podem se apoiar no que esses produtos sabem. Se você desativar, recebe ' +
        'respostas sem isso.',
    },
    data: {
      heading: 'O que é passado adiante',
      text: 'O que você pergunta, em seu nome e com os seus direitos de acesso, e o que os produtos encontram para isso.',
    },
    choice: {
      heading: 'Quem decide',
      text:
        'Você decide, por si mesmo. Os plug-ins ficam ativados a partir do momento em que você viu este ' +
        'aviso. Registramos que o valor padrão foi aplicado, não que você concordou. Você pode ' +
        'desativá-los agora ou a qualquer momento mais tarde.',
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
      heading: 'O que isto significa na lei',
      text:
        'Aqui o fornecedor trabalha para a sua organização, como operador dela (em Portugal: ' +
        'subcontratante). Um valor padrão que você deixou como estava não é uma escolha, e não o chamamos ' +
        'assim. O acordo de tratamento de dados entre a sua organização e o fornecedor fica como está.',
    },
  },
});
