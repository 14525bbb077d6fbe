import { describeDuration, seconds } from '../time.ts';
import type { Notice, NoticePromises } from './notice.ts';

const promises: NoticePromises = {
  default: 'off', // DL-7
  keeps: 'nothing',
  lastGrantWithin: seconds(60),
  placement: 'as-chosen',
  recipients: 'connected-service',
  humanReview: false,
  vendorRole: 'processor',
  purposes: ['agreed-services'],
  prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'],
  lockbox: 'not-applicable',
  customerManagedKeys: 'not-applicable',
};

/** The notice of every outside service that a customer can connect (DL-7), version 1 in English. */
export const connectedServicesV1En: Notice = {
  id: 'connected-services',
  version: 1,
  language: 'en',
  title: 'Before you connect a service outside',
  promises,
  paragraphs: [
    {
      topic: 'purpose',
      heading: 'What it is for',
      text:
        'Your organization uses a service that is not part of this product, and wants data to go there. You connect ' +
        'it here by naming the geography in which that service is. What goes there does so for your organization, ' +
        'and for nothing else.',
    },
    {
      topic: 'benefits',
      heading: 'What you get from it',
      text:
        'The service that you connect can work with what is kept here. While none is connected, nothing goes out, and ' +
        'everything else works as before.',
    },
    {
      topic: 'data',
      heading: 'What goes there',
      text:
        'Only kinds of data that the program names for this service. The list is closed and can be read beside the ' +
        'setting. It can contain personal data.',
    },
    {
      topic: 'choice',
      heading: 'Who decides',
      text:
        'It is off until an owner connects it and says where it is. We write down who connected it, when, where it ' +
        'is, and which version of this notice was on the screen.',
    },
    {
      topic: 'withdrawal',
      heading: 'How to stop',
      text:
        'An owner can disconnect it at any time, in the same place, without a reason. From that moment nothing more ' +
        'may go there. A permission that was given to a program of the vendor just before ends by itself within ' +
        `${describeDuration(promises.lastGrantWithin)}. What has gone there by then cannot be called back from here.`,
    },
    {
      topic: 'deletion',
      heading: 'What happens when you stop',
      text:
        'Nothing is left here, because nothing was kept here for it. What the connected service has is deleted there, ' +
        'by the terms that your organization has with that service.',
    },
    {
      topic: 'life',
      heading: 'How long it is kept',
      text: 'Here it is not kept. There it is kept for as long as your terms with the connected service say.',
    },
    {
      topic: 'place',
      heading: 'Where it goes',
      text:
        'It goes to the geography that you name. Where that is not the one of your data, it is a transfer, and each ' +
        'permission for one is entered in your register of transfers, with the instrument that it rests on. Without ' +
        'an instrument in force nothing goes.',
    },
    {
      topic: 'access',
      heading: 'Who can see it',
      text:
        'Nobody at the vendor looks at it on its way. Who sees it in the connected service is decided there, and not ' +
        'by this product.',
    },
    {
      topic: 'recipients',
      heading: 'Who gets it',
      text:
        'The service that you connected, and nobody else. The vendor does not sell it, does not use it for ' +
        'advertising, and no foundation model of another maker is trained with it by the vendor.',
    },
    {
      topic: 'protections',
      heading: 'What protects it',
      text:
        'Lockbox and keys that you manage yourself protect your data here. They do not reach into the connected ' +
        'service. For all that stays here both stay on.',
    },
    {
      topic: 'role',
      heading: 'What your choice means in law',
      text:
        'The vendor works for you here, as your processor, and hands data over because your organization instructs ' +
        'it to. The connected service is a recipient that your organization chose. This is not the consent of the ' +
        'people whose data it is. Please make sure that you may give this instruction, and tell these people. Your ' +
        'agreement on data processing with the vendor stays as it is.',
    },
  ],
};
