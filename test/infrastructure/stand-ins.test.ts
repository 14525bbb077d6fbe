import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Access } from '../../contract/access/access.ts';
import { everyFunction } from '../../contract/access/every-function.ts';
import { bundleFunctions } from '../../lib/bundle-functions.ts';
import { AdaptiveRetryStrategy } from '../../lib/bundling/no-adaptive-retries.ts';
import { EventStreamSerde } from '../../lib/bundling/no-event-streams.ts';
import { 'module.exports' as negotiate } from '../../lib/bundling/no-other-negotiation.ts';
import * as node from '../../lib/bundling/node-hashes.ts';
import { environmentFor } from '../../lib/constructs/function-environment.ts';
import { anOperator, aPerson } from '../support/callers.ts';
import { anEvent } from '../support/events.ts';
import {
  aServiceEndpoint,
  authorizationOf,
  fine,
  refusedAs,
  type ServiceAnswer,
} from './service-endpoint.ts';

const directory = mkdtempSync(join(tmpdir(), 'domicile-stand-ins-'));
const endpoint = await aServiceEndpoint();
afterAll(() => {
  endpoint.close();
  rmSync(directory, { recursive: true, force: true });
});

const secret = 'a-secret-that-is-none';
const told = {
  geography: 'eu',
  registry: 'the-registry',
  content: 'the-content',
  evidence: 'the-evidence',
  purgeQueue: `${endpoint.address}/111122223333/purge`,
  bus: 'the-bus',
  cellDirectory: '{}',
  tokenRules: '{"kind":"user-pool"}',
  programs: '["business-apps-data-sharing"]',
  retentionTick: '3600',
  nameLife: '189388800',
  stacks: '["Cell"]',
  signingKey: 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555',
  placementKey: 'arn:aws:kms:eu-central-1:111122223333:key/66666666-7777-8888-9999-000000000000',
  evidenceBucket: 'the-evidence-bucket',
};

/** What AWS Lambda sets, with an endpoint of our own in place of AWS's. */
const environment = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDTEST',
  AWS_SECRET_ACCESS_KEY: secret,
  AWS_LAMBDA_FUNCTION_NAME: 'a-function',
  _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793',
  AWS_ENDPOINT_URL: endpoint.address,
};

await bundleFunctions(directory);

/** The handler of a deployed bundle, as AWS Lambda would load it. */
const handlerOf = (name: Access['name']): ((event: unknown) => Promise<unknown>) => {
  const access = everyFunction.find((each) => each.name === name) as Access;
  for (const [key, value] of Object.entries({ ...environment, ...environmentFor(access, told) })) {
    vi.stubEnv(key, value);
  }
  const { handler } = createRequire(import.meta.url)(join(directory, name, 'index.js'));
  return (event) => handler(event, { getRemainingTimeInMillis: () => 60_000 });
};

const planner = handlerOf('planner');
const outbox = handlerOf('outbox');
const organizations = handlerOf('organizations');

type Answers = Readonly<Record<string, ServiceAnswer | readonly ServiceAnswer[]>>;

/** Answers each operation with its answer, or with its answers one after the other and the last for ever. */
const answering = (answers: Answers): void => {
  const left = new Map(Object.entries(answers).map(([operation, each]) => [operation, [each].flat()]));
  endpoint.answer = ({ operation }) => {
    const next = left.get(operation) ?? [];
    return (next.length > 1 ? next.shift() : next[0]) ?? fine();
  };
};

const callsOf = (operation: string) => endpoint.calls.filter((call) => call.operation === operation);

beforeEach(() => {
  endpoint.calls.length = 0;
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});

