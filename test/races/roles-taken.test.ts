import { describe, expect, test } from 'vitest';
import type { MemberReply } from '../../contract/api/replies.ts';
import { type LedgerEntry, verifyChain } from '../../domain/consent/ledger.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { OrganizationId } from '../../domain/identifiers.ts';
import { readEntries } from '../../lambdas/shared/repositories/ledger.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { inMemoryTables } from '../../lambdas/shared/store/in-memory/tables.ts';
import { askFor } from '../support/admissions.ts';
import { aPerson } from '../support/callers.ts';
import { aCell, type TestCell, type TestReply } from '../support/cell.ts';
import { feedback, platformSharing, sharing } from '../support/settings.ts';
import { handedOf, handTo, linkOf, signedFor } from '../support/several-cells.ts';
import {
  anOrganization,
  choose,
  expectStatus,
  freshKey,
  noticeFor,
  owner,
  readSetting,
} from '../support/story.ts';
import { userOf } from '../support/users.ts';
import { forEverySeed } from './every-seed.ts';
import type { Actor, Scheduler, Started } from './scheduler.ts';

/** Another owner of the same organization, who takes the roles of the first. */
const second = aPerson('owner-2');

/** An act of an owner: prepared while nobody is in the way, and then done. */
type OwnersAct = (
  calm: TestCell,
  organization: OrganizationId,
) => Promise<(cell: TestCell) => Promise<TestReply<unknown>>>;

const choosing: OwnersAct = async (calm, organization) => {
  const { etag } = await readSetting(calm, organization, sharing);
  return (cell) => choose(cell, organization, sharing, 'on', { 'if-match': etag });
};

const optingOut: OwnersAct = async (calm, organization) => {
  expectStatus(await choose(calm, organization, sharing, 'on'), 200);
  const { etag } = await readSetting(calm, organization, sharing);
  return (cell) => choose(cell, organization, sharing, 'off', { 'if-match': etag });
};

const instructing: OwnersAct = async (calm, organization) => {
  const part = { subject: organization, link: await linkOf(calm, organization) };
  const signed = signedFor([part], { at: calm.ports.clock.now(), address: platformSharing });
  return (cell) => handTo(cell, handedOf(signed, organization));
};

const seeing: OwnersAct = async (_, organization) => {
  const { id, version } = noticeFor(feedback);
  return (cell) =>
    cell.call(owner, 'POST /v1/notices/{notice}/displays', {
      path: { notice: id },
      body: { subject: organization, version, language: 'en' },
      headers: { 'idempotency-key': freshKey() },
    });
};

const asking: OwnersAct = async (_, organization) => (cell) => askFor(cell, organization);

const statusOf = ({ ending }: Started<TestReply<unknown>>): number | undefined => {
  const end = ending();
  if (end?.kind === 'failed') throw end.error;
  return end?.kind === 'finished' ? end.value.status : undefined;
};

/** An owner acts while another one takes their roles. */
const actWhileRemoved = async (scheduler: Scheduler, geography: Geography, act: OwnersAct) => {
  const tables = inMemoryTables();
  const draw = scheduler.random.fraction;
  const calm = aCell(geography, { store: inMemoryStore({ tables }), draw, now: scheduler.clock.now });
  const as = ({ pause, clock, wait }: Actor) =>
    aCell(geography, { store: inMemoryStore({ tables, pause }), draw, now: clock.now, wait });
  const organization = await anOrganization(calm);
  const body = { subject: organization, person: second.sub, roles: ['owner'] };
  expectStatus(await calm.call<MemberReply>(owner, 'POST /v1/members', { body }), 200);
  const user = await userOf(calm, owner);
  const prepared = await act(calm, organization);
  const before = (await ledgerOf(calm, organization)).length;
  const acted = scheduler.start('acts', (actor) => prepared(as(actor)));
  const removed = scheduler.start('removes', (actor) =>
    as(actor).call(second, 'PUT /v1/members/{subject}/{user}', {
      path: { subject: organization, user },
      body: { roles: [] },
    }),
  );
  await scheduler.run();
  const entries = await ledgerOf(calm, organization);
  expect(verifyChain(organization, entries)).toMatchObject({ verified: true });
  return {
    statuses: { acted: statusOf(acted), removed: statusOf(removed) },
    steps: entries.slice(before).map(({ event }) => event.type),
  };
};

const ledgerOf = async (
  { store }: Pick<TestCell, 'store'>,
  organization: OrganizationId,
): Promise<readonly LedgerEntry[]> =>
  (await readEntries(store, organization, { limit: 100 })).entries.map(({ entry }) => entry);

describe.each([
  ['turns sharing on', 'us', choosing],
  ['turns sharing off', 'us', optingOut],
  ['hands an instruction over', 'us', instructing],
  ['sees a notice', 'us', seeing],
  ['asks for a preview', 'eu', asking],
] as const)('an owner whose roles are taken while they act: %s', (_, geography, act) => {
  test('[SC-2] did it before, or not at all', async () => {
    const orders = new Set<string>();
    await forEverySeed({ seeds: 200, longestStep: 20 }, async (scheduler) => {
      const { steps, statuses } = await actWhileRemoved(scheduler, geography, act);
      expect(statuses.removed).toBe(200);
      // Nothing of who has no roles any more stands behind the entry that took them.
      expect(steps.at(-1)).toBe('roles-given');
      expect(statuses.acted === 200 || statuses.acted === 201).toBe(steps.length > 1);
      orders.add(steps.length > 1 ? 'before' : 'not at all');
    });
    expect(orders.size).toBe(2);
  });
});
