import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ErasureReply } from '../../contract/api/replies.ts';
import { namesPerson } from '../../contract/tables/registry.ts';
import { sha256Hex } from '../../domain/canonical-form.ts';
import { isUlid } from '../../domain/identifiers.ts';
import { bodyOf, tagOf } from '../../local/api.ts';
import { ledgerOf } from '../../local/demo/ending.ts';
import { type Actors, actorsIn, choose } from '../../local/demo/story.ts';
import { signedIn, theCell } from './running-cloud.ts';
import { storedItems } from './stored-items.ts';

const cell = theCell('us');
const me = 'us_user_me';
const setting = 'security-copilot/use-compliance-plugins';
const stored = storedItems(cell);

let us: Actors;

beforeAll(async () => {
  us = await actorsIn(cell);
});

afterAll(() => stored.close());

/** The keys of items that tell of somebody, as their token names them or by its digest. */
const itemsThatTellOf = async (subject: string) =>
  [...(await stored.now())]
    .filter(([key, item]) => [subject, sha256Hex(subject)].some((tell) => `${key}${item}`.includes(tell)))
    .map(([key]) => key);

const isErasable = (key: string): boolean => {
  const [place = '', sk = ''] = key.split(' | ');
  const [table, pk = ''] = place.split(': ');
  return table === cell.tables.registry && namesPerson({ pk, sk });
};

test('who acts is named in items that can be erased, and in no other of the tables', async () => {
  const { subject } = cell.people.owner;
  const shown = await us.owner.setting(me, setting);
  const { notice } = bodyOf('Reading the own setting', 200, shown);
  const choice = { value: 'on', notice };
  const chosen = bodyOf('Choosing it', 200, await us.owner.choose(me, setting, choice, tagOf(shown)));
  await choose(us, 'on');

  const telling = await itemsThatTellOf(subject);

  expect(isUlid(chosen.subject.replace('us_user_', ''))).toBe(true);
  expect(chosen.decidedBy).toBe(chosen.subject);
  expect(telling.length).toBe(2);
  expect(telling.filter((key) => !isErasable(key))).toEqual([]);
  const { verdict } = await ledgerOf(us.owner, chosen.subject);
  expect(verdict).toMatchObject({ verified: true });
});

test('[BY-10] a person who is erased is told by nothing in the tables, and their ledger says that they were erased', async () => {
  const operator = await signedIn(cell, 'operator');
  const tokenSubject = `leaving-${randomUUID()}`;
  const named = { home: 'us', owner: tokenSubject } as const;
  const created = await operator.createOrganization(named, randomUUID());
  bodyOf('Creating their organization', 201, created);
  expect((await itemsThatTellOf(tokenSubject)).length).toBe(2);

  const erased = await operator.call<ErasureReply>('POST', '/v1/erasures', { body: { tokenSubject } });

  const { user, entry } = bodyOf('Erasing them', 202, erased);
  expect(await itemsThatTellOf(tokenSubject)).toEqual([]);
  const again = await operator.call<ErasureReply>('POST', '/v1/erasures', { body: { user } });
  expect(bodyOf('Asking for it again', 202, again)).toEqual(erased.body);
  const written = [...(await stored.now())].filter(([key]) => key.includes(`${user} | entry#`));
  expect(written).toHaveLength(entry + 1);
  expect(written.at(-1)?.[1]).toContain('person-erased');
});
