import { type NoticeLanguage, type NoticeTopic, noticeTopics } from '../../../domain/notices/notice.ts';
import { exportedNames, imports } from './names.ts';
import { headingOf, textOf, toSay } from './notice-words.ts';

const quoted = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`);

/**
 * The notice of a new program in the first language, with what its words promise as data. Texts are empty where the
 * vendor has to write them, and an empty text is not published.
 */
export const noticeSkeleton = (id: string, file: string): string => {
  const { program, noticeIn } = exportedNames(id);
  const say = (figure: string): string => `describeDuration(promises.${figure})`;
  return `${imports(file, {
    'notices/notice.ts': 'type { KeptFor, Notice, NoticePromises }',
    'time.ts': '{ days, describeDuration, seconds }',
  })}

/** What the words promise, as data. A program that keeps less does not deploy; figures are said from here. */
const promises: NoticePromises & KeptFor = {
  default: 'off',
  keeps: 'records', // 'nothing', without the two times below it, where no use keeps records
  retention: days(30),
  deletedWithin: days(30),
  lastGrantWithin: seconds(60), // no permission of a program lives longer
  placement: 'stays',
  recipients: 'none',
  humanReview: false,
  vendorRole: 'controller',
  purposes: ['improving'],
  prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'],
  lockbox: 'not-applicable',
  customerManagedKeys: 'not-applicable',
};

/** The same promises for the other languages of the notice, which say them in words of their own. */
export const ${program}Promises = promises;

/**
 * Version 1 in English. Short sentences and plain words; a text that is empty is refused. What was published never
 * changes: a change is a new version.
 */
export const ${noticeIn('en')}: Notice = {
  id: '${id}',
  version: 1,
  language: 'en',
  title: '', // what stands above it, like: Before you share data
  promises,
  paragraphs: [
${noticeTopics.map((topic) => paragraph(topic, 'en', say)).join('\n')}
  ],
};
`;
};

type Say = (figure: string) => string;

const paragraph = (topic: NoticeTopic, language: NoticeLanguage, say: Say): string => `    {
      topic: '${topic}',
      heading: ${quoted(headingOf(topic, language))},
      // Say ${toSay[topic]}.
      text: ${textOf(topic, language, say)},
    },`;

/** The notice of a new program in another language: the same promises, in words to be written. */
export const translationSkeleton = (id: string, language: NoticeLanguage, file: string): string => {
  const { program, noticeIn } = exportedNames(id);
  const promises = `${program}Promises`;
  const say = (figure: string): string => `describeDurationIn('${language}', ${promises}.${figure})`;
  return `${imports(file, {
    'notices/durations.ts': '{ describeDurationIn }',
    'notices/notice.ts': 'type { Notice }',
    'notices/translated.ts': '{ translated }',
    [`../${id}.ts`]: `{ ${promises}, ${noticeIn('en')} }`,
  })}

/** Version 1 in the language \`${language}\`: no more and no less than the English words say. */
export const ${noticeIn(language)}: Notice = translated(${noticeIn('en')}, '${language}', {
  title: '',
  paragraphs: {
${noticeTopics.map((topic) => translatedParagraph(topic, language, say)).join('\n')}
  },
});
`;
};

const translatedParagraph = (
  topic: NoticeTopic,
  language: NoticeLanguage,
  say: Say,
): string => `    ${topic}: {
      heading: ${quoted(headingOf(topic, language))},
      // Say ${toSay[topic]}.
      text: ${textOf(topic, language, say)},
    },`;
