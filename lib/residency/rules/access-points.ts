import type { Pin } from '../pin.ts';
import { isOwnAccount } from '../places.ts';
import { broken, cannotTell, kept, rule } from '../rule.ts';
import type { Part } from '../template/part.ts';
import { makerOf, shown } from '../template/text.ts';

const fix = 'Make the access point for a bucket of the same stack, in its account.';

const ofAccount = (part: Part, pin: Pin) => {
  const text = shown(part.text);
  if (isOwnAccount(text, pin)) return kept(part);
  if (part.literal === undefined || pin.account === undefined)
    return cannotTell(part, part.unknown ?? `whether ${text} is the account of the pin is not known`, fix);
  return broken(part, `the bucket is of account ${text}`, fix);
};

const ofBucket = (part: Part) =>
  makerOf(part.text)?.type === 'AWS::S3::Bucket'
    ? kept(part)
    : cannotTell(
        part,
        part.unknown ?? `the name ${shown(part.text)} does not tell where the bucket lies`,
        fix,
      );

/** A bucket is reached through access points of its own stack and account. */
export const accessPoints = rule({
  id: 'access-points',
  sentence: 'A bucket is reached through access points of its own stack and account.',
  appliesTo: ['AWS::S3::AccessPoint'],
  check: (point, pin) => [
    ...point.at('Bucket').map(ofBucket),
    ...point.at('BucketAccountId').map((part) => ofAccount(part, pin)),
  ],
});
