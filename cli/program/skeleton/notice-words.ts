import { newestNotice } from '../../../domain/notices/catalog.ts';
import type { NoticeLanguage, NoticeTopic } from '../../../domain/notices/notice.ts';

/** What the words under a topic have to say: a new notice asks for it. */
export const toSay: Readonly<Record<NoticeTopic, string>> = {
  purpose: 'what the data is used for, and what it is never used for',
  benefits: 'what the customer gets, and what it loses without it',
  data: 'which data, by example; that it can be personal; that nothing from before is taken',
  choice: 'what holds until somebody chooses, who may choose, and what is written down',
  withdrawal: 'who stops it and where; that no reason is needed; what ends at once',
  deletion: 'what is deleted after stopping, with all copies, and what proves it',
  life: 'how long a record lives at most, and that it is then deleted',
  place: 'where it lies, and whether it goes anywhere else',
  access: 'who at the vendor can see it',
  recipients: 'who does not get it',
  protections: 'whether Lockbox and own keys cover it',
  role: 'who is controller, whether the choice is a permission, and that it is no consent of persons',
};

/** Figures that a notice says by name, so that words and promises cannot differ. */
type Figures = { readonly grant: string; readonly life: string; readonly deletion: string };

type Started = (figures: Figures) => Readonly<Partial<Record<NoticeTopic, string>>>;

/** Sentences with figures are begun in each language; all other words are the vendor's. */
const begun: Readonly<Record<NoticeLanguage, Started>> = {
  en: ({ grant, life, deletion }) => ({
    withdrawal: `A permission that was given just before ends by itself within ${grant}.`,
    deletion: `Everything that you shared is deleted within ${deletion} after you turn this off.`,
    life: `Each record lives ${life} at most. Then it is deleted.`,
  }),
  de: ({ grant, life, deletion }) => ({
    withdrawal: `Eine Erlaubnis, die kurz vorher gegeben wurde, gilt noch höchstens ${grant}.`,
    deletion: `Nach dem Ausschalten wird alles gelöscht, was geteilt wurde. Das dauert höchstens ${deletion}.`,
    life: `Jeder Datensatz lebt höchstens ${life}. Danach wird er gelöscht.`,
  }),
  fr: ({ grant, life, deletion }) => ({
    withdrawal: `Une permission donnée juste avant prend fin d’elle-même en ${grant} au maximum.`,
    deletion: `Après l’arrêt, tout ce qui a été partagé est effacé, en ${deletion} au maximum.`,
    life: `Chaque enregistrement est conservé ${life} au maximum. Ensuite, il est effacé.`,
  }),
  pt: ({ grant, life, deletion }) => ({
    withdrawal: `Uma permissão dada pouco antes termina sozinha no prazo máximo de ${grant}.`,
    deletion: `Depois que você desativa isto, tudo o que foi compartilhado é eliminado no prazo máximo de ${deletion}.`,
    life: `Cada registro fica guardado por ${life}, no máximo. Depois é eliminado.`,
  }),
};

/** The heading of a topic in a language, as another notice has it. */
export const headingOf = (topic: NoticeTopic, language: NoticeLanguage): string => {
  const like = newestNotice('data-sharing', language) ?? newestNotice('data-sharing');
  return like?.paragraphs.find((paragraph) => paragraph.topic === topic)?.heading ?? topic;
};

/**
 * The text that a topic begins with, as source of TypeScript: empty where the vendor has to write it.
 * @param say how the file says a figure: `promises.retention` in the words of its language
 */
export const textOf = (
  topic: NoticeTopic,
  language: NoticeLanguage,
  say: (figure: 'lastGrantWithin' | 'retention' | 'deletedWithin') => string,
): string => {
  const sentence = begun[language]({
    grant: `\${${say('lastGrantWithin')}}`,
    life: `\${${say('retention')}}`,
    deletion: `\${${say('deletedWithin')}}`,
  })[topic];
  return sentence === undefined ? "''" : `\`${sentence}\``;
};
