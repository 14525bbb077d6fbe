import { beforeAll, expect, test } from 'vitest';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { anOperator, aPerson, aService } from '../../support/callers.ts';
import { aCustomer, type Customer, newKey, readSetting } from '../../support/customers.ts';
import type { Sent } from '../../support/events.ts';
import { type BadInput, describeRefusals, oneError } from '../../support/refusals.ts';
import { settingRoute, sharing } from '../../support/settings.ts';
import { aWatchedCell, type WatchedCell } from '../../support/watched-cell.ts';

/** Text of a customer that must never come back in an answer or stand in a log. */
const diary = 'Dear diary, the merger closes on Friday';
const europeanWorkspace = 'eu_ws_01J9Z3V8Q2T4N6R8S0W2Y4A6C8';
const europeanOrganization = 'eu_org_01J9Z3V8Q2T4N6R8S0W2Y4A6C8';

let cell: WatchedCell;
let customer: Customer;
let etag: string;

beforeAll(async () => {
  cell = aWatchedCell('us');
  customer = await aCustomer(cell);
  etag =
    (await readSetting(cell, customer.owner, { subject: customer.organization, ...sharing })).headers.etag ??
    '';
});

const put = (sent: Sent & { readonly body?: unknown }) =>
  cell.call(customer.owner, `PUT ${settingRoute}`, {
    path: { subject: customer.organization, ...sharing },
    body: { value: 'on', notice: { id: 'data-sharing', version: 1 } },
    ...sent,
    headers: { 'If-Match': etag, ...newKey(), ...sent.headers },
  });

const capture = (change: object) =>
  cell.call(aService(), 'POST /v1/captures', {
    body: {
      workspace: customer.workspace,
      use: 'product-improvement',
      callId: '01KAJ3V8Q2T4N6R8S0W2Y4A6C8',
      records: [
        {
          category: 'prompt',
          source: 'person',
          dataClass: 'customer-data',
          occurredAt: '2026-11-21T09:30:00.000Z',
          body: diary,
          ...change,
        },
      ],
    },
  });

