import { describeDuration } from '../time.ts';
import type { Notice } from './notice.ts';
import { promisesInPassing, roleInPassing, stopInPassing, toldInPassing } from './security-in-passing.ts';

/** The notice of the setting `prompt-evaluation-location`, version 1 in English (SC-17). */
export const securityPromptEvaluationV1En: Notice = {
  id: 'security-prompt-evaluation',
  version: 1,
  language: 'en',
  title: 'Before you choose where prompts are evaluated',
  promises: { ...promisesInPassing, default: 'unset', placement: 'as-chosen' },
  paragraphs: [
    {
      topic: 'purpose',
      heading: 'What it is for',
      text:
        'To answer what people ask, the assistant needs computers with a model. Here you choose where these computers ' +
        'are. What is asked is used there for the answer, and for nothing else.',
    },
    {
      topic: 'benefits',
      heading: 'What you get from it',
      text:
        'If you choose a place, you know where your prompts go. If you choose anywhere, the assistant takes the place ' +
        'that has room at that moment, and answers come without waiting when one place is busy.',
    },
    {
      topic: 'data',
      heading: 'What is evaluated',
      text:
        'What people in this workspace ask, what the assistant finds for them, what it answered before, and what they ' +
        'pinned. This can contain personal data, and facts about attacks and weak points. Uploaded files do not go ' +
        'there; a part that the assistant uses for an answer does.',
    },
    {
      topic: 'choice',
      heading: 'Who decides',
      text:
        'An owner of the workspace chooses Australia, Europe, the United Kingdom, the United States, or anywhere. ' +
        'Nothing is evaluated before an owner has chosen. We write down who chose, when, and which version of this ' +
        'notice was on the screen.',
    },
    {
      topic: 'withdrawal',
      heading: 'How to change it',
      text:
        'An owner can choose another place at any time, without a reason. From that moment prompts go there. A ' +
        'permission that was given to a program of the vendor just before ends by itself within ' +
        `${describeDuration(promisesInPassing.lastGrantWithin)}. What was evaluated elsewhere by then cannot be called back.`,
    },
    {
      topic: 'deletion',
      heading: 'What happens when you change it',
      text: 'There is nothing left to delete in the place that you chose before: nothing was kept there.',
    },
    {
      topic: 'life',
      heading: 'How long it is kept',
      text: 'It is not kept where it is evaluated. It is there for as long as it takes to work out the answer.',
    },
    {
      topic: 'place',
      heading: 'Where it goes',
      text:
        'It goes to the place that you choose. If that is not the geography of your workspace, this is a transfer, and ' +
        'the law of that place applies as well. Anywhere means that every geography is possible. What is stored stays ' +
        'in the geography of the workspace, whatever you choose.',
    },
    ...toldInPassing,
    roleInPassing,
  ],
};

/** The notice of the setting `use-vendor-plugins`, version 1 in English (SC-23). */
export const securityVendorPluginsV1En: Notice = {
  id: 'security-vendor-plugins',
  version: 1,
  language: 'en',
  title: "The assistant asks the vendor's other products for you",
  promises: { ...promisesInPassing, default: 'on', placement: 'stays' },
  paragraphs: [
    {
      topic: 'purpose',
      heading: 'What it is for',
      text:
        'With these plugins the assistant may put your questions to the other products of the vendor that your ' +
        'organization uses. It does so to answer you, and for nothing else.',
    },
    {
      topic: 'benefits',
      heading: 'What you get from it',
      text: 'Your answers can rest on what these products know. If you turn it off, you get answers without that.',
    },
    {
      topic: 'data',
      heading: 'What is passed on',
      text: 'What you ask, in your name and with your rights, and what the products find for it.',
    },
    {
      topic: 'choice',
      heading: 'Who decides',
      text:
        'You decide, for yourself. The plugins are on from the moment when you have seen this notice. We write down ' +
        'that the default was applied, not that you agreed. You can turn them off now or at any later time.',
    },
    stopInPassing('You'),
    {
      topic: 'deletion',
      heading: 'What happens when you stop',
      text: 'Nothing more is asked. Your conversations stay as they are, with the answers that you got.',
    },
    {
      topic: 'life',
      heading: 'How long it is kept',
      text: 'This setting keeps nothing. Your conversations live as your organization decided.',
    },
    {
      topic: 'place',
      heading: 'Where it goes',
      text: 'Your question stays in the geography of the workspace in which you ask it.',
    },
    ...toldInPassing,
    {
      topic: 'role',
      heading: 'What it means in law',
      text:
        'The vendor works for your organization here, as its processor. A default that you left as it was is not a ' +
        'choice, and we do not call it one. The agreement on data processing between your organization and the ' +
        'vendor stays as it is.',
    },
  ],
};
