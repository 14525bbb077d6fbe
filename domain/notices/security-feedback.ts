import { days, describeDuration, seconds } from '../time.ts';
import type { KeptFor, Notice, NoticePromises } from './notice.ts';

const promises: NoticePromises & KeptFor = {
  default: 'on', // SC-22
  keeps: 'records',
  retention: days(90),
  deletedWithin: days(30),
  lastGrantWithin: seconds(60),
  placement: 'stays',
  recipients: 'none',
  humanReview: true,
  vendorRole: 'controller',
  purposes: ['improving'],
  prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'],
  lockbox: 'not-applicable',
  customerManagedKeys: 'not-applicable',
};

/** The notice of feedback on answers of the security assistant, version 1 in English (SC-22). */
export const securityFeedbackV1En: Notice = {
  id: 'security-feedback',
  version: 1,
  language: 'en',
  title: 'Feedback on answers of the security assistant',
  promises,
  paragraphs: [
    {
      topic: 'purpose',
      heading: 'What it is for',
      text:
        'People can say whether an answer helped them. The vendor reads this to make the answers better. It may not ' +
        'be used for anything else.',
    },
    {
      topic: 'benefits',
      heading: 'What you get from it',
      text:
        'The vendor learns which answers did not help you. It cannot promise you when that gets better. If you turn ' +
        'feedback off, you lose nothing: the assistant works for you as before.',
    },
    {
      topic: 'data',
      heading: 'What is collected',
      text:
        'What somebody writes or marks as feedback, and nothing else. Questions and answers do not come with it. If ' +
        'somebody writes personal data into feedback, it is part of it. Nothing from before the start is collected.',
    },
    {
      topic: 'choice',
      heading: 'Who decides',
      text:
        'Feedback is collected from the moment when an owner of your organization has seen this notice. Before that ' +
        'nothing is collected. We write down that the default was applied, not that you agreed. An owner can turn it ' +
        'off now or at any later time, for the whole organization. Nobody has to give feedback.',
    },
    {
      topic: 'withdrawal',
      heading: 'How to stop',
      text:
        'An owner turns it off, without a reason. From that moment no more feedback is collected, and the vendor may ' +
        'no longer use what was collected before. A permission that was given to a program of the vendor just before ' +
        `ends by itself within ${describeDuration(promises.lastGrantWithin)}.`,
    },
    {
      topic: 'deletion',
      heading: 'What happens when you stop',
      text:
        `All feedback of your organization is deleted within ${describeDuration(promises.deletedWithin)} after you ` +
        'turn it off, with all backups and all copies that were made from it. Deleting starts within a day. We keep a ' +
        'proof that it was deleted. The proof holds dates and numbers, not your data.',
    },
    {
      topic: 'life',
      heading: 'How long it is kept',
      text:
        `Feedback lives ${describeDuration(promises.retention)} at most, counted from the beginning of the day (UTC) ` +
        'on which it was given. Then it is deleted, also if you change nothing.',
    },
    {
      topic: 'place',
      heading: 'Where it is kept',
      text: 'It stays in the geography of the workspace in which it was given. It is not copied to another geography.',
    },
    {
      topic: 'access',
      heading: 'Who can see it',
      text:
        'People read it. They are employees of the vendor, they need to see it for this work, and they have a special ' +
        'permission for it. Nobody else may look.',
    },
    {
      topic: 'recipients',
      heading: 'Who does not get it',
      text:
        'Nobody outside the vendor gets it. It is not for sale, it is not used for advertising, and it trains no ' +
        'foundation model of another maker.',
    },
    {
      topic: 'protections',
      heading: 'What does not protect it',
      text:
        'Perhaps you use Lockbox, which asks you before the vendor opens your data, or keys that you manage yourself. ' +
        'Neither of the two covers feedback. Both stay on for all your other data.',
    },
    {
      topic: 'role',
      heading: 'What it means in law',
      text:
        'For this use the vendor itself decides what the data is for. It is a controller and answers for it. Your ' +
        'organization permits this use or does not; a default that you left as it was is not a permission. It is ' +
        'not the consent of the people who give feedback. Please tell them. Your agreement on data processing with ' +
        'the vendor stays as it is.',
    },
  ],
};
