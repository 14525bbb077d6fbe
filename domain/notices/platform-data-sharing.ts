import { dataSharingV1En } from './data-sharing.ts';
import type { Notice, NoticeParagraph } from './notice.ts';

/** What is told in other words than by the notice for business applications; the rest is the same. */
const told: Readonly<Partial<Record<NoticeParagraph['topic'], NoticeParagraph>>> = {
  data: {
    topic: 'data',
    heading: 'What is shared',
    text:
      'What people in your organization write to the assistant when they build apps and flows, what it answers, ' +
      'and technical data about this, for example how long an answer took. What people write can contain personal ' +
      'data and business secrets. Only what happens after you turn sharing on is shared, nothing from before.',
  },
  protections: {
    topic: 'protections',
    heading: 'What protects shared data, and what does not',
    text:
      'Perhaps you use Lockbox, which asks you before the vendor opens your data. It does not cover what you share ' +
      'here. If you encrypt your data with keys that you manage yourself, these keys cover what you share as well. ' +
      'Both stay on for all your other data.',
  },
};

/** The notice of optional sharing for the low-code platform, version 1 in English (PP-1, PP-2). */
export const platformDataSharingV1En: Notice = {
  ...dataSharingV1En,
  id: 'platform-data-sharing',
  title: 'Before you share data to improve the assistant of the platform',
  promises: { ...dataSharingV1En.promises, customerManagedKeys: 'covered' }, // PP-2
  paragraphs: dataSharingV1En.paragraphs.map((paragraph) => told[paragraph.topic] ?? paragraph),
};
