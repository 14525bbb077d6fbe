import { days, describeDuration, seconds } from '../time.ts';
import type { KeptFor, Notice, NoticePromises } from './notice.ts';

const promises: NoticePromises & KeptFor = {
  default: 'off', // DS-1
  keeps: 'records',
  retention: days(30), // DS-10
  deletedWithin: days(30), // DS-7
  lastGrantWithin: seconds(60), // DS-8
  placement: 'stays', // DS-10
  recipients: 'none', // DS-13
  humanReview: true, // DS-5
  vendorRole: 'controller',
  purposes: ['building', 'improving', 'validating', 'agreed-services'], // DS-14
  prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'], // DS-14
  lockbox: 'not-applicable', // DS-11
  customerManagedKeys: 'not-applicable', // DS-11
};

/** The notice of optional sharing for the business applications, version 1 in English. */
export const dataSharingV1En: Notice = {
  id: 'data-sharing',
  version: 1,
  language: 'en',
  title: 'Before you share data to improve the assistant',
  promises,
  paragraphs: [
    {
      topic: 'purpose',
      heading: 'What it is for',
      text:
        'The vendor wants to make the assistant better. For this it needs real examples. If you turn sharing on, ' +
        'the vendor uses your examples to build, improve and test the features of the assistant, and the services ' +
        'and models behind them. It may not use them for anything else. It does not sell them. It does not use ' +
        'them for advertising. Nobody trains the foundation model of another maker with them.',
    },
    {
      topic: 'benefits',
      heading: 'What you get from it',
      text:
        'The assistant can learn from patterns in many examples and give better answers. New features can come ' +
        'from it too. The vendor cannot promise you a certain improvement. If you do not share, you lose nothing: ' +
        'the assistant works for you as before.',
    },
    {
      topic: 'data',
      heading: 'What is shared',
      text:
        'What people in your organization write to the assistant, what it answers, and technical data about this, ' +
        'for example how long an answer took. What people write can contain personal data and business secrets. ' +
        'Only what happens after you turn sharing on is shared, nothing from before.',
    },
    {
      topic: 'choice',
      heading: 'Who decides',
      text:
        'Sharing is off. It stays off until an owner of your organization turns it on. We write down who chose, ' +
        'when, and which version of this notice was on the screen. If this notice changes, your choice does not ' +
        'change with it: data that you shared under this version is never used under another one.',
    },
    {
      topic: 'withdrawal',
      heading: 'How to stop',
      text:
        'An owner can turn sharing off at any time, in the same place, without a reason. From that moment nothing ' +
        'more is shared, and the vendor may no longer use what was shared before. A permission that was given to ' +
        `a program of the vendor just before ends by itself within ${describeDuration(promises.lastGrantWithin)}.`,
    },
    {
      topic: 'deletion',
      heading: 'What happens when you stop',
      text:
        `Everything that you shared is deleted within ${describeDuration(promises.deletedWithin)} after you turn ` +
        'sharing off, with all backups and all copies that were made from it. Deleting starts within a day. We keep a ' +
        'proof that it was deleted. The proof holds dates and numbers, not your data.',
    },
    {
      topic: 'life',
      heading: 'How long it is kept',
      text:
        `While sharing is on, each example lives ${describeDuration(promises.retention)} at most, counted from the ` +
        'beginning of the day (UTC) on which it was shared. Then it is deleted, also if you change nothing.',
    },
    {
      topic: 'place',
      heading: 'Where it is kept',
      text:
        'What you share stays in the geography in which it was shared, until it is deleted. It is not copied to ' +
        'another geography.',
    },
    {
      topic: 'access',
      heading: 'Who can see it',
      text:
        'People read some of the examples. They are employees of the vendor, they need to see the data for this ' +
        'work, and they have a special permission for it. Nobody else may look.',
    },
    {
      topic: 'recipients',
      heading: 'Who does not get it',
      text:
        'Nobody outside the vendor gets what you share. No partner, no maker of another model, no other customer. ' +
        'It is still yours.',
    },
    {
      topic: 'protections',
      heading: 'What does not protect shared data',
      text:
        'Perhaps you use Lockbox, which asks you before the vendor opens your data, or you encrypt your data with ' +
        'keys that you manage yourself. Neither of the two covers what you share here. Both stay on for all your ' +
        'other data.',
    },
    {
      topic: 'role',
      heading: 'What your choice means in law',
      text:
        'For this use the vendor itself decides what the data is for. It is a controller and answers for it. By ' +
        'turning sharing on, your organization, as the controller of its own data, permits this use. This is the ' +
        'permission of an organization. It is not the consent of the people whose data it is. Please make sure ' +
        'that you may give it, and tell these people. Your agreement on data processing with the vendor stays as ' +
        'it is.',
    },
  ],
};