const lot = 'eu_ws_01J9Z3V8Q2T4N6R8S0W2Y4A6C8#product-improvement#2026-10-01#00';
const aDueLot = fine({
  Items: [{ pk: { S: 'eu_ep_01J9Z3V8Q2T4N6R8S0W2Y4A6C8' }, sk: { S: `lot#${lot}` } }],
});
const noItems = fine({ Items: [] });
const message = JSON.stringify({ v: 1, kind: 'purge-lot', epoch: 'eu_ep_01J9Z3V8Q2T4N6R8S0W2Y4A6C8', lot });
const taken = (body: string) =>
  fine({
    Successful: [{ Id: '0', MessageId: 'm', MD5OfMessageBody: createHash('md5').update(body).digest('hex') }],
  });

/** The planner's queries: first the closures of each bucket, of which there are none, then the lots that are due. */
const oneDueLot = (answers: Answers) => {
  answering(answers);
  const others = endpoint.answer;
  let found = false;
  endpoint.answer = (call) => {
    if (call.operation !== 'Query') return others(call);
    if (found || call.body.IndexName === undefined) return noItems;
    found = true;
    return aDueLot;
  };
};

describe('a bundled function', () => {
  beforeAll(async () => {
    // The first call of a cell's life begins it; what is looked at here comes after.
    answering({});
    await organizations(anEvent('GET /v1/organizations', aPerson('ann'), {}));
  });

  test('signs every call of every service, and tells who calls and for which trace', async () => {
    oneDueLot({ SendMessageBatch: taken(message) });
    await planner({});
    answering({ Query: noItems });
    await outbox({ 'detail-type': 'Scheduled Event' });

    expect(new Set(endpoint.calls.map(({ operation }) => operation))).toEqual(
      new Set(['GetItem', 'Query', 'UpdateItem', 'SendMessageBatch', 'PutItem']),
    );
    for (const call of endpoint.calls) {
      expect(call.headers.authorization).toBe(authorizationOf(call, 'AKIDTEST', secret));
      expect(call.headers['user-agent']).toMatch(/^aws-sdk-js\/3\.\d+\.\d+ /);
      expect(call.headers['x-amzn-trace-id']).toBe(environment._X_AMZN_TRACE_ID);
    }
  });

  test('checks that the queue received a message whole', async () => {
    oneDueLot({ SendMessageBatch: taken(message) });
    await expect(planner({})).resolves.toBeUndefined();
    expect(JSON.stringify(callsOf('SendMessageBatch')[0]?.body.Entries)).toContain(lot);

    oneDueLot({ SendMessageBatch: taken('something else') });
    await expect(planner({})).rejects.toMatchObject({ errors: [{ message: expect.stringMatching(/MD5/) }] });
  });

  test('publishes what it reads on the bus, signed, and removes it', async () => {
    const key = { pk: { S: 'eu#outbox#00' }, sk: { S: '01J9Z3V8Q2T4N6R8S0W2Y4A6C8' } };
    const event = {
      type: { S: 'PurgePlanned' },
      detail: { M: { lots: { N: '2' }, closures: { N: '1' } } },
    };
    const entry = {
      ...key,
      event: { M: event },
      createdAt: { S: '2026-11-21T09:30:00.000Z' },
      v: { N: '1' },
    };
    answering({
      Query: [fine({ Items: [entry] }), noItems],
      PutEvents: fine({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] }),
    });
    await outbox({ 'detail-type': 'Scheduled Event' });

    const [put] = callsOf('PutEvents');
    expect(put?.body.Entries).toEqual([
      expect.objectContaining({ EventBusName: 'the-bus', DetailType: 'PurgePlanned' }),
    ]);
    expect(put?.text).toContain('\\"lots\\":2,\\"closures\\":1');
    expect(put && put.headers.authorization === authorizationOf(put, 'AKIDTEST', secret)).toBe(true);
    expect(callsOf('DeleteItem').map(({ body }) => body.Key)).toEqual([key]);
  });

  test('writes what it hashed and committed to, in a transaction that can be repeated', async () => {
    // Operator and owner act for the first time: each is written before what they do.
    answering({ TransactWriteItems: [fine(), fine(), 'broken', fine()] });
    const body = { home: 'eu', owner: 'ann' };
    const headers = { 'idempotency-key': 'first' };
    const answer = await organizations(anEvent('POST /v1/organizations', anOperator(), { body, headers }));

    expect(answer).toMatchObject({ statusCode: 201 });
    const [first, second] = callsOf('TransactWriteItems').slice(2);
    expect(first?.body.ClientRequestToken).toMatch(/^[0-9a-f-]{36}$/);
    expect(second?.text).toBe(first?.text);
    expect(first?.text).toMatch(/"actor":\{"S":"[0-9a-f]{64}"\}/);
  });

  test('repeats a read whose connection breaks', async () => {
    answering({ GetItem: ['broken', 'broken', fine()] });
    const route = 'GET /v1/organizations/{organization}';
    const path = { organization: 'eu_org_01J9Z3V8Q2T4N6R8S0W2Y4A6C8' };
    const answer = await organizations(anEvent(route, aPerson('ann'), { path }));

    expect(answer).toMatchObject({ statusCode: 404 });
    expect(callsOf('GetItem')).toHaveLength(3);
  });

  test('tells a refusal by its name: a lot that another tick took is not sent', async () => {
    oneDueLot({ UpdateItem: refusedAs('ConditionalCheckFailedException') });
    await planner({});

    expect(callsOf('UpdateItem')).toHaveLength(1);
    expect(callsOf('SendMessageBatch')).toEqual([]);
  });

  test('does not wait for an answer for ever', async () => {
    oneDueLot({ UpdateItem: 'silent' });
    await expect(planner({})).rejects.toMatchObject({
      errors: [{ message: expect.stringMatching(/^update: TimeoutError/) }],
    });
  });
});

