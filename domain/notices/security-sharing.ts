import { days, describeDuration, seconds } from '../time.ts';
import type { KeptFor, Notice, NoticeParagraph, NoticePromises } from './notice.ts';

/** Who sees what the vendor takes for itself, who does not get it, and what does not protect it: the same in three notices. */
export const toldOfSharing: readonly NoticeParagraph[] = [
  {
    topic: 'access',
    heading: 'Who can see it',
    text:
      'People read some of the records. They are employees of the vendor, they need to see the data for this ' +
      'work, and they have a special permission for it. Nobody else may look.',
  },
  {
    topic: 'recipients',
    heading: 'Who does not get it',
    text:
      'Nobody outside the vendor gets what is shared: not the maker of the model that the assistant runs on, and ' +
      'no other third party. It is not for sale, and it is not used to sell or advertise anything to you. It ' +
      'trains no foundation model of another maker.',
  },
  {
    topic: 'protections',
    heading: 'What does not protect shared data',
    text:
      'Perhaps you use Lockbox, which asks you before the vendor opens your data, or you encrypt your data with ' +
      'keys that you manage yourself. Neither of the two covers what is shared here. Both stay on for all your ' +
      'other data.',
  },
];

/** What is promised of all that the vendor takes for itself here, whichever setting permits it. */
export const promisesOfSharing = {
  keeps: 'records',
  retention: days(90), // SC-11
  deletedWithin: days(30), // SC-12
  lastGrantWithin: seconds(60),
  placement: 'stays', // stricter than SC-8
  recipients: 'none', // SC-19
  humanReview: true,
  vendorRole: 'controller',
  prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'], // SC-19
  lockbox: 'not-applicable',
  customerManagedKeys: 'not-applicable',
} as const satisfies Omit<NoticePromises, 'purposes' | 'default'> & KeptFor;

const promises = { ...promisesOfSharing, default: 'on' } as const; // SC-1

/** What holds for both settings of the security assistant, in the same words. */
const forBothSettings: readonly NoticeParagraph[] = [
  {
    topic: 'data',
    heading: 'What is shared',
    text:
      'What people in this workspace write to the assistant, what it finds for them, what it answers, and what ' +
      'they pin. This can contain personal data, and facts about attacks and weak points. A file that somebody ' +
      'uploads is not shared; a part of it is, if the assistant used that part for an answer. Technical logs are ' +
      'something else and hold no such content. Nothing from before the start is shared.',
  },
  {
    topic: 'choice',
    heading: 'Who decides',
    text:
      'This sharing is on from the moment when an owner of the workspace has seen this notice. Before that ' +
      'nothing is shared. We write down that the default was applied, not that you agreed. An owner can turn it ' +
      'off now or at any later time. There are two settings, one for checking how well the assistant works and ' +
      "one for building the vendor's own security model. You choose each one apart.",
  },
  {
    topic: 'withdrawal',
    heading: 'How to stop',
    text:
      'An owner turns the setting off, without a reason. From that moment nothing more is shared for it, and the ' +
      'vendor may no longer use what was shared before. A permission that was given to a program of the vendor ' +
      `just before ends by itself within ${describeDuration(promises.lastGrantWithin)}.`,
  },
  {
    topic: 'deletion',
    heading: 'What happens when you stop',
    text:
      'Everything that was shared for this setting is deleted within ' +
      `${describeDuration(promises.deletedWithin)} after you turn it off, with all backups and all copies that ` +
      'were made from it. Deleting starts within a day. We keep a proof that it was deleted. The proof holds dates and ' +
      'numbers, not your data.',
  },
  {
    topic: 'life',
    heading: 'How long it is kept',
    text:
      `While the setting is on, each record lives ${describeDuration(promises.retention)} at most, counted from ` +
      'the beginning of the day (UTC) on which it was shared. Then it is deleted, also if you change nothing.',
  },
  {
    topic: 'place',
    heading: 'Where it is kept',
    text:
      'What is shared stays in the geography of the workspace, until it is deleted. It is not copied to another ' +
      'geography.',
  },
  ...toldOfSharing,
  {
    topic: 'role',
    heading: 'What it means in law',
    text:
      'For this use the vendor itself decides what the data is for. It is a controller and answers for it. Your ' +
      'organization, as the controller of its own data, permits this use or does not. A default that you left as ' +
      'it was is not a permission, and we do not call it one. Nor is it the consent of the people whose data it ' +
      'is. Please tell these people. Your agreement on data processing with the vendor stays as it is.',
  },
];

/** The notice of the setting `validate-performance`, version 1 in English. */
export const securityPerformanceValidationV1En: Notice = {
  id: 'security-performance-validation',
  version: 1,
  language: 'en',
  title: 'People check how well the security assistant works',
  promises: { ...promises, purposes: ['validating', 'improving'] },
  paragraphs: [
    {
      topic: 'purpose',
      heading: 'What it is for',
      text:
        'The vendor wants to know whether the assistant does its work well. Does it answer what people ask? Where ' +
        'does it fail? For which tasks do people use it? How good and how useful are its answers? Does it work ' +
        'well with the other products and plugins that you use? To find out, people at the vendor read what was ' +
        'asked and answered. Your data may not be used for anything else.',
    },
    {
      topic: 'benefits',
      heading: 'What you get from it',
      text:
        'The vendor sees faults that you see, and can repair them. It cannot promise you when. If you turn this ' +
        'off, you lose nothing: the assistant works for you as before.',
    },
    ...forBothSettings,
  ],
};

/** The notice of the setting `build-security-model`, version 1 in English. */
export const securityModelBuildingV1En: Notice = {
  id: 'security-model-building',
  version: 1,
  language: 'en',
  title: "Your data helps to build the vendor's own security model",
  promises: { ...promises, purposes: ['building', 'validating'] },
  paragraphs: [
    {
      topic: 'purpose',
      heading: 'What it is for',
      text:
        'The vendor builds and tests a model of its own that knows security work. For this it uses what was asked ' +
        'and answered, and people at the vendor read it. The model can stand on a foundation model that somebody ' +
        'else made; that foundation model itself is not trained with your data. Your data may not be used for ' +
        'anything else.',
    },
    {
      topic: 'benefits',
      heading: 'What you get from it',
      text:
        'A model that knows security work can give answers that fit your work better. The vendor cannot promise ' +
        'you a certain improvement. If you turn this off, you lose nothing: the assistant works for you as before.',
    },
    ...forBothSettings,
  ],
};
