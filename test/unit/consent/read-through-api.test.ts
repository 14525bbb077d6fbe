import { ulid } from 'ulid';
import { beforeEach, describe, expect, test } from 'vitest';
import { verifyChain } from '../../../domain/consent/ledger.ts';
import type { EpochId } from '../../../domain/identifiers.ts';
import { days } from '../../../domain/time.ts';
import { aService } from '../../support/callers.ts';
import { aCustomer, type Customer, choose } from '../../support/customers.ts';
import { sharing } from '../../support/settings.ts';
import { aWatchedCell, type WatchedCell } from '../../support/watched-cell.ts';

let cell: WatchedCell;
let customer: Customer;
let epoch: EpochId;

const share = (value: 'on' | 'off') =>
  choose(cell, customer.owner, { subject: customer.organization, ...sharing }, value);

beforeEach(async () => {
  cell = aWatchedCell('us');
  customer = await aCustomer(cell);
  epoch = (await share('on')).body.epoch;
  const captured = await cell.call(aService(), 'POST /v1/captures', {
    body: {
      workspace: customer.workspace,
      use: 'product-improvement',
      callId: ulid(cell.ports.clock.now()),
      records: [
        {
          category: 'prompt',
          source: 'person',
          dataClass: 'customer-data',
          occurredAt: '2026-11-21T09:30:00.000Z',
          body: 'How do I export a report?',
        },
      ],
    },
  });
  expect(captured.status).toBe(201);
});

test('the ledger that a member reads verifies from entry 0 on, page by page', async () => {
  await share('off');
  await share('on');
  const entries = [];
  let cursor: string | undefined;
  do {
    const { body } = await cell.call(customer.owner, 'GET /v1/consents', {
      query: { subject: customer.organization, limit: '1', ...(cursor !== undefined && { cursor }) },
    });
    entries.push(...body.entries.map(({ entry }) => entry));
    cursor = body.next;
  } while (cursor !== undefined);

  expect(verifyChain(customer.organization, entries)).toMatchObject({ verified: true, entries: 4 });
});

describe('a lot', () => {
  const lots = async () => (await cell.call(customer.owner, 'GET /v1/lots', { query: { epoch } })).body.lots;

  test('shows how much it holds, until when, and why until then', async () => {
    expect(await lots()).toEqual([
      expect.objectContaining({
        epoch,
        workspace: customer.workspace,
        use: 'product-improvement',
        day: '2026-11-21',
        state: 'open',
        captured: 1,
        deleted: 0,
        deadline: '2026-12-21T00:00:00.000Z',
        purgeFrom: '2026-12-19T17:54:00.000Z',
        reasons: [expect.objectContaining({ cause: 'retention' })],
      }),
    ]);
  });

  test('is purged from the opt-out on, whichever promise is due first', async () => {
    cell.later(days(5));
    await share('off');

    expect(await lots()).toMatchObject([
      {
        deadline: '2026-12-21T00:00:00.000Z',
        purgeFrom: '2026-11-26T09:30:00.000Z',
        reasons: [
          { cause: 'retention', deadline: '2026-12-21T00:00:00.000Z' },
          { cause: 'opt-out', deadline: '2026-12-26T09:30:00.000Z' },
        ],
      },
    ]);
  });
});

test('a closure is not found while its epoch is open, and is afterwards, alone and in the list', async () => {
  const one = () => cell.call(customer.owner, 'GET /v1/closures/{epoch}', { path: { epoch } });

  expect((await one()).status).toBe(404);
  const { body: optOut } = await share('off');

  const { body } = await one();
  expect(body).toMatchObject({ epoch, state: 'deleting', deadline: '2026-12-21T09:30:00.000Z' });
  expect(optOut.closures).toEqual([body]);
  const query = { subject: customer.organization };
  expect((await cell.call(customer.owner, 'GET /v1/closures', { query })).body.closures).toEqual([body]);
});

test.each([
  ['GET /v1/closures/{epoch}', 'path'],
  ['GET /v1/lots', 'query'],
  ['GET /v1/purges', 'query'],
])('%s tells a stranger nothing of another customer’s epoch, not even whose it is', async (route, place) => {
  await share('off');
  const { owner: stranger } = await aCustomer(cell);

  const answer = await cell.call(stranger, route, { [place]: { epoch } });

  expect(answer.body).toMatchObject({ status: 404, given: epoch });
  expect(JSON.stringify(answer.body)).not.toContain(customer.organization);
});
