import { createHash } from 'node:crypto';
import { backOff } from '../shared/persist.ts';
import type { CellPorts } from '../shared/ports.ts';
import type { AskS3 } from '../shared/s3.ts';
import { BucketUnavailable, type EvidenceBucket } from './ports.ts';

/** How often one object is sent in a run. */
const tries = 3;

/** What an answer means: it is there, it may be taken the next time, or it never will. */
const outcomes = { 200: 'there', 409: 'passing', 412: 'there', 429: 'passing' } as const;

const outcomeOf = (status: number): 'there' | 'passing' | 'refused' => {
  if (status >= 500) return 'passing';
  return status in outcomes ? outcomes[status as keyof typeof outcomes] : 'refused';
};

type Waiting = Pick<CellPorts, 'wait' | 'randomness'>;

/**
 * The evidence bucket in S3, which takes a locked object only with a checksum, and with `If-None-Match` only where
 * nothing has its name. The request says neither mode nor term: the bucket has them for whatever comes in.
 */
export const s3Bucket = (bucket: string, ask: AskS3, waiting: Waiting): EvidenceBucket => {
  const put = async (name: string, body: string): Promise<number | undefined> => {
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'if-none-match': '*',
      'x-amz-checksum-sha256': createHash('sha256').update(body).digest('base64'),
      'x-amz-sdk-checksum-algorithm': 'SHA256',
    };
    try {
      return (await ask({ method: 'PUT', bucket, name, headers, body })).status;
    } catch {
      return undefined; // No answer: it may be there or not, and the next attempt finds out.
    }
  };

  return {
    keep: async (name, text) => {
      let status: number | undefined;
      for (let number = 0; number < tries; number += 1) {
        if (number > 0) await backOff(waiting, number);
        status = await put(name, text);
        const outcome = status === undefined ? 'passing' : outcomeOf(status);
        if (outcome === 'there') return;
        if (outcome === 'refused') break;
      }
      // What S3 has to say of a refusal names the bucket and whoever called: only the status is told on.
      throw new BucketUnavailable(`the bucket answered ${status ?? 'nothing'} to ${name}`);
    },
  };
};
