import { beforeEach, describe, expect, test } from 'vitest';
import { sweepAccess } from '../../../contract/access/sweep.ts';
import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { canonicalize } from '../../../domain/canonical-form.ts';
import type { LedgerEvent } from '../../../domain/consent/ledger.ts';
import type { LedgerFile, RecordFile } from '../../../domain/evidence/evidence-files.ts';
import { inWords } from '../../../domain/evidence/in-words.ts';
import { verifyLedgerFile } from '../../../domain/evidence/verify-ledger.ts';
import { verifyRecordFile } from '../../../domain/evidence/verify-record.ts';
import { identifier, type OrganizationId, type SubjectId } from '../../../domain/identifiers.ts';
import { isNameLifeOver, NamesOver, ordinaryNameLife } from '../../../domain/retention/name-life.ts';
import { days, hours, minutes, seconds } from '../../../domain/time.ts';
import type { Item, Store } from '../../../lambdas/shared/store/store.ts';
import { expireNames } from '../../../lambdas/sweep/expire-names.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { grantedStore } from '../../support/operations.ts';
import { platformSharing, sharing } from '../../support/settings.ts';
import { aSigner, type TestSigner } from '../../support/signing.ts';
import { anOrganization, aWorkspace, choose, expectStatus, owner } from '../../support/story.ts';

const life = ordinaryNameLife;
let cell: TestCell;
let signer: TestSigner;
let organization: OrganizationId;

beforeEach(async () => {
  cell = aCell('us');
  signer = aSigner(cell);
  organization = await anOrganization(cell);
});

const later = (by: number) => {
  cell.clock.now += by;
};

/** A run within the grants of the function that makes it. */
const run = (
  more: {
    readonly timeLeft?: () => number;
    readonly report?: (source: string) => void;
    readonly store?: Store;
  } = {},
) =>
  expireNames({
    ...cell.ports,
    store: grantedStore(cell.store, sweepAccess),
    report: (source, error) => {
      throw new Error(source, { cause: error });
    },
    nameLife: life,
    ...more,
  });

/** Which entries of a ledger still have a name. */
const namedIn = async (subject: SubjectId): Promise<readonly number[]> => {
  const sk = { kind: 'beginsWith', prefix: registryKeys.namePrefix } as const;
  const pk = registryKeys.namesOf(subject);
  const { items } = await cell.store.query({ table: 'registry', pk, sk, consistency: 'strong' });
  return items.map((item) => Number(item.sk.slice(registryKeys.namePrefix.length)));
};

const chosen = async (value: 'on' | 'off') =>
  expectStatus(await choose(cell, organization, sharing, value), 200);