const cases: readonly BadInput[] = [
  [
    'an unknown field',
    () => put({ body: { value: 'on', notice: { id: 'data-sharing', version: 1 }, force: true } }),
    400,
    oneError('/force', 'an unknown field', 'value, notice'),
  ],
  [
    'an unknown setting',
    () => put({ path: { subject: customer.organization, program: sharing.program, setting: 'share-all' } }),
    404,
    { given: 'share-all', allowed: ['share-for-improvement'] },
  ],
  [
    'an unknown program',
    () => put({ path: { subject: customer.organization, program: 'toString', setting: 'x' } }),
    400,
    oneError('path.program', 'toString', 'lower-case'),
  ],
  [
    'a program that is not run here',
    () => put({ path: { subject: customer.organization, program: 'constructor', setting: 'x' } }),
    404,
    { given: 'constructor', allowed: everyProgram.map(({ id }) => id) },
  ],
  [
    'a wrong type',
    () => put({ body: { value: true, notice: { id: 'data-sharing', version: '1' } } }),
    400,
    {
      errors: [
        { at: '/value', given: 'true', allowed: expect.any(String) },
        { at: '/notice/version', given: 'a text of 1 characters', allowed: 'a whole number from 1 on' },
      ],
    },
  ],
  [
    'a version that is no whole number',
    () => put({ body: { value: 'on', notice: { id: 'data-sharing', version: 1.5 } } }),
    400,
    oneError('/notice/version', '1.5', 'a whole number from 1 on'),
  ],
  [
    'a version before the first',
    () => put({ body: { value: 'on', notice: { id: 'data-sharing', version: 0 } } }),
    400,
    oneError('/notice/version', '0', 'a whole number from 1 on'),
  ],
  [
    'a value outside the kind of the setting',
    () => put({ body: { value: 'maybe', notice: { id: 'data-sharing', version: 1 } } }),
    422,
    { given: 'maybe', allowed: ['on', 'off'] },
  ],
  ['no body', () => put({ body: undefined, headers: { 'content-type': 'application/json' } }), 400, {}],
  ['a body that is a list', () => put({ body: [] }), 400, oneError('', 'a list of 0', 'an object')],
  [
    'a body that is too large',
    () => put({ text: `"${'x'.repeat(65_536)}"` }),
    413,
    { given: 65_538, allowed: 65_536 },
  ],
  [
    'a geography of another cell',
    () =>
      cell.call(customer.owner, 'POST /v1/workspaces', {
        body: { organization: customer.organization, geography: 'eu' },
        headers: newKey(),
      }),
    421,
    { given: 'eu', cell: 'https://eu.cells.example' },
  ],
  [
    'an identifier of another cell in a body',
    () =>
      cell.call(customer.owner, 'POST /v1/workspaces', {
        body: { organization: europeanOrganization, geography: 'us' },
        headers: newKey(),
      }),
    421,
    { given: europeanOrganization, cell: 'https://eu.cells.example' },
  ],
  [
    'an identifier of another cell in a path',
    () =>
      cell.call(aPerson('ann'), 'GET /v1/workspaces/{workspace}', { path: { workspace: europeanWorkspace } }),
    421,
    { given: europeanWorkspace, cell: 'https://eu.cells.example' },
  ],
  [
    'an identifier of another cell in a query',
    () => cell.call(aPerson('ann'), 'GET /v1/settings', { query: { subject: europeanWorkspace } }),
    421,
    { given: europeanWorkspace, cell: 'https://eu.cells.example' },
  ],
  [
    'a captured workspace of a cell that the directory does not know',
    () =>
      cell.call(aService(), 'POST /v1/captures', {
        body: {
          workspace: europeanWorkspace.replace('eu', 'jp'),
          use: 'product-improvement',
          callId: '01KAJ3V8Q2T4N6R8S0W2Y4A6C8',
          records: [
            {
              category: 'prompt',
              source: 'person',
              dataClass: 'customer-data',
              occurredAt: '2026-11-21T09:30:00Z',
              body: diary,
            },
          ],
        },
      }),
    421,
    { detail: expect.stringContaining('Japan') },
  ],
  [
    'an outdated notice',
    () => put({ body: { value: 'on', notice: { id: 'data-sharing', version: 7 } } }),
    409,
    { given: 'data-sharing version 7', current: { id: 'data-sharing', version: 1 } },
  ],
  [
    'control characters in an identifier',
    () => cell.call(aPerson('ann'), 'GET /v1/settings', { query: { subject: `${europeanWorkspace}\u0000` } }),
    400,
    oneError('query.subject', 'a text of 33 characters', 'an organization'),
  ],
  [
    'an encoded control character in a path',
    () => put({ path: { subject: customer.organization, program: 'a%00b', setting: 'x' } }),
    400,
    oneError('path.program', 'a text of 3 characters'),
  ],
  [
    'control characters in a value',
    () => put({ body: { value: 'on\u001b[2J', notice: { id: 'data-sharing', version: 1 } } }),
    400,
    oneError('/value', 'a text of 6 characters', 'a word of 1 to 64'),
  ],
  [
    'control characters in captured content',
    () => capture({ body: `${diary}\u0000` }),
    400,
    oneError('/records/0/body', `a text of ${diary.length + 1} characters`, 'control'),
  ],
  [
    'captured content that is not text',
    () => capture({ body: { text: diary } }),
    400,
    oneError('/records/0/body', 'an object'),
  ],
  [
    'captured content under an unknown field',
    () => capture({ [diary]: 1 }),
    400,
    oneError('/records/0/(a name that is not shown)', 'an unknown field', 'category'),
  ],
  [
    '__proto__ in a body',
    () =>
      put({ text: '{"__proto__":{"value":"on"},"value":"on","notice":{"id":"data-sharing","version":1}}' }),
    400,
    { detail: expect.stringContaining('__proto__') },
  ],
  [
    'constructor in a body',
    () => put({ text: '{"constructor":{"prototype":{"admin":true}}}' }),
    400,
    { detail: expect.stringContaining('constructor') },
  ],
  [
    '__proto__ in a query',
    () => cell.call(aPerson('ann'), 'GET /v1/programs', { query: JSON.parse('{"__proto__":"x"}') }),
    400,
    oneError('query.__proto__', 'an unknown field'),
  ],
  [
    'a limit that is no number',
    () =>
      cell.call(customer.owner, 'GET /v1/settings', {
        query: { subject: customer.organization, limit: '1e2' },
      }),
    400,
    oneError('query.limit', '1e2', 'from 1 to 100'),
  ],
  [
    'a damaged cursor',
    () =>
      cell.call(customer.owner, 'GET /v1/closures', {
        query: { subject: customer.organization, cursor: 'c2VjcmV0' },
      }),
    400,
    { allowed: expect.stringContaining('earlier page') },
  ],
  [
    'a home that is no geography',
    () =>
      cell.call(anOperator(), 'POST /v1/organizations', {
        body: { home: 'mars', owner: 'ann' },
        headers: newKey(),
      }),
    400,
    oneError('/home', 'mars', 'eu, us, au'),
  ],
];

describeRefusals(cases, () => cell, /diary|merger/);

test('nothing is looked up for a request that belongs to another cell', async () => {
  const { lookups } = cell.watch;

  await cell.call(aPerson('ann'), 'GET /v1/settings', { query: { subject: europeanWorkspace } });
  await cell.call(aPerson('ann'), `GET ${settingRoute}`, {
    path: { subject: europeanWorkspace, ...sharing },
  });

  expect(cell.watch.lookups).toBe(lookups);
});

test('logs hold the route, the status and the problem, and no identifier of anybody', () => {
  expect(cell.log.length).toBeGreaterThan(cases.length);
  expect(JSON.stringify(cell.log)).not.toMatch(/us_org_|eu_ws_|owner-|operator-1|3assistant|ann"/);
});

test('no expected answer to bad input is a 500', () => {
  expect(cell.log.filter(({ level }) => level === 'error')).toEqual([]);
});
