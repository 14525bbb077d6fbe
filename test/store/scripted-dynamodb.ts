import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Consumed, Meter } from '../../lambdas/shared/store/capacity.ts';
import { createDynamoDbClient } from '../../lambdas/shared/store/dynamodb/client.ts';
import { dynamoDbStore } from '../../lambdas/shared/store/dynamodb/dynamodb-store.ts';
import type { Store, TableName } from '../../lambdas/shared/store/store.ts';

/** What DynamoDB's endpoint answers; `broken` cuts the connection before any answer. */
export type Answer = { readonly status: number; readonly body: object } | 'broken';

export type Request = { readonly operation: string; readonly body: Record<string, unknown> };

export const failing = (name: string, more: object = {}): Answer => ({
  status: 400,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'the secret value', ...more },
});

export const answering = (body: object = {}): Answer => ({ status: 200, body });

/**
 * The store on an endpoint that gives the answers of a script, one after the other and the last for ever. For what
 * the embedded DynamoDB never does: conflicts, throttling, lost connections, keys left over.
 */
export const withScript = async <T>(
  script: readonly [Answer, ...Answer[]],
  use: (
    store: Store,
    seen: { readonly requests: Request[]; readonly metered: [TableName, Consumed][] },
  ) => Promise<T>,
  more: Partial<Record<TableName, string>> = {},
): Promise<T> => {
  const requests: Request[] = [];
  const metered: [TableName, Consumed][] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    requests.push({ operation, body: JSON.parse(Buffer.concat(chunks).toString()) });
    const answer = script[requests.length - 1] ?? script.at(-1);
    if (answer === undefined || answer === 'broken') return request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    return response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = createDynamoDbClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const meter: Meter = (table, consumed) => metered.push([table, consumed]);
  try {
    const tables = { registry: 'the-registry', evidence: 'the-evidence', ...more };
    return await use(dynamoDbStore({ client, tables, meter }), { requests, metered });
  } finally {
    client.repeating.destroy();
    client.once.destroy();
    server.closeAllConnections();
    server.close();
  }
};