describe('[BY-10] a name lives for a declared time after what was done ceased to hold', () => {
  test('and not a millisecond less, nor longer than the next round', async () => {
    later(-1);
    await run();
    expect(await namedIn(organization)).toEqual([0]);
    later(life);
    await run();
    expect(await namedIn(organization)).toEqual([0]);
    later(days(1));
    expect(await run()).toMatchObject({ ended: 'round-over', names: 1 });
    expect(await namedIn(organization)).toEqual([]);
    later(days(1));
    expect(await run()).toMatchObject({ names: 0 });
  });

  test('a choice that is still followed keeps its name, however old it is', async () => {
    await chosen('on');
    later(life * 3);
    await run();
    expect(await namedIn(organization)).toEqual([1]);
  });

  test('the life of a choice counts from the one that took its place', async () => {
    await chosen('on');
    later(life * 2);
    await chosen('off');
    later(life - 1);
    await run();
    expect(await namedIn(organization)).toEqual(expect.arrayContaining([1, 2]));
    later(days(1));
    await run();
    const left = await namedIn(organization);
    expect(left).not.toContain(1);
    expect(left).toContain(2);
  });

  test('a choice of another setting takes nobody’s place', async () => {
    await chosen('on');
    expectStatus(await choose(cell, organization, platformSharing, 'on'), 200);
    later(life * 2);
    await run();
    expect(await namedIn(organization)).toEqual([1, 2]);
  });

  test('also in workspaces and in ledgers of users', async () => {
    const workspace = await aWorkspace(cell, organization);
    later(life);
    await run();
    expect(await namedIn(workspace)).toEqual([]);
  });

  const step = (sequence: number, event: object) => ({ sequence, event: event as LedgerEvent });
  test.each([
    ['a hold until it is released, and the release then', ['hold-placed', 'hold-released'], [[], [0, 1]]],
    ['a release of something else is over with itself', ['hold-released', 'hold-placed'], [[0], []]],
    ['a default until somebody chooses', ['default-applied', 'setting-chosen'], [[], [0]]],
    [
      'a request for a preview until it is decided, and a decision until somebody asks again',
      ['admission-asked', 'admission-decided', 'admission-asked'],
      [[], [0], [1]],
    ],
    ['what is over when it is done', ['subject-created', 'closure-ended', 'person-erased'], [[0], [1], [2]]],
    [
      'an opt-out that waited, and the choice that ended it',
      ['opt-out-accepted', 'setting-chosen'],
      [[0], []],
    ],
  ])('%s', (_, types, ended) => {
    const over = new NamesOver();
    const hold = identifier('us', 'hold', '01JDEM0EXAMP00000000000001');
    const about = { program: 'a', setting: 'b', hold };
    expect(types.map((type, sequence) => over.endedBy(step(sequence, { type, ...about })))).toEqual(ended);
  });

  test('to the millisecond', () => {
    const entry = { at: '2026-03-01T12:00:00.000Z' };
    const end = Date.parse(entry.at) + life;
    expect([end - 1, end].map((now) => isNameLifeOver(entry, life, now))).toEqual([false, true]);
  });
});

test('[BY-10] every chain, record and proof verifies after names went, and the record had declared when', async () => {
  await chosen('on');
  await chosen('off');
  await chosen('on');
  await signer.run();
  const trust = { keys: bytesOf({ keys: [signer.key.jwk] }) };
  const take = async () => {
    const path = { subject: organization, sequence: '1' };
    const record = expectStatus(
      await cell.call<RecordFile>(owner, 'GET /v1/records/{subject}/{sequence}', { path }),
      200,
    );
    const ledger = expectStatus(
      await cell.call<LedgerFile>(owner, 'GET /v1/ledgers/{subject}', { path }),
      200,
    );
    return { record, ledger };
  };
  const before = await take();
  expect(before.record.name?.actor).toMatchObject({ tokenSubject: 'owner-1' });
  expect(before.record.record.authority.name_retention).toBe('PT52608H');
  later(life);
  expect((await run()).names).toBeGreaterThan(0);
  const after = await take();
  expect(after.record).not.toHaveProperty('name');
  expect(after.record.record).toEqual(before.record.record);
  expect(Object.keys(after.ledger.names ?? {})).toEqual(['4']);
  const verdict = verifyRecordFile(bytesOf(after.record), trust);
  if (!verdict.verified) throw new Error(verdict.sentence);
  expect(inWords(verdict).proven.join('\n')).toContain('kept for 2192 days after the next choice');
  expect(verifyLedgerFile(bytesOf(after.ledger), trust)).toMatchObject({ verified: true, named: 1 });
});

const bytesOf = (value: object) => new TextEncoder().encode(canonicalize(value));

