import type { Notice } from './notice.ts';
import { promisesInPassing, roleInPassing, stopInPassing, toldInPassing } from './security-in-passing.ts';

/** The notice of the setting `access-compliance-services`, version 1 in English (SC-5, SC-23, SC-24). */
export const securityComplianceAccessV1En: Notice = {
  id: 'security-compliance-access',
  version: 1,
  language: 'en',
  title: 'Before the assistant reads from your compliance services',
  promises: { ...promisesInPassing, default: 'off', placement: 'stays' },
  paragraphs: [
    {
      topic: 'purpose',
      heading: 'What it is for',
      text:
        'The assistant can look into six services in which you collect what you need to keep rules. It does so to ' +
        'answer what somebody in this workspace asks, and for nothing else.',
    },
    {
      topic: 'benefits',
      heading: 'What you get from it',
      text: 'Answers can rest on your own alerts and activities. If you leave it off, the assistant answers without them.',
    },
    {
      topic: 'data',
      heading: 'What is read',
      text:
        'Alerts of data loss prevention. Activities of labeling from information protection. What is in a review set ' +
        'of eDiscovery. Alerts of insider risk management. What matched a policy of communication compliance. ' +
        'Activities and alerts of posture management. Nothing else is read. Much of it is personal data.',
    },
    {
      topic: 'choice',
      heading: 'Who decides',
      text:
        'It is off. It stays off until an owner of the workspace turns it on. After that each person still has to turn ' +
        'on the plugin. We write down who chose, when, and which version of this notice was on the screen.',
    },
    stopInPassing('An owner'),
    {
      topic: 'deletion',
      heading: 'What happens when you stop',
      text:
        'Nothing more is read. What was read before is not deleted earlier because of that. It stays in the ' +
        'conversations in which it was used, and ends with them.',
    },
    {
      topic: 'life',
      heading: 'How long it is kept',
      text:
        'This setting keeps nothing itself. What is read becomes part of a conversation, and lives as long as your ' +
        'conversations with the assistant do.',
    },
    {
      topic: 'place',
      heading: 'Where it is kept',
      text:
        'What is read takes on the terms of this assistant: its place, which is the geography of the workspace, and ' +
        'its rules of security. This is so whatever the service promised before, and wherever the data was before.',
    },
    ...toldInPassing,
    roleInPassing,
  ],
};

/** The notice of the setting `use-compliance-plugins`, version 1 in English (SC-23). */
export const securityCompliancePluginsV1En: Notice = {
  id: 'security-compliance-plugins',
  version: 1,
  language: 'en',
  title: 'Before you ask your compliance services through the assistant',
  promises: { ...promisesInPassing, default: 'off', placement: 'stays' },
  paragraphs: [
    {
      topic: 'purpose',
      heading: 'What it is for',
      text:
        'With this plugin the assistant may put your questions to the compliance services of your organization. It ' +
        'does so to answer you, and for nothing else.',
    },
    {
      topic: 'benefits',
      heading: 'What you get from it',
      text: 'Your answers can rest on what these services know. If you leave it off, you get answers without that.',
    },
    {
      topic: 'data',
      heading: 'What is passed on',
      text: 'What you ask, in your name and with your rights. What the services answer is told in a notice of its own.',
    },
    {
      topic: 'choice',
      heading: 'Who decides',
      text:
        'You decide, for yourself. The plugin is off until you turn it on. It works only in workspaces in which an ' +
        'owner allowed the assistant to read from these services.',
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
      heading: 'What your choice means in law',
      text:
        'The vendor works for your organization here, as its processor. Your choice says how you want to work. It is ' +
        'not a consent to anything else. The agreement on data processing between your organization and the vendor ' +
        'stays as it is.',
    },
  ],
};
