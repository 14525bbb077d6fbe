import { createHash } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Environment } from '../shared/environment.ts';
import { backOff } from '../shared/persist.ts';
import type { CellPorts } from '../shared/ports.ts';
import { BucketUnavailable, type EvidenceBucket } from './ports.ts';

/** How often one object is sent in a run, and how long an answer may take each time, in milliseconds. */
const tries = 3;
const patience = 5_000;

/** What an answer means: it is there, it may be taken the next time, or it never will. */
const outcomes = { 200: 'there', 409: 'passing', 412: 'there', 429: 'passing' } as const;

const outcomeOf = (status: number): 'there' | 'passing' | 'refused' => {
  if (status >= 500) return 'passing';
  return status in outcomes ? outcomes[status as keyof typeof outcomes] : 'refused';
};

type Waiting = Pick<CellPorts, 'wait' | 'randomness'>;

export type S3Bucket = {
  readonly name: string;
  /** For the address of the service, where it is another one than the region's. */
  readonly environment: Environment;
  /** Another client of the same function: its credentials, region and connections serve here too. */
  readonly client: KMSClient;
  readonly waiting: Waiting;
};

/**
 * The evidence bucket in S3. There is one call to make, so that the client of S3 stays out of the bundle: the request
 * is signed and sent by the parts that other clients brought in.
 *
 * S3 takes a locked object only with a checksum, and with `If-None-Match` only where nothing has its name. It asks for
 * both the mode and the term of nobody: the bucket has them for whatever comes in.
 */
export const s3Bucket = ({ name: bucket, environment, client, waiting }: S3Bucket): EvidenceBucket => {
  const { credentials, region, requestHandler, sha256 } = client.config;
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256, uriEscapePath: false });

  const put = async (name: string, text: string) => {
    const address = new URL(environment.AWS_ENDPOINT_URL ?? `https://s3.${await region()}.amazonaws.com`);
    const { hostname, port, host, protocol } = address;
    const signed = await signer.sign({
      method: 'PUT',
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: `/${bucket}/${name}`,
      query: {},
      headers: {
        host,
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(text)),
        'if-none-match': '*',
        'x-amz-checksum-sha256': createHash('sha256').update(text).digest('base64'),
        'x-amz-sdk-checksum-algorithm': 'SHA256',
      },
      body: text,
    });
    const abortSignal = AbortSignal.timeout(patience);
    const { response } = await requestHandler.handle(signed, { abortSignal });
    // What S3 has to say of a refusal names the bucket and whoever called: only the status is told on.
    response.body?.resume?.();
    return response.statusCode;
  };

  const attempt = async (name: string, text: string): Promise<number | undefined> => {
    try {
      return await put(name, text);
    } catch {
      return undefined; // No answer: it may be there or not, and the next attempt finds out.
    }
  };

  return {
    keep: async (name, text) => {
      let status: number | undefined;
      for (let number = 0; number < tries; number += 1) {
        if (number > 0) await backOff(waiting, number);
        status = await attempt(name, text);
        const outcome = status === undefined ? 'passing' : outcomeOf(status);
        if (outcome === 'there') return;
        if (outcome === 'refused') break;
      }
      throw new BucketUnavailable(`the bucket answered ${status ?? 'nothing'} to ${name}`);
    },
  };
};
