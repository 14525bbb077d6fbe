import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { subjectItems } from '../../../cli/restore/subject-items.ts';
import type { MemberReply } from '../../../contract/api/replies.ts';
import { type LedgerEvent, nextEntry } from '../../../domain/consent/ledger.ts';
import {
  type EpochId,
  identifier,
  type OrganizationId,
  type SubjectId,
} from '../../../domain/identifiers.ts';
import { customerRoles } from '../../../domain/programs/program.ts';
import { replayLedger } from '../../../domain/restore/replay-ledger.ts';
import { days } from '../../../domain/time.ts';
import { readEntries } from '../../../lambdas/shared/repositories/ledger.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Item } from '../../../lambdas/shared/store/store.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { hold, release } from '../../support/holds.ts';
import { type CopiableTables, copiableTables } from '../../support/restorable-cell.ts';
import { platformSharing, type SettingAddress, sharing, sharingUse } from '../../support/settings.ts';
import { anOrganization, aWorkspace, capture, choose, expectStatus, owner } from '../../support/story.ts';

const subject = identifier('us', 'org', '01J00000000000000000000001');
const epoch = identifier('us', 'ep', '01J00000000000000000000001');

/** What a registry holds of a subject that its ledger is to say again. */
const fromLedger = /^(setting#|epoch#|epoch$|closure#|member#)/;

/** What is not in a ledger: whether anything was captured, and how often records were moved. */
const withoutCounts = ({ empty: _, moves: __, ...item }: Item): Item => item;

const inOrder = (items: readonly Item[]) =>
  items
    .filter(({ sk }) => fromLedger.test(sk))
    .map(withoutCounts)
    .sort((one, other) => (`${one.pk}${one.sk}` < `${other.pk}${other.sk}` ? -1 : 1));

const replayed = async (cell: TestCell, of: SubjectId) => {
  const { entries } = await readEntries(cell.store, of, {});
  const replay = replayLedger(
    of,
    entries.map(({ entry }) => entry),
  );
  if (!replay.ok) throw new Error(replay.why);
  return replay.replayed;
};

type Act = (cell: TestCell, organization: OrganizationId) => Promise<void>;

const chosen =
  (address: SettingAddress, value: 'on' | 'off'): Act =>
  async (cell, organization) =>
    void expectStatus(await choose(cell, organization, address, value), 200);

const acts = fc.array(
  fc.oneof(
    fc
      .tuple(fc.constantFrom(sharing, platformSharing), fc.constantFrom('on' as const, 'off' as const))
      .map(([address, value]) => chosen(address, value)),
    fc.constant<Act>(async (cell, organization) => {
      const workspace = await aWorkspace(cell, organization);
      await capture(cell, workspace, sharingUse);
    }),
    fc.constant<Act>(async (cell) => void (await cell.tick())),
    fc.tuple(fc.constantFrom('ann-1', 'bob-1'), fc.subarray([...customerRoles], { minLength: 1 })).map(
      ([person, roles]): Act =>
        async (cell, organization) => {
          const body = { subject: organization, person, roles };
          const { user } = expectStatus(
            await cell.call<MemberReply>(owner, 'POST /v1/members', { body }),
            200,
          );
          const path = { subject: organization, user };
          if (roles.length === 1)
            await cell.call(owner, 'PUT /v1/members/{subject}/{user}', { path, body: { roles: [] } });
        },
    ),
    fc.integer({ min: 1, max: 40 }).map(
      (count): Act =>
        async (cell) => {
          cell.clock.now += days(count);
        },
    ),
    fc.constant<Act>(async (cell, organization) => {
      const placed = await hold(cell, organization, { of: 'subject' });
      await release(cell, placed);
    }),
  ),
  { maxLength: 14 },
);

/** The registry's items of an organization and of its epochs. */
const stored = (tables: CopiableTables, organization: SubjectId, epochs: readonly EpochId[]) =>
  tables
    .all('registry')
    .filter(
      ({ pk, sk }) =>
        pk === organization || epochs.includes(pk as EpochId) || sk === `member#${organization}`,
    );

describe('a ledger that is replayed', () => {
  test('[BY-3] says of members, settings, epochs and closures what the registry says, whatever was chosen', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (story) => {
        const tables = copiableTables();
        const cell = aCell('us', { store: inMemoryStore({ tables }) });
        const organization = await anOrganization(cell);
        for (const act of story) await act(cell, organization);
        const said = await replayed(cell, organization);
        const items = stored(tables, organization, [...said.epochs.keys()]);
        expect(inOrder(subjectItems(said))).toEqual(inOrder(items));
      }),
      { numRuns: 60 },
    );
  });

  const ledgerOf = (...events: readonly LedgerEvent[]) => {
    let head: { sequence: number; hash: string } | undefined;
    return events.map((event, index) => {
      const actor = { kind: 'function', name: 'test' } as const;
      const { entry } = nextEntry(subject, head, { at: index, event, actor, salt: '00'.repeat(32) });
      head = entry;
      return entry;
    });
  };

  test.each<[LedgerEvent, string]>([
    [{ type: 'closure-ended', epoch, lots: 0, captured: 0, deleted: 0 }, 'which no entry started'],
    [
      { type: 'epoch-reopened', restore: 'r', program: 'a', setting: 'b', opens: epoch, closes: epoch },
      'which was not in force',
    ],
    [
      {
        type: 'hold-released',
        hold: 'us_hold_01J00000000000000000000001',
        endedAt: '2026-01-01T00:00:00.000Z',
      },
      'which no entry placed',
    ],
  ])('refuses an entry that follows from nothing: %j', (event, reason) => {
    expect(replayLedger(subject, ledgerOf(event))).toMatchObject({
      ok: false,
      why: expect.stringContaining(reason),
    });
  });
});
