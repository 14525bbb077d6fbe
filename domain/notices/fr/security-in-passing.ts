import { promisesInPassing } from '../security-in-passing.ts';
import { lastGrantEnds, yourAgreementStays } from './sentences.ts';

/** The words that four notices of the security assistant share. */
export const toldInPassing = {
  access: {
    heading: 'Qui peut voir les données',
    text:
      'La personne qui a posé la question voit la réponse. L’assistant interroge au nom de cette personne, et ne ' +
      'trouve jamais plus que ce que cette personne a le droit de voir. Pour ce réglage, personne chez le ' +
      'fournisseur ne regarde.',
  },
  recipients: {
    heading: 'Qui ne reçoit pas les données',
    text:
      'Personne en dehors du fournisseur ne reçoit les données : ni le concepteur du modèle sur lequel fonctionne ' +
      'l’assistant, ni aucun autre tiers. Elles ne sont pas à vendre, elles ne sont pas utilisées pour la ' +
      'publicité, et elles ne servent à entraîner aucun modèle de fondation d’un autre concepteur.',
  },
  protections: {
    heading: 'Ce qui protège les données',
    text:
      'Si vous utilisez Lockbox, qui vous demande votre accord avant que le fournisseur ouvre vos données, ou des ' +
      'clés que vous gérez vous-même, les deux valent ici comme pour vos autres données.',
  },
};

/** How to stop, for a setting that somebody turns off. @param whoCan the one who decides, with the verb */
export const stopInPassing = (whoCan: 'Un propriétaire peut' | 'Vous pouvez') => ({
  heading: 'Comment arrêter',
  text:
    `${whoCan} désactiver ce réglage à tout moment, au même endroit, sans donner de raison. Dès ce moment, plus ` +
    `rien n’est demandé ni récupéré. ${lastGrantEnds({ promises: promisesInPassing })}`,
});

/** What an organization's choice is in law, where the vendor works for it. */
export const roleInPassing = {
  heading: 'Ce que votre choix signifie en droit',
  text:
    'Ici, le fournisseur travaille pour vous, comme votre sous-traitant. Votre choix est une instruction de votre ' +
    'organisation. Ce n’est pas le consentement des personnes concernées par ces données. Veuillez vous assurer ' +
    `que vous avez le droit de donner cette instruction, et informez ces personnes. ${yourAgreementStays}`,
};

/** What a person is told who turns a plugin on or off for herself. */
export const toldOfPlugins = {
  deletion: {
    heading: 'Ce qui se passe quand vous arrêtez',
    text: 'Plus rien n’est demandé. Vos conversations restent telles quelles, avec les réponses que vous avez reçues.',
  },
  life: {
    heading: 'Combien de temps les données sont conservées',
    text: 'Ce réglage ne conserve rien. Vos conversations sont conservées comme votre organisation l’a décidé.',
  },
  place: {
    heading: 'Où vont les données',
    text: 'Votre question reste dans la zone géographique de l’espace de travail où vous la posez.',
  },
};
