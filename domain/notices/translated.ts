import type { Notice, NoticeLanguage, NoticeTopic } from './notice.ts';

/** What one paragraph says in another language. */
export type TranslatedParagraph = { readonly heading: string; readonly text: string };

/** All words of a notice in another language: none may be missing. */
export type TranslatedWords = {
  readonly title: string;
  readonly paragraphs: Readonly<Record<NoticeTopic, TranslatedParagraph>>;
};

/**
 * A notice in another language: the same version with the same promises, in words of its own. Figures in the words come
 * from the promises of the original, said by `describeDurationIn`.
 */
export const translated = (original: Notice, language: NoticeLanguage, words: TranslatedWords): Notice => ({
  id: original.id,
  version: original.version,
  language,
  title: words.title,
  promises: original.promises,
  paragraphs: original.paragraphs.map(({ topic }) => {
    const { heading, text } = words.paragraphs[topic];
    return { topic, heading, text };
  }),
});
