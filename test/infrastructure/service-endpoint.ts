import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call of a service as it came over the wire. */
export type ServiceCall = {
  readonly method: string;
  readonly path: string;
  /** The operation of a protocol that names one in a header. */
  readonly operation: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Record<string, unknown>;
};

/** `broken` cuts the connection before any answer, `silent` never answers. */
export type ServiceAnswer = { readonly status: number; readonly body: object } | 'broken' | 'silent';

export type ServiceEndpoint = {
  readonly address: string;
  readonly calls: ServiceCall[];
  /** Says what the endpoint answers from now on. */
  answer: (call: ServiceCall) => ServiceAnswer;
  readonly close: () => void;
};

export const fine = (body: object = {}): ServiceAnswer => ({ status: 200, body });

export const refusedAs = (name: string): ServiceAnswer => ({
  status: 400,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'not now' },
});

/** An endpoint of services that take JSON, on the loopback address, for every client that asks it. */
export const aServiceEndpoint = async (): Promise<ServiceEndpoint> => {
  const calls: ServiceCall[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const { method = '', url: path = '', headers } = request;
    const call = { method, path, operation, headers, text, body: JSON.parse(text) };
    calls.push(call);
    const answer = endpoint.answer(call);
    if (answer === 'silent') return;
    if (answer === 'broken') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint: ServiceEndpoint = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answer: () => fine(),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return endpoint;
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const keyed = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/**
 * The Authorization header that a call without a query must carry (Signature Version 4), computed from
 * the specification and not with the SDK. The scope is taken from the header that came.
 */
export const authorizationOf = (call: ServiceCall, keyId: string, secret: string): string => {
  const { method, path, headers, text } = call;
  const given = headers.authorization ?? '';
  const [day = '', region = '', service = ''] =
    /Credential=[^/]+\/([^,]+)/.exec(given)?.[1]?.split('/') ?? [];
  const signed = /SignedHeaders=([^,]+)/.exec(given)?.[1] ?? '';
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, path, '', lines.join(''), signed, sha256(text)].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(keyed, `AWS4${secret}`);
  const signature = keyed(key, toSign).toString('hex');
  return `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
};
