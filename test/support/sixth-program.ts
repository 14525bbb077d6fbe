import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Notice, noticeLanguages, noticeTopics } from '../../domain/notices/notice.ts';
import type { Program } from '../../domain/programs/program.ts';
import { days, seconds } from '../../domain/time.ts';

/** A program that the catalog does not have, as a vendor would write it: data, and nothing else. */
export const sixth: Program = {
  id: 'meeting-summaries',
  version: 1,
  title: 'Summaries of meetings',
  settings: {
    'share-summaries': {
      kind: 'toggle',
      title: 'Share summaries to make them better',
      scope: 'workspace',
      default: 'off',
      availableIn: { kind: 'only', geographies: ['eu', 'br', 'us'] },
      notApplicable: { within: 'us', because: 'Summaries are not made there.' },
      admission: { kind: 'open' },
      decidedBy: ['owner', 'privacy-officer'],
      permits: ['summary-improvement'],
      notice: 'meeting-summaries',
    },
    'try-translations': {
      kind: 'toggle',
      title: 'Try summaries in other languages',
      scope: 'organization',
      default: 'off',
      availableIn: { kind: 'only', geographies: ['eu'] },
      admission: { kind: 'limited-preview', store: 'own-geography' },
      decidedBy: ['owner'],
      permits: ['translation-trial'],
      notice: 'meeting-summaries',
    },
  },
  uses: {
    'summary-improvement': {
      keeps: 'records',
      title: 'Making summaries better',
      categories: ['prompt', 'response'],
      sources: ['person', 'assistant'],
      humanReview: false,
      vendorRole: 'controller',
      customerAct: 'permission',
      recipients: 'none',
      purposes: ['improving'],
      prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'],
      placement: 'stays',
      retention: days(14),
      afterOptOut: { deletedWithin: days(7) },
      lotShards: 2,
      lockbox: 'not-applicable',
      customerManagedKeys: 'covered',
    },
    'translation-trial': {
      keeps: 'records',
      title: 'Trying translations',
      categories: ['response'],
      sources: ['assistant'],
      humanReview: false,
      vendorRole: 'controller',
      customerAct: 'permission',
      recipients: 'none',
      purposes: ['improving'],
      prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'],
      placement: 'stays',
      retention: days(14),
      afterOptOut: { deletedWithin: days(7) },
      lotShards: 1,
      lockbox: 'not-applicable',
      customerManagedKeys: 'covered',
    },
  },
  noticePeriod: days(30),
  clocks: { afterOffboarding: 'not-declared', afterDeletionRequest: { deletedWithin: days(10) } },
  dataProcessingAgreement: 'unchanged',
};

const noticeIn = (language: Notice['language']): Notice => ({
  id: 'meeting-summaries',
  version: 1,
  language,
  title: `Before you share summaries (${language})`,
  promises: {
    default: 'off',
    keeps: 'records',
    retention: days(14),
    deletedWithin: days(7),
    lastGrantWithin: seconds(60),
    placement: 'stays',
    recipients: 'none',
    humanReview: false,
    vendorRole: 'controller',
    purposes: ['improving'],
    prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'],
    lockbox: 'not-applicable',
    customerManagedKeys: 'covered',
  },
  paragraphs: noticeTopics.map((topic) => ({ topic, heading: topic, text: `Words about ${topic}.` })),
});

/** The notice of the sixth program in every language. */
export const itsNotices: readonly Notice[] = noticeLanguages.map(noticeIn);

const write = (path: string, value: object): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `export const declared = ${JSON.stringify(value, null, 2)};\n`);
};

/**
 * Writes a program and notices into `programs/` and `notices/` of a folder, as modules that hold data only.
 * @returns the file of the program
 */
export const writeProgram = (
  folder: string,
  program: Program,
  notices: readonly Notice[] = itsNotices,
): string => {
  const file = join(folder, 'programs', `${program.id}.ts`);
  write(file, program);
  for (const notice of notices) {
    const within = notice.language === noticeLanguages[0] ? [] : [notice.language];
    write(join(folder, 'notices', ...within, `${notice.id}.ts`), notice);
  }
  return file;
};
