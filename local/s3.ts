import { KMSClient } from '@aws-sdk/client-kms';
import { SignatureV4 } from '@smithy/signature-v4';
import { type CloudAddress, clientConfig } from './clients.ts';

export type S3Request = {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly bucket: string;
  /** Without a slash before it; none for the bucket itself. */
  readonly name?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type S3Answer = { readonly status: number; readonly body: string };

/**
 * A request to S3 of an embedded cloud, as its root caller. The functions have no client of S3 either: parts of
 * another client sign and send what is asked for.
 */
export const askS3 = async (cloud: CloudAddress, region: string, asked: S3Request): Promise<S3Answer> => {
  const client = new KMSClient(clientConfig(cloud, region));
  const { credentials, requestHandler, sha256 } = client.config;
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256, uriEscapePath: false });
  const { protocol, hostname, port, host } = new URL(cloud.endpoint);
  const { method, bucket, name, query = {}, headers = {}, body } = asked;
  const signed = await signer.sign({
    method,
    protocol,
    hostname,
    port: Number(port),
    path: name === undefined ? `/${bucket}` : `/${bucket}/${name}`,
    query: { ...query },
    headers: { host, ...headers },
    ...(body !== undefined && { body }),
  });
  const { response } = await requestHandler.handle(signed);
  const chunks: Buffer[] = [];
  for await (const chunk of response.body) chunks.push(Buffer.from(chunk));
  client.destroy();
  return { status: response.statusCode, body: Buffer.concat(chunks).toString() };
};
