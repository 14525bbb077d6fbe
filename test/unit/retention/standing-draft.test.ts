import { beforeEach, describe, expect, test } from 'vitest';
import type { PurgeWork } from '../../../contract/events/purge-work.ts';
import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import { logKeys, logPartition } from '../../../contract/tables/log.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { isSameDraft } from '../../../domain/evidence/purge-draft.ts';
import { parseLotName } from '../../../domain/retention/lot.ts';
import { clockSkew, days, isoOf, minutes } from '../../../domain/time.ts';
import type { Item, Key } from '../../../lambdas/shared/store/store.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { certificateFile, certificateOfEpoch, incidentsSeenBy, recordOf } from '../../support/incidents.ts';
import { sharing } from '../../support/settings.ts';
import {
  aCustomerWithALot,
  aPurgedCustomer,
  type CustomerWithALot as Customer,
} from '../../support/sharing-customer.ts';
import { aSigner, type TestSigner } from '../../support/signing.ts';
import { choose, expectStatus, operator } from '../../support/story.ts';

let cell: TestCell;
let signer: TestSigner;

beforeEach(() => {
  cell = aCell('us');
  signer = aSigner(cell);
});

const draftOf = ({ epoch, lot }: Pick<Customer, 'epoch' | 'lot'>) =>
  cell.store.get('evidence', evidenceKeys.purge(epoch, lot), 'strong');

/** Writes evidence of a purge that has not been, as an older registry or somebody beside the cell leaves it. */
const plant = async (customer: Customer, changes: Readonly<Record<string, unknown>> = {}): Promise<Item> => {
  const { epoch, lot, organization: subject } = customer;
  const other = await aPurgedCustomer(cell);
  const like = await draftOf(other);
  const item = {
    ...like,
    ...parseLotName(lot),
    subject,
    epoch,
    ...changes,
    ...evidenceKeys.purge(epoch, lot),
  } as Item;
  await cell.store.write({ kind: 'put', table: 'evidence', item });
  return item;
};

/** Closes the epoch of a customer and lets ticks come until nothing more happens. */
const optOut = async ({ organization }: Customer): Promise<void> => {
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  for (let tick = 0; tick < 3; tick += 1) {
    await cell.tick();
    cell.clock.now += minutes(10);
  }
};

const workToSign = async ({ epoch }: Customer): Promise<number> => {
  const pages = registryKeys
    .signingBuckets('us')
    .map((pk) => cell.store.query({ table: 'registry', pk, consistency: 'strong' }));
  return (await Promise.all(pages))
    .flatMap(({ items }) => items)
    .filter(({ sk }) => sk.includes(`#${epoch}#`)).length;
};

/** What the log took in of a customer's purges. */
const documentsOf = async ({ epoch }: Customer) => {
  const { items } = await cell.store.query({
    table: 'evidence',
    pk: logPartition('us'),
    sk: { kind: 'beginsWith', prefix: logKeys.logPrefix(0) },
    consistency: 'strong',
  });
  const keys = items.map(({ of }) => of as unknown as Key).filter(({ pk }) => pk.includes('_cert_'));
  const documents = await Promise.all(keys.map((key) => cell.store.get('evidence', key, 'strong')));
  return documents.filter((item) => String(item?.document).includes(epoch));
};

const sign = async () => {
  for (let run = 0; run < 2; run += 1) {
    await signer.run();
    cell.clock.now += minutes(5);
  }
};

const onlyCause = async (): Promise<object> => {
  const open = await incidentsSeenBy(cell, operator);
  expect(open).toHaveLength(1);
  const { entries } = expectStatus(await recordOf(cell, open[0]?.incident ?? ''), 200);
  const [first] = entries;
  if (first?.entry.event.type !== 'opened') throw new Error('the record has no beginning');
  return first.entry.event.cause;
};

