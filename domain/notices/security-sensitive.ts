import { describeDuration } from '../time.ts';
import type { KeptFor, Notice, NoticePromises } from './notice.ts';
import { promisesOfSharing, toldOfSharing } from './security-sharing.ts';

const promises: NoticePromises & KeptFor = {
  ...promisesOfSharing,
  default: 'off', // SC-25: chosen apart, by somebody
  purposes: ['building', 'validating'],
};

/**
 * The notice of the three settings that let a sensitive service build the vendor's model, version 1 in English
 * (SC-25). Each of them is chosen for itself.
 */
export const securitySensitiveModelBuildingV1En: Notice = {
  id: 'security-sensitive-model-building',
  version: 1,
  language: 'en',
  title: "Before sensitive content helps to build the vendor's own security model",
  promises,
  paragraphs: [
    {
      topic: 'purpose',
      heading: 'What it is for',
      text:
        'The vendor builds and tests a model of its own that knows security work. Three services hold content that ' +
        'is more sensitive than the rest: eDiscovery, insider risk management and communication compliance. Without ' +
        'you nothing of it is used for that model. Here you can permit it, for each service by itself. It may not be ' +
        'used for anything else.',
    },
    {
      topic: 'benefits',
      heading: 'What you get from it',
      text:
        'A model that has seen such content can help better with it. The vendor cannot promise you a certain ' +
        'improvement. If you leave it off, you lose nothing: the assistant works for you as before.',
    },
    {
      topic: 'data',
      heading: 'What is shared',
      text:
        'What the assistant read from the service that you permit: what is in a review set of eDiscovery, alerts of ' +
        'insider risk management, or what matched a policy of communication compliance. With it goes the ' +
        'conversation around it: what was asked, what was answered, what was pinned, and what plugins of the vendor ' +
        'found. Content of two of these services in one conversation is not shared, and neither is what comes from ' +
        'an uploaded file or from a plugin of another maker. This content is about people, and it can say grave ' +
        'things of them that are not true. Nothing from before the start is shared.',
    },
    {
      topic: 'choice',
      heading: 'Who decides',
      text:
        'It is off for each of the three services. It stays off until an owner of the workspace turns it on. It has ' +
        "an effect only while the setting for building the vendor's security model is on too, and only while the " +
        'assistant may read from your compliance services. We write down who chose, when, and which version of this ' +
        'notice was on the screen.',
    },
    {
      topic: 'withdrawal',
      heading: 'How to stop',
      text:
        'An owner can turn each of them off at any time, in the same place, without a reason. Turning off the setting ' +
        "for building the vendor's security model turns off all three with it. From that moment nothing more is " +
        'shared, and the vendor may no longer use what was shared before. A permission that was given to a program of ' +
        `the vendor just before ends by itself within ${describeDuration(promises.lastGrantWithin)}.`,
    },
    {
      topic: 'deletion',
      heading: 'What happens when you stop',
      text:
        'Everything that was shared for the setting is deleted within ' +
        `${describeDuration(promises.deletedWithin)} after it was turned off, with all backups and all copies that ` +
        'were made from it. Deleting starts within a day. We keep a proof that it was deleted. The proof holds dates ' +
        'and numbers, not your data.',
    },
    {
      topic: 'life',
      heading: 'How long it is kept',
      text:
        `While it is on, each record lives ${describeDuration(promises.retention)} at most, counted from the ` +
        'beginning of the day (UTC) on which it was shared. Then it is deleted, also if you change nothing.',
    },
    {
      topic: 'place',
      heading: 'Where it is kept',
      text:
        'What is shared stays in the geography of the workspace, until it is deleted. It takes on the terms of this ' +
        'assistant, whatever the service promised before.',
    },
    ...toldOfSharing,
    {
      topic: 'role',
      heading: 'What your choice means in law',
      text:
        'For this use the vendor itself decides what the data is for. It is a controller and answers for it. By ' +
        'turning it on, your organization, as the controller of its own data, permits this use. This is the ' +
        'permission of an organization. It is not the consent of the people whose data it is. Please make sure that ' +
        'you may give it: content of an investigation is often under rules of its own. And tell these people, where ' +
        'you may. Your agreement on data processing with the vendor stays as it is.',
    },
  ],
};
