import type { KMSClient } from '@aws-sdk/client-kms';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Environment } from './environment.ts';

/** A request to S3: of a bucket, or of an object in it. */
export type S3Request = {
  readonly method: 'GET' | 'PUT';
  readonly bucket: string;
  /** Without a slash before it; none for the bucket itself. */
  readonly name?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type S3Answer = { readonly status: number; readonly body: string };

/** Asks S3. Fails where there is no answer; what S3 refuses is an answer too. */
export type AskS3 = (asked: S3Request) => Promise<S3Answer>;

/** How long an answer may take, in milliseconds. */
const patience = 5_000;

/**
 * S3, asked with the parts of another client: its credentials, region and connections. A function makes one call of
 * S3 or a few, for which the client of S3 would be more than half of its bundle.
 * @param environment names the address of the service, where it is another one than the region's
 */
export const s3Through = (client: Pick<KMSClient, 'config'>, environment: Environment): AskS3 => {
  const { credentials, region, requestHandler, sha256 } = client.config;
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256, uriEscapePath: false });
  return async ({ method, bucket, name, query = {}, headers = {}, body }) => {
    const { hostname, port, host, protocol } = new URL(
      environment.AWS_ENDPOINT_URL ?? `https://s3.${await region()}.amazonaws.com`,
    );
    const signed = await signer.sign({
      method,
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: name === undefined ? `/${bucket}` : `/${bucket}/${name}`,
      query: { ...query },
      headers: { ...headers, host },
      ...(body !== undefined && { body }),
    });
    const abortSignal = AbortSignal.timeout(patience);
    const { response } = await requestHandler.handle(signed, { abortSignal });
    const chunks: Buffer[] = [];
    for await (const chunk of response.body ?? []) chunks.push(Buffer.from(chunk));
    return { status: response.statusCode, body: Buffer.concat(chunks).toString() };
  };
};
