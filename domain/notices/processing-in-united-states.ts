import { describeDuration, seconds } from '../time.ts';
import type { Notice, NoticePromises } from './notice.ts';

const promises: NoticePromises = {
  default: 'off', // CC-2
  keeps: 'nothing',
  lastGrantWithin: seconds(60), // CC-6
  placement: { movesTo: 'us' }, // CC-1
  recipients: 'none',
  humanReview: false,
  vendorRole: 'processor',
  purposes: ['agreed-services'],
  prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'],
  lockbox: 'covered',
  customerManagedKeys: 'not-applicable',
};

/** The notice of answers that are worked out in the United States, version 1 in English. */
export const processingInUnitedStatesV1En: Notice = {
  id: 'processing-in-united-states',
  version: 1,
  language: 'en',
  title: 'Before the assistant processes your data in the United States',
  promises,
  paragraphs: [
    {
      topic: 'purpose',
      heading: 'What it is for',
      text:
        'The models of this assistant run in the United States only. If you turn this on, what people in your ' +
        'organization ask may go there, an answer is worked out, and the answer comes back. It is used for that ' +
        'answer and for nothing else. This is a limited preview: you asked for it and were admitted.',
    },
    {
      topic: 'benefits',
      heading: 'What you get from it',
      text:
        'People in customer service can use the assistant although no model runs in your geography. If you leave it ' +
        'off, these features are not there. Everything else works for you as before.',
    },
    {
      topic: 'data',
      heading: 'What moves',
      text:
        'Questions and answers, and what the assistant needs for them: chat messages, emails, attributes of a case, ' +
        'articles of your knowledge base, the name of the agent, an email address, the name of a customer. This is ' +
        'personal data. Nothing that is not on this list may move. What is personal serves only the person who asked.',
    },
    {
      topic: 'choice',
      heading: 'Who decides',
      text:
        'It is off. It stays off until an owner of your organization turns it on. We write down who chose, when, and ' +
        'which version of this notice was on the screen. An organization in the United States has nothing to decide ' +
        'here, because its data does not move.',
    },
    {
      topic: 'withdrawal',
      heading: 'How to stop',
      text:
        'An owner can turn it off at any time, in the same place, without a reason. From that moment nothing more ' +
        'may move. A permission that was given to a program of the vendor just before ends by itself within ' +
        `${describeDuration(promises.lastGrantWithin)}. What has moved by then cannot be called back.`,
    },
    {
      topic: 'deletion',
      heading: 'What happens when you stop',
      text:
        'There is nothing left to delete: what moved was not kept after its answer. Your own data, in your own ' +
        'geography, stays as it is.',
    },
    {
      topic: 'life',
      heading: 'How long it is kept',
      text: 'It is not kept. What moves is there for as long as it takes to work out the answer.',
    },
    {
      topic: 'place',
      heading: 'Where it goes',
      text:
        'It goes to the United States, and to no other geography. There it is outside the geography that you chose ' +
        'for your data, and the law of the United States applies as well. Your data at rest stays where it is.',
    },
    {
      topic: 'access',
      heading: 'Who can see it',
      text: 'Nobody at the vendor looks at it. Machines work it out, and the answer goes to the person who asked.',
    },
    {
      topic: 'recipients',
      heading: 'Who does not get it',
      text:
        'Nobody outside the vendor gets it. It is not for sale, it is not used for advertising, and it trains no ' +
        'foundation model of another maker. It is still yours.',
    },
    {
      topic: 'protections',
      heading: 'What protects it',
      text:
        'Lockbox, which asks you before the vendor opens your data, holds here too. Keys that you manage yourself do ' +
        'not: they protect data that is stored, and this is not. Both stay on for all your other data.',
    },
    {
      topic: 'role',
      heading: 'What your choice means in law',
      text:
        'The vendor works for you here, as your processor. By turning this on, your organization instructs it to ' +
        'process your data in the United States: this is a transfer, and you answer for having a ground for it. It ' +
        'is not the consent of the people whose data it is. Please tell these people. Your agreement on data ' +
        'processing with the vendor stays as it is.',
    },
  ],
};
