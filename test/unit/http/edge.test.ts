import { describe, expect, test } from 'vitest';
import { bodyLimits } from '../../../contract/api/routes.ts';
import { type Store, StoreUnavailable } from '../../../lambdas/shared/store/store.ts';
import { anOperator, aPerson, aService } from '../../support/callers.ts';
import { aCustomer, choose, newKey } from '../../support/customers.ts';
import { sharing } from '../../support/settings.ts';
import { aWatchedCell } from '../../support/watched-cell.ts';

const create = 'POST /v1/organizations';
const body = { home: 'us', owner: 'ann' };

describe('the body', () => {
  /** A body of exactly so many bytes, with characters of more than one byte. */
  const bytes = (count: number) => {
    const rest = count - Buffer.byteLength(JSON.stringify({ ...body, pad: '' }));
    return JSON.stringify({
      ...body,
      pad: `${rest % 2 === 1 ? 'x' : ''}${'ä'.repeat(Math.floor(rest / 2))}`,
    });
  };
  const limit = bodyLimits.ordinary;

  test('is counted in bytes: one more than the limit is 413, the limit itself is read', async () => {
    const cell = aWatchedCell();

    const at = await cell.call(anOperator(), create, { text: bytes(limit), headers: newKey() });
    const over = await cell.call(anOperator(), create, { text: bytes(limit + 1), headers: newKey() });

    expect(at.body).toMatchObject({ status: 400, errors: [{ at: '/pad', given: 'an unknown field' }] });
    expect(over.body).toMatchObject({ status: 413, given: limit + 1, allowed: limit });
  });

  test('is counted after base64 was undone, and read all the same', async () => {
    const cell = aWatchedCell();
    const send = (text: string) =>
      cell.call(anOperator(), create, {
        text: Buffer.from(text).toString('base64'),
        base64: true,
        headers: newKey(),
      });

    expect((await send(bytes(limit))).status).toBe(400);
    expect((await send(bytes(limit + 1))).status).toBe(413);
    expect((await send(JSON.stringify(body))).status).toBe(201);
  });

  test('in bytes that are not UTF-8 is refused', async () => {
    const text = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]).toString('base64');

    const answer = await aWatchedCell().call(anOperator(), create, { text, base64: true, headers: newKey() });

    expect(answer.body).toMatchObject({ status: 400, type: 'urn:domicile:problem:malformed-json' });
  });

  test.each([
    ['text/plain', 415],
    ['application/json; charset=latin1', 415],
    ['application/jsonp', 415],
    ['Application/JSON; charset=UTF-8', 201],
  ])('of type %s is answered %i', async (type, status) => {
    const answer = await aWatchedCell().call(anOperator(), create, {
      body,
      headers: { ...newKey(), 'content-type': type },
    });

    expect(answer.status).toBe(status);
  });

  test('is refused where a route takes none', async () => {
    const answer = await aWatchedCell().call(aPerson('ann'), 'GET /v1/programs', { text: '{}' });

    expect(answer.body).toMatchObject({ status: 413, given: 2, allowed: 0 });
  });
});

describe('permission', () => {
  test('is checked again although the gateway did', async () => {
    const cell = aWatchedCell();

    const answer = await cell.call(aPerson('ann', { scope: 'domicile/settings.read' }), create, { body });

    expect(answer.body).toMatchObject({ status: 403, allowed: ['domicile/organizations.write'] });
    expect(cell.watch).toEqual({ lookups: 0, writes: 0 });
  });

  test.each([
    ['a person without the role', aPerson('ann')],
    ['a service', aService()],
  ])('to create organizations is not given to %s', async (_, claims) => {
    const answer = await aWatchedCell().call(claims, create, { body, headers: newKey() });

    expect(answer.body).toMatchObject({ status: 403, allowed: ['operator'] });
  });
});

describe('what goes wrong below', () => {
  const failing = (error: Error) => (store: Store) => ({
    ...store,
    get: async () => {
      throw error;
    },
  });

  test('is answered 500 without details and logged once by name, never by message', async () => {
    const secret = 'the diary of ann\n    at Object.<anonymous> (diary.ts:1:1)';
    const cell = aWatchedCell('us', failing(new TypeError(secret)));

    const answer = await cell.call(anOperator(), create, { body, headers: newKey() });

    expect(answer.body).toMatchObject({
      status: 500,
      type: 'urn:domicile:problem:internal-error',
      detail: expect.stringContaining('request-1'),
    });
    expect(cell.log).toEqual([
      {
        level: 'error',
        route: create,
        requestId: 'request-1',
        status: 500,
        problem: 'internal-error',
        error: 'TypeError',
        at: expect.stringMatching(/^at .*edge\.test\.ts/),
      },
    ]);
    expect(JSON.stringify([answer, cell.log])).not.toContain('diary');
  });

  test('as a store that does not answer is 503 with Retry-After', async () => {
    const cell = aWatchedCell('us', failing(new StoreUnavailable('get: throttled')));

    const answer = await cell.call(anOperator(), create, { body, headers: newKey() });

    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect(cell.log).toMatchObject([{ error: 'StoreUnavailable' }]);
  });

  test.each([
    ['conflict', 409, 'conflict-try-again'],
    ['throttled', 503, 'store-unavailable'],
  ] as const)(
    'as a %s that persists is %i with Retry-After, and nothing is stored',
    async (refusal, status, name) => {
      const refusing = { on: false };
      const cell = aWatchedCell('us', (store) => ({
        ...store,
        transact: async (actions) =>
          refusing.on ? { ok: false as const, refusal } : store.transact(actions),
      }));
      const { owner, organization } = await aCustomer(cell);
      const before = cell.watch.writes;
      refusing.on = true;

      const answer = await choose(cell, owner, { subject: organization, ...sharing }, 'on');

      expect(answer.body.type).toBe(`urn:domicile:problem:${name}`);
      expect(answer).toMatchObject({ status, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
      expect(cell.watch.writes).toBe(before);
    },
  );
});

test('every answer forbids caches, and problems say that they are problems', async () => {
  const cell = aWatchedCell();

  const good = await cell.call(aPerson('ann'), 'GET /v1/programs');
  const bad = await cell.call(aPerson('ann'), 'GET /v1/programs/{program}', { path: { program: 'x' } });

  expect(good.headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'application/json' });
  expect(bad.headers).toMatchObject({
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
  });
});

test('a route that another function serves is not served here', async () => {
  const answer = await aWatchedCell().call(aPerson('ann'), 'DELETE /v1/consents');

  expect(answer.body).toMatchObject({ status: 404, type: 'urn:domicile:problem:unknown-route' });
});
