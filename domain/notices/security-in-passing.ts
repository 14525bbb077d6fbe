import { describeDuration, seconds } from '../time.ts';
import type { NoticeParagraph, NoticePromises } from './notice.ts';

/** What the security assistant does for its customer, and keeps nothing of here: the same in four notices. */
export const promisesInPassing = {
  keeps: 'nothing',
  lastGrantWithin: seconds(60),
  recipients: 'none', // SC-19
  humanReview: false,
  vendorRole: 'processor',
  purposes: ['agreed-services'],
  prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'], // SC-19
  lockbox: 'covered',
  customerManagedKeys: 'covered',
} as const satisfies Partial<NoticePromises>;

/** The words that the notices of these settings share. */
export const toldInPassing: readonly NoticeParagraph[] = [
  {
    topic: 'access',
    heading: 'Who can see it',
    text:
      'The person who asked sees the answer. The assistant asks in the name of this person, and never finds more ' +
      'than this person may see. For this setting nobody at the vendor looks.',
  },
  {
    topic: 'recipients',
    heading: 'Who does not get it',
    text:
      'Nobody outside the vendor gets it: not the maker of the model that the assistant runs on, and no other third ' +
      'party. It is not for sale, it is not used for advertising, and it trains no foundation model of another maker.',
  },
  {
    topic: 'protections',
    heading: 'What protects it',
    text:
      'If you use Lockbox, which asks you before the vendor opens your data, or keys that you manage yourself, both ' +
      'hold here as they do for your other data.',
  },
];

/** How to stop, for a setting that somebody turns off. @param who the one who decides, as a person reads it */
export const stopInPassing = (who: string): NoticeParagraph => ({
  topic: 'withdrawal',
  heading: 'How to stop',
  text:
    `${who} can turn it off at any time, in the same place, without a reason. From that moment nothing more is ` +
    'asked or fetched. A permission that was given to a program of the vendor just before ends by itself within ' +
    `${describeDuration(promisesInPassing.lastGrantWithin)}.`,
});

/** What an organization's choice is in law, where the vendor works for it. */
export const roleInPassing: NoticeParagraph = {
  topic: 'role',
  heading: 'What your choice means in law',
  text:
    'The vendor works for you here, as your processor. Your choice is an instruction of your organization. It is ' +
    'not the consent of the people whose data it is. Please make sure that you may give it, and tell these people. ' +
    'Your agreement on data processing with the vendor stays as it is.',
};
