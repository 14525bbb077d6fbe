import { dataSharingV1En } from '../data-sharing.ts';
import type { Notice } from '../notice.ts';
import { translated } from '../translated.ts';
import {
  choiceIsRecorded,
  deletedInTime,
  lastGrantEnds,
  livesAtMost,
  notCovered,
  vendorIsController,
  whoTheReadersAre,
  yourAgreementStays,
} from './sentences.ts';

/** The words of the notice for business applications; the one for the platform differs in two of them. */
export const dataSharingWords = {
  purpose: {
    heading: 'Dans quel but',
    text:
      'Le fournisseur veut rendre l’assistant meilleur. Pour cela, il a besoin d’exemples réels. Si vous activez ' +
      'le partage, le fournisseur utilise vos exemples pour créer, améliorer et tester les fonctions de ' +
      'l’assistant, ainsi que les services et les modèles sur lesquels elles reposent. Il ne peut les utiliser ' +
      'pour aucune autre finalité. Il ne les vend pas. Il ne les utilise pas pour la publicité. Personne ' +
      'n’entraîne avec eux le modèle de fondation d’un autre concepteur.',
  },
  benefits: {
    heading: 'Ce que vous y gagnez',
    text:
      'L’assistant peut apprendre de ce qui se répète dans de nombreux exemples et donner de meilleures réponses. ' +
      'De nouvelles fonctions peuvent aussi en naître. Le fournisseur ne peut pas vous promettre une amélioration ' +
      'précise. Si vous ne partagez pas, vous ne perdez rien : l’assistant travaille pour vous comme avant.',
  },
  data: {
    heading: 'Ce qui est partagé',
    text:
      'Ce que les personnes de votre organisation écrivent à l’assistant, ce qu’il répond, et des données ' +
      'techniques à ce sujet, par exemple la durée d’une réponse. Ce que ces personnes écrivent peut contenir des ' +
      'données à caractère personnel et des secrets d’affaires. Seul ce qui se passe après l’activation du partage ' +
      'est partagé, rien d’antérieur.',
  },
  choice: {
    heading: 'Qui décide',
    text:
      'Le partage est désactivé. Il le reste jusqu’à ce qu’un propriétaire de votre organisation l’active. ' +
      `${choiceIsRecorded} Si cette notice change, votre choix ne change pas avec elle : les données que vous avez ` +
      'partagées sous cette version ne sont jamais utilisées sous une autre.',
  },
  withdrawal: {
    heading: 'Comment arrêter',
    text:
      'Un propriétaire peut désactiver le partage à tout moment, au même endroit, sans donner de raison. Dès ce ' +
      'moment, plus rien n’est partagé, et le fournisseur n’a plus le droit d’utiliser ce qui a été partagé avant. ' +
      lastGrantEnds(dataSharingV1En),
  },
  deletion: {
    heading: 'Ce qui se passe quand vous arrêtez',
    text: deletedInTime('Tout ce que vous avez partagé', dataSharingV1En),
  },
  life: {
    heading: 'Combien de temps les données sont conservées',
    text: livesAtMost('Tant que le partage est activé, chaque exemple', 'partagé', dataSharingV1En),
  },
  place: {
    heading: 'Où les données sont conservées',
    text:
      'Ce que vous partagez reste dans la zone géographique où cela a été partagé, jusqu’à sa suppression. Ce ' +
      'n’est pas copié dans une autre zone géographique.',
  },
  access: {
    heading: 'Qui peut voir les données',
    text: `Des personnes lisent une partie des exemples. ${whoTheReadersAre}`,
  },
  recipients: {
    heading: 'Qui ne reçoit pas les données',
    text:
      'Personne en dehors du fournisseur ne reçoit ce que vous partagez. Aucun partenaire, aucun concepteur d’un ' +
      'autre modèle, aucun autre client. Cela vous appartient toujours.',
  },
  protections: {
    heading: 'Ce qui ne protège pas les données partagées',
    text: notCovered('ce que vous partagez ici'),
  },
  role: {
    heading: 'Ce que votre choix signifie en droit',
    text:
      `${vendorIsController} En activant le partage, votre organisation, comme responsable du traitement de ses ` +
      'propres données, permet cette utilisation. C’est la permission d’une organisation. Ce n’est pas le ' +
      'consentement des personnes concernées par ces données. Veuillez vous assurer que vous avez le droit de ' +
      `donner cette permission, et informez ces personnes. ${yourAgreementStays}`,
  },
};

/** The notice of optional sharing for the business applications, version 1 in French. */
export const dataSharingV1Fr: Notice = translated(dataSharingV1En, 'fr', {
  title: 'Avant de partager des données pour améliorer l’assistant',
  paragraphs: dataSharingWords,
});