describe('a run', () => {
  test('that is over begins again a day later', async () => {
    expect(await run()).toMatchObject({ ended: 'round-over' });
    later(hours(24) - 1);
    expect(await run()).toMatchObject({ ended: 'nothing-to-do' });
    later(1);
    expect(await run()).toMatchObject({ ended: 'round-over' });
  });

  test('that runs out of time goes on from there, and leaves nobody out', async () => {
    const others = [await anOrganization(cell), await anOrganization(cell), await anOrganization(cell)];
    later(life);
    const ends: string[] = [];
    for (let number = 0; number < 5; number += 1)
      ends.push((await run({ timeLeft: () => seconds(10) })).ended);
    expect(ends.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => 'cut-short'));
    expect(ends[4]).toBe('round-over');
    for (const each of [organization, ...others]) expect(await namedIn(each)).toEqual([]);
  });

  test('that has no moment left stops within a ledger, and the next round goes on there', async () => {
    later(life);
    expect(await run({ timeLeft: () => seconds(4) })).toMatchObject({ ended: 'cut-short', names: 0 });
    expect(await run()).toMatchObject({ ended: 'round-over', names: 0 });
    later(days(1));
    expect(await run()).toMatchObject({ ended: 'round-over', names: 1 });
  });

  test('that runs out of time among many members goes on among them', async () => {
    const workspaces: SubjectId[] = [];
    for (let count = 0; count < 6; count += 1) workspaces.push(await aWorkspace(cell, organization));
    const other = await anOrganization(cell);
    later(life);
    // A run in which there is time for four ledgers, and no more.
    const shortRun = () => {
      let asked = 0;
      const store = grantedStore(cell.store, sweepAccess);
      const counting: Store = {
        ...store,
        query: async (query) => {
          if (query.pk !== organization && query.table === 'evidence') asked += 1;
          return store.query(query);
        },
      };
      return run({ store: counting, timeLeft: () => seconds(asked < 4 ? 60 : 4) });
    };
    const seen: number[] = [];
    for (let number = 0; number < 12; number += 1) {
      const { ended, subjects } = await shortRun();
      seen.push(subjects);
      if (ended === 'round-over') break;
    }
    expect(Math.max(...seen)).toBeLessThanOrEqual(6);
    expect(seen.length).toBeLessThan(12);
    for (const each of [organization, other, ...workspaces]) expect(await namedIn(each)).toEqual([]);
  });

  test('passes by what names no organization, and tells of it', async () => {
    for (const [bucket, pk] of registryKeys.organizationBuckets('us').entries())
      for (const sk of ['what somebody left', 'eu_org_01JDEM0EXAMP00000000000001'])
        await cell.store.write({ kind: 'put', table: 'registry', item: { pk, sk, v: 1, bucket } });
    later(life);
    const told: string[] = [];
    expect(await run({ report: (source) => void told.push(source) })).toMatchObject({
      ended: 'round-over',
      names: 1,
    });
    expect(told.length).toBeGreaterThan(0);
    expect(told.join()).not.toContain('somebody');
    expect(await namedIn(organization)).toEqual([]);
  });

  test.each([
    ['without a time', { at: 'a while ago' }],
    ['of another version', { v: 2 }],
    ['without an event', { event: 'nothing' }],
  ])('tells of an entry %s, deletes nothing behind it, and goes on with the others', async (_, changes) => {
    const other = await anOrganization(cell);
    const key = evidenceKeys.entry(organization, 0);
    const entry = await cell.store.get('evidence', key, 'strong');
    await cell.store.write({
      kind: 'put',
      table: 'evidence',
      item: { ...key, ...entry, ...changes } as Item,
    });
    later(life);
    const told: string[] = [];
    await run({ report: (source) => void told.push(source) });
    expect(told).toEqual(['names']);
    expect(await namedIn(organization)).toEqual([0]);
    expect(await namedIn(other)).toEqual([]);
  });

  test('that cannot read one ledger tells of it and goes on with the others', async () => {
    const other = await anOrganization(cell);
    later(life);
    const store = grantedStore(cell.store, sweepAccess);
    const failing: Store = {
      ...store,
      query: async (query) => {
        if (query.table === 'evidence' && query.pk === organization) throw new Error('not now');
        return store.query(query);
      },
    };
    const told: string[] = [];
    await run({ store: failing, report: (source) => void told.push(source) });
    expect(told).toEqual(['names']);
    expect(await namedIn(organization)).toEqual([0]);
    expect(await namedIn(other)).toEqual([]);
    later(days(1));
    await run({ timeLeft: () => minutes(1) });
    expect(await namedIn(organization)).toEqual([]);
  });
});