describe('what stands in', () => {
  const bytes = fc.uint8Array({ maxLength: 300 });

  test('hashes like the library that the domain names', () => {
    fc.assert(
      fc.property(bytes, bytes, fc.string({ unit: 'binary' }), (some, key, text) => {
        const hex = bytesToHex(some);
        expect(node.bytesToHex(some)).toBe(hex);
        expect(bytesToHex(node.hexToBytes(hex))).toBe(hex);
        expect(bytesToHex(node.sha256(some))).toBe(bytesToHex(sha256(some)));
        expect(bytesToHex(node.hmac(node.sha256, key, some))).toBe(bytesToHex(hmac(sha256, key, some)));
        expect(bytesToHex(node.utf8ToBytes(text))).toBe(bytesToHex(utf8ToBytes(text)));
      }),
    );
    for (const odd of ['a', 'zz', '0x12', '12 ']) {
      expect(() => hexToBytes(odd)).toThrow();
      expect(() => node.hexToBytes(odd)).toThrow();
    }
  });

  test('says what is missing, if it is ever called', () => {
    expect(() => new AdaptiveRetryStrategy()).toThrow('no adaptive retries');
    expect(EventStreamSerde).toThrow('no event streams');
    expect(negotiate).toThrow('media types only');
  });

  test('no service that functions call streams events: its client would bring the means', () => {
    const clientsUsed = ['client-dynamodb', 'client-sqs', 'client-eventbridge'];
    const configurationOf = (client: string) =>
      readFileSync(join('node_modules/@aws-sdk', client, 'dist-es/runtimeConfig.js'), 'utf8');

    expect(clientsUsed.filter((client) => /eventStream/i.test(configurationOf(client)))).toEqual([]);
    expect(clientsUsed.filter((client) => !/requestHandler/.test(configurationOf(client)))).toEqual([]);
  });

  test('must stand in for something: a file that no function imports any more ends the build', async () => {
    const sources = join(directory, 'sources');
    for (const { name } of everyFunction) {
      mkdirSync(join(sources, name), { recursive: true });
      writeFileSync(join(sources, name, 'index.ts'), 'export const handler = () => 1;');
    }
    await expect(bundleFunctions(join(directory, 'out'), sources)).rejects.toThrow(
      /no function imports @aws-sdk\/middleware-endpoint-discovery\/dist-es\/index\.js/,
    );
  });
});
