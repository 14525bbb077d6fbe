import { connectedServicesV1En } from '../connected-services.ts';
import type { Notice } from '../notice.ts';
import { translated } from '../translated.ts';
import { lastGrantEnds, yourAgreementStays } from './sentences.ts';

/** The notice of every outside service that a customer can connect (DL-7), version 1 in French. */
export const connectedServicesV1Fr: Notice = translated(connectedServicesV1En, 'fr', {
  title: 'Avant de connecter un service externe',
  paragraphs: {
    purpose: {
      heading: 'Dans quel but',
      text:
        'Votre organisation utilise un service qui ne fait pas partie de ce produit, et veut que des données y ' +
        'aillent. Vous le connectez ici en indiquant la zone géographique où se trouve ce service. Ce qui y va ' +
        'sert à votre organisation, et à rien d’autre.',
    },
    benefits: {
      heading: 'Ce que vous y gagnez',
      text:
        'Le service que vous connectez peut travailler avec ce qui est conservé ici. Tant qu’aucun n’est connecté, ' +
        'rien ne sort, et tout le reste fonctionne comme avant.',
    },
    data: {
      heading: 'Ce qui va vers ce service',
      text:
        'Seulement les types de données que le programme indique pour ce service. La liste est fermée et peut être ' +
        'lue à côté du réglage. Ce qui va vers ce service peut contenir des données à caractère personnel.',
    },
    choice: {
      heading: 'Qui décide',
      text:
        'C’est désactivé jusqu’à ce qu’un propriétaire connecte le service et dise où il se trouve. Nous consignons ' +
        'qui l’a connecté, quand, où il se trouve, et quelle version de cette notice était à l’écran.',
    },
    withdrawal: {
      heading: 'Comment arrêter',
      text:
        'Un propriétaire peut déconnecter le service à tout moment, au même endroit, sans donner de raison. Dès ce ' +
        `moment, plus rien ne peut y aller. ${lastGrantEnds(connectedServicesV1En)} Ce qui y est allé jusque-là ne ` +
        'peut pas être rappelé depuis ici.',
    },
    deletion: {
      heading: 'Ce qui se passe quand vous arrêtez',
      text:
        'Il ne reste rien ici, parce que rien n’a été conservé ici pour cela. Ce que détient le service connecté y ' +
        'est supprimé, selon les conditions que votre organisation a avec ce service.',
    },
    life: {
      heading: 'Combien de temps les données sont conservées',
      text:
        'Ici, les données ne sont pas conservées. Là-bas, elles sont conservées aussi longtemps que le prévoient ' +
        'vos conditions avec le service connecté.',
    },
    place: {
      heading: 'Où vont les données',
      text:
        'Les données vont dans la zone géographique que vous indiquez. Si ce n’est pas celle de vos données, c’est ' +
        'un transfert vers un autre pays. Chaque permission pour un tel transfert est inscrite dans votre registre ' +
        'des transferts, avec l’instrument juridique sur lequel elle repose. Sans instrument en vigueur, rien n’y va.',
    },
    access: {
      heading: 'Qui peut voir les données',
      text:
        'Personne chez le fournisseur ne regarde les données en chemin. Qui les voit dans le service connecté est ' +
        'décidé là-bas, et non par ce produit.',
    },
    recipients: {
      heading: 'Qui reçoit les données',
      text:
        'Le service que vous avez connecté, et personne d’autre. Le fournisseur ne vend pas les données, ne les ' +
        'utilise pas pour la publicité et n’entraîne avec elles aucun modèle de fondation d’un autre concepteur.',
    },
    protections: {
      heading: 'Ce qui protège les données',
      text:
        'Lockbox et les clés que vous gérez vous-même protègent vos données ici. Ils ne s’étendent pas au service ' +
        'connecté. Pour tout ce qui reste ici, les deux restent actifs.',
    },
    role: {
      heading: 'Ce que votre choix signifie en droit',
      text:
        'Ici, le fournisseur travaille pour vous, comme votre sous-traitant, et transmet des données parce que ' +
        'votre organisation lui en donne l’instruction. Le service connecté est un destinataire que votre ' +
        'organisation a choisi. Votre choix n’est pas le consentement des personnes concernées par ces données. ' +
        'Veuillez vous assurer que vous avez le droit de donner cette instruction, et informez ces personnes. ' +
        `${yourAgreementStays}`,
    },
  },
});
