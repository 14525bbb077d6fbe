import type { Notice } from '../notice.ts';
import { processingInUnitedStatesV1En } from '../processing-in-united-states.ts';
import { translated } from '../translated.ts';
import { choiceIsRecorded, lastGrantEnds, yourAgreementStays } from './sentences.ts';

/** The notice of answers that are worked out in the United States, version 1 in French. */
export const processingInUnitedStatesV1Fr: Notice = translated(processingInUnitedStatesV1En, 'fr', {
  title: 'Avant que l’assistant traite vos données aux États-Unis',
  paragraphs: {
    purpose: {
      heading: 'Dans quel but',
      text:
        'Les modèles de cet assistant fonctionnent uniquement aux États-Unis. Si vous activez ceci, ce que ' +
        'demandent les personnes de votre organisation peut y être transféré, une réponse y est élaborée, et la ' +
        'réponse revient. Ce qui est transféré sert à cette réponse, et à rien d’autre. Ceci est une préversion ' +
        'limitée : vous l’avez demandée et vous y avez été admis.',
    },
    benefits: {
      heading: 'Ce que vous y gagnez',
      text:
        'Les personnes du service client peuvent utiliser l’assistant bien qu’aucun modèle ne fonctionne dans ' +
        'votre zone géographique. Si vous laissez ceci désactivé, ces fonctions n’existent pas. Tout le reste ' +
        'fonctionne pour vous comme avant.',
    },
    data: {
      heading: 'Ce qui est transféré',
      text:
        'Les questions et les réponses, et ce dont l’assistant a besoin pour elles : messages de discussion, ' +
        'courriels, attributs d’un dossier, articles de votre base de connaissances, nom de l’agent du service ' +
        'client, adresse électronique, nom d’un client. Ce sont des données à caractère personnel. Rien de ce qui ' +
        'n’est pas dans cette liste ne peut être transféré. Ce qui est personnel ne sert qu’à la personne qui a ' +
        'posé la question.',
    },
    choice: {
      heading: 'Qui décide',
      text:
        'C’est désactivé. Cela le reste jusqu’à ce qu’un propriétaire de votre organisation l’active. ' +
        `${choiceIsRecorded} Une organisation située aux États-Unis n’a rien à décider ici, parce que ses données ` +
        'ne sont pas transférées.',
    },
    withdrawal: {
      heading: 'Comment arrêter',
      text:
        'Un propriétaire peut désactiver ceci à tout moment, au même endroit, sans donner de raison. Dès ce ' +
        `moment, plus rien ne peut être transféré. ${lastGrantEnds(processingInUnitedStatesV1En)} Ce qui a été ` +
        'transféré jusque-là ne peut pas être rappelé.',
    },
    deletion: {
      heading: 'Ce qui se passe quand vous arrêtez',
      text:
        'Il ne reste rien à supprimer : ce qui a été transféré n’a pas été conservé après sa réponse. Vos propres ' +
        'données, dans votre propre zone géographique, restent telles quelles.',
    },
    life: {
      heading: 'Combien de temps les données sont conservées',
      text: 'Les données ne sont pas conservées. Ce qui est transféré reste là-bas le temps d’élaborer la réponse.',
    },
    place: {
      heading: 'Où vont les données',
      text:
        'Les données vont aux États-Unis, et dans aucune autre zone géographique. Elles y sont en dehors de la ' +
        'zone géographique que vous avez choisie pour vos données, et le droit des États-Unis s’y applique aussi. ' +
        'Vos données stockées restent où elles sont.',
    },
    access: {
      heading: 'Qui peut voir les données',
      text:
        'Personne chez le fournisseur ne regarde les données. Des machines élaborent la réponse, et la réponse va ' +
        'à la personne qui a posé la question.',
    },
    recipients: {
      heading: 'Qui ne reçoit pas les données',
      text:
        'Personne en dehors du fournisseur ne reçoit les données. Elles ne sont pas à vendre, elles ne sont pas ' +
        'utilisées pour la publicité, et elles ne servent à entraîner aucun modèle de fondation d’un autre ' +
        'concepteur. Elles vous appartiennent toujours.',
    },
    protections: {
      heading: 'Ce qui protège les données',
      text:
        'Lockbox, qui vous demande votre accord avant que le fournisseur ouvre vos données, vaut ici aussi. Les ' +
        'clés que vous gérez vous-même ne valent pas ici : elles protègent des données stockées, et celles-ci ne ' +
        'le sont pas. Les deux restent actifs pour toutes vos autres données.',
    },
    role: {
      heading: 'Ce que votre choix signifie en droit',
      text:
        'Ici, le fournisseur travaille pour vous, comme votre sous-traitant. En activant ceci, votre organisation ' +
        'lui donne pour instruction de traiter vos données aux États-Unis : c’est un transfert vers un pays tiers, ' +
        'et vous répondez de l’existence d’un fondement pour ce transfert. Cette instruction n’est pas le ' +
        'consentement des personnes concernées par ces données. Veuillez informer ces personnes. ' +
        `${yourAgreementStays}`,
    },
  },
});
