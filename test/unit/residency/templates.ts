import { judge } from '../../../lib/residency/judge.ts';
import { definePin, type Pin } from '../../../lib/residency/pin.ts';
import type { Fields } from '../../../lib/residency/template/values.ts';

/** Europe, with the one region that may hold its copies, in an account of the documentation's kind. */
export const europe = definePin('eu-central-1', { also: ['eu-west-1'], account: '111122223333' });

/** A rule of a template that keeps it in the regions of `europe`. */
export const pinned: Fields = {
  Pin: {
    Assertions: [{ Assert: { 'Fn::Contains': [['eu-central-1', 'eu-west-1'], { Ref: 'AWS::Region' }] } }],
  },
};

/** A template of one resource, called `It`, beside a queue, `Own`, and a bucket, `Bucket`, and what else is given. */
export const templateOf = (
  type: string,
  properties: Fields,
  sections: Fields = {},
  beside: Fields = {},
): Fields => ({
  Rules: pinned,
  ...sections,
  Resources: {
    Own: { Type: 'AWS::SQS::Queue' },
    Bucket: { Type: 'AWS::S3::Bucket' },
    It: { Type: type, Properties: properties },
    ...beside,
  },
});

/** What is said of a template, as `answer rule`, each once. */
export const saidOf = (content: Fields, pin: Pin = europe): readonly string[] => saidOfAll([content], pin);

/** What is said of templates that are deployed together. */
export const saidOfAll = (contents: readonly Fields[], pin: Pin = europe): readonly string[] => [
  ...new Set(
    judge(
      contents.map((content, at) => ({ name: `${at}`, content })),
      pin,
    ).map(({ answer, rule }) => `${answer}: ${rule}`),
  ),
];