describe('a lot of which evidence says already that it was purged', () => {
  test('[DS-7] is purged, keeps the evidence that stands, and leaves nothing open', async () => {
    const customer = await aCustomerWithALot(cell);
    const stored = await plant(customer, { captured: 7, deleted: 7, deletedAt: isoOf(cell.clock.now) });
    await optOut(customer);
    expect(await draftOf(customer)).toEqual(stored);
    const lot = await cell.store.get('registry', registryKeys.lot(customer.epoch, customer.lot), 'strong');
    expect(lot).toMatchObject({ state: 'purged', deleted: 1 });
    expect(lot).not.toHaveProperty('duePk');
    expect(await cell.store.get('registry', registryKeys.salt(customer.epoch, customer.lot), 'strong')).toBe(
      undefined,
    );
    const closure = registryKeys.closure(customer.organization, customer.epoch);
    expect(await cell.store.get('registry', closure, 'strong')).toHaveProperty('endedAt');
    expect((await cell.tick()).done).toEqual([]);
  });

  test('[BY-12] opens an incident with what stands and what was found, and certifies once what stands', async () => {
    const customer = await aCustomerWithALot(cell);
    const before = isoOf(cell.clock.now);
    await plant(customer, { captured: 7, deleted: 6, moved: 1, deletedAt: before });
    const purgedAt = isoOf(cell.clock.now);
    await optOut(customer);
    expect(await workToSign(customer)).toBe(1);
    await sign();
    const { epoch, lot, organization: subject } = customer;
    const stored = { captured: 7, deleted: 6, moved: 1, deletedAt: before };
    const found = { captured: 1, deleted: 1, moved: 0, deletedAt: purgedAt };
    expect(await onlyCause()).toEqual({ kind: 'draft-differs', subject, epoch, lot, stored, found });
    const { certificate } = await certificateFile(cell, await certificateOfEpoch(cell, epoch));
    expect(certificate).toMatchObject({ deletedAt: before, counts: { captured: 7, deleted: 6, moved: 1 } });
    expect(await workToSign(customer)).toBe(0);
  });

  test.each([
    ['words in the place of counts', { captured: 'what somebody said' }],
    ['a count below none', { deleted: -1 }],
    ['no time', { deletedAt: 'a while ago' }],
    ['another version', { v: 2 }],
  ])('tells nothing that stands there with %s, and signs none of it', async (_, changes) => {
    const customer = await aCustomerWithALot(cell);
    await plant(customer, changes);
    const other = await aPurgedCustomer(cell);
    await optOut(customer);
    await sign();
    const { epoch, lot, organization: subject } = customer;
    const found = { captured: 1, deleted: 1, moved: 0, deletedAt: expect.any(String) };
    expect(await onlyCause()).toEqual({ kind: 'draft-differs', subject, epoch, lot, found });
    expect(signer.reports).toContainEqual(expect.stringMatching(/^purge: /));
    expect(await certificateOfEpoch(cell, other.epoch)).toMatch(/^us_cert_/);
    expect(await documentsOf(customer)).toEqual([]);
  });

  test('signs no deletion that lies ahead, which verifiers would refuse, and says so', async () => {
    const customer = await aCustomerWithALot(cell);
    await plant(customer, { deletedAt: isoOf(cell.clock.now + days(9_000)) });
    await optOut(customer);
    await sign();
    expect(signer.reports).toContain('purge: the purge says that it lies ahead');
    expect(await workToSign(customer)).toBe(1);
    expect(await documentsOf(customer)).toEqual([]);
    const other = await aPurgedCustomer(cell);
    await sign();
    expect(await certificateOfEpoch(cell, other.epoch)).toMatch(/^us_cert_/);
  });

  test('signs a deletion by a clock that is as far ahead as a right one can be', async () => {
    const customer = await aCustomerWithALot(cell);
    await optOut(customer);
    const stored = await draftOf(customer);
    const item = { ...stored, deletedAt: isoOf(cell.clock.now + clockSkew) } as Item;
    await cell.store.write({ kind: 'put', table: 'evidence', item });
    await signer.run();
    expect(await workToSign(customer)).toBe(0);
    expect(await documentsOf(customer)).toHaveLength(1);
  });

  test('signs no evidence that names another lot', async () => {
    const customer = await aCustomerWithALot(cell);
    await plant(customer, { day: '2026-02-01' });
    await optOut(customer);
    await sign();
    expect(signer.reports).toContain('purge: the purge names another lot');
    expect(await documentsOf(customer)).toEqual([]);
  });

  test('opens nothing where word for word the same stands there', async () => {
    const customer = await aCustomerWithALot(cell);
    expectStatus(await choose(cell, customer.organization, sharing, 'off'), 200);
    const key = registryKeys.lot(customer.epoch, customer.lot);
    const before = await cell.store.get('registry', key, 'strong');
    await cell.tick();
    const [after, draft] = [await cell.store.get('registry', key, 'strong'), await draftOf(customer)];
    // Somebody brought the lot back as it was when its last page was deleted: the same purge ends once more.
    const { deleted, deletedDigest } = { ...after };
    const item = { ...before, state: 'purging', fence: 1, deleted, deletedDigest } as Item;
    await cell.store.write({ kind: 'put', table: 'registry', item });
    const work: PurgeWork = { kind: 'purge-lot', epoch: customer.epoch, lot: customer.lot };
    expect(await doWork(cell.ports, work)).toMatchObject({ outcome: 'purged' });
    expect(await draftOf(customer)).toEqual(draft);
    expect(await workToSign(customer)).toBe(1);
    await sign();
    expect(await incidentsSeenBy(cell, operator)).toEqual([]);
  });
});

test('a draft without a form that can be compared is another one, and ends no purge with an error', () => {
  expect(isSameDraft({ deleted: 1 }, { deleted: 1 })).toBe(true);
  expect(isSameDraft({ deleted: Number.NaN }, { deleted: 1 })).toBe(false);
});
