import { statementsOf } from '../../../domain/audit/facts.ts';
import type { AskS3 } from '../../shared/s3.ts';
import type { Reader } from '../ports.ts';
import { factsOf, noneWhere, readings, Unreadable, unlessMissing } from '../reading.ts';

/** S3 refused, and says by this name why. */
class Refused extends Error {
  constructor(code: string) {
    super(code);
    this.name = code;
  }
}

/** What stands in an element. Answers about buckets are small and flat; a namespace stands on the outermost only. */
const every = (xml: string, element: string): readonly string[] =>
  Array.from(xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g')), ([, text = '']) => text);

const first = (xml: string, element: string): string | undefined => every(xml, element)[0];

const lockIn = (xml: string): readonly string[] => {
  const [mode, days, years] = ['Mode', 'Days', 'Years'].map((element) => first(xml, element));
  if (mode === undefined) return [];
  return [`${mode.toLowerCase()} for ${days === undefined ? `${years} years` : `${days} days`}`];
};

/** Reads buckets by their name: how they lock, who is let in, whether they are copied, what encrypts them. */
export const bucketReader =
  (ask: AskS3): Reader =>
  (bucket) => {
    const about = async (what: string): Promise<string> => {
      const { status, body } = await ask({ method: 'GET', bucket, query: { [what]: '' } });
      if (status === 200) return body;
      throw new Refused(first(body, 'Code') ?? `status ${status}`);
    };
    return unlessMissing(
      /NoSuchBucket$/,
      () => about('versioning'),
      (versioning) =>
        readings({
          versions: async () => [first(await versioning(), 'Status') === 'Enabled' ? 'on' : 'off'],
          lock: () =>
            noneWhere(/ObjectLockConfigurationNotFound/, async () => lockIn(await about('object-lock'))),
          policy: () => noneWhere(/NoSuchBucketPolicy/, async () => statementsOf(await about('policy'))),
          replication: () =>
            noneWhere(/ReplicationConfigurationNotFound/, async () =>
              every(await about('replication'), 'Bucket'),
            ),
          key: async () => {
            const encryption = await about('encryption');
            if (first(encryption, 'SSEAlgorithm') === undefined)
              throw new Unreadable('no word about encryption');
            return factsOf(first(encryption, 'KMSMasterKeyID'));
          },
        }),
    );
  };
