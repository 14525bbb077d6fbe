import { contentKeys } from '../../contract/tables/content.ts';
import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { type LedgerEntry, verifyChain } from '../../domain/consent/ledger.ts';
import type { PurgeRecord } from '../../domain/evidence/purge-record.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../domain/identifiers.ts';
import { type Lot, lotName } from '../../domain/retention/lot.ts';
import { dayOf, minutes, seconds } from '../../domain/time.ts';
import { readClosure } from '../../lambdas/shared/repositories/closures.ts';
import { readEntries } from '../../lambdas/shared/repositories/ledger.ts';
import { everyLot } from '../../lambdas/shared/repositories/lots.ts';
import { fieldsOf } from '../../lambdas/shared/repositories/stored-item.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { inMemoryTables } from '../../lambdas/shared/store/in-memory/tables.ts';
import type { Store } from '../../lambdas/shared/store/store.ts';
import type { WorkDone } from '../../lambdas/worker/do-work.ts';
import { aCell, type TestCell } from '../support/cell.ts';
import { sharingUse } from '../support/settings.ts';
import { aSharingCustomer } from '../support/sharing-customer.ts';
import { type Actor, pauseWithStalls, type Scheduler } from './scheduler.ts';

/** A change to the store that takes a guard away, to show that the guard matters. */
export type Sabotage = (store: Store) => Store;

/** A cell that several actors use at once: the same tables, each with its own pauses and clock. */
export type RaceCell = {
  /** The cell as an observer sees it, who takes no time and is never in the way. */
  readonly calm: TestCell;
  /** The cell as an actor uses it: time passes at each call to the store. */
  readonly as: (actor: Actor) => TestCell;
  readonly organization: OrganizationId;
  readonly workspace: WorkspaceId;
  readonly epoch: EpochId;
};

/** How the cell is raced: with a guard taken away, with actors that hang now and then. */
export type RaceOptions = {
  readonly sabotage?: Sabotage | undefined;
  /** Probability that an actor hangs for seconds before or after a call to the store. */
  readonly stalling?: number;
  /** Whose name begins so hangs, and nobody else. Everybody by default. */
  readonly stallers?: string | undefined;
};

/** A cell with an organization that has opted in, before the race begins. */
export const aRaceCell = async (
  scheduler: Scheduler,
  { sabotage = (store) => store, stalling = 0, stallers = '' }: RaceOptions = {},
): Promise<RaceCell> => {
  const tables = inMemoryTables();
  const draw = scheduler.random.fraction;
  const now = scheduler.clock.now;
  const calm = aCell('us', { store: sabotage(inMemoryStore({ tables })), draw, now });
  const { organization, workspace, epoch } = await aSharingCustomer(calm);
  return {
    calm,
    as: (actor) =>
      aCell('us', {
        store: sabotage(
          inMemoryStore({
            tables,
            pause: pauseWithStalls(actor, () =>
              actor.name.startsWith(stallers) && scheduler.random.chance(stalling) ? seconds(5) : 0,
            ),
          }),
        ),
        draw,
        now: actor.clock.now,
        wait: actor.wait,
      }),
    organization,
    workspace,
    epoch,
  };
};

/**
 * Lets the schedule fire until nothing more happens: whatever crashed before, its lease is over by then. Tells
 * what there was left to do.
 */
export const settle = async (scheduler: Scheduler, cell: RaceCell): Promise<readonly WorkDone[]> => {
  const done: WorkDone[] = [];
  for (let tick = 0; tick < 4; tick += 1) {
    scheduler.passes(minutes(10));
    done.push(...(await cell.calm.tick()).done);
  }
  return done;
};

/** What is left in the content table of an epoch, counted or not, in whichever lot. */
export const recordsIn = async ({ calm, workspace }: RaceCell, epoch: EpochId): Promise<number> => {
  let records = 0;
  for (let shard = 0; shard < 4; shard += 1) {
    const lot = lotName({ workspace, use: sharingUse, day: dayOf(calm.ports.clock.now()), shard });
    const pk = contentKeys.partition(epoch, lot);
    records += (await calm.store.query({ table: 'content', pk, consistency: 'strong' })).items.length;
  }
  return records;
};

export const lotsOf = async ({ calm }: RaceCell, epoch: EpochId): Promise<readonly Lot[]> => {
  const lots: Lot[] = [];
  for await (const lot of everyLot(calm.store, epoch)) lots.push(lot);
  return lots;
};

export const purgesOf = async ({ calm }: RaceCell, epoch: EpochId): Promise<readonly PurgeRecord[]> => {
  const sk = { kind: 'beginsWith', prefix: evidenceKeys.purgePrefix } as const;
  const { items } = await calm.store.query({ table: 'evidence', pk: epoch, sk, consistency: 'strong' });
  return items.map((item) => fieldsOf<PurgeRecord>(item));
};

export const ledgerOf = async ({ calm, organization }: RaceCell): Promise<readonly LedgerEntry[]> =>
  (await readEntries(calm.store, organization, { limit: 100 })).entries.map(({ entry }) => entry);

/** What must be true of a closed epoch, whatever happened on the way; undefined where it is. */
export const whatIsBroken = async (cell: RaceCell, epoch: EpochId): Promise<string | undefined> => {
  const left = await recordsIn(cell, epoch);
  if (left > 0) return `${left} records outlived their epoch`;
  const lots = await lotsOf(cell, epoch);
  const open = lots.filter(({ state }) => state !== 'purged');
  if (open.length > 0) return `${open.length} lots were never purged`;
  const purges = await purgesOf(cell, epoch);
  if (purges.length !== lots.length) return `${lots.length} lots left ${purges.length} purge records`;
  const uncounted = purges.filter(({ counts }) => counts !== 'add-up');
  if (uncounted.length > 0) return `${uncounted.length} purges do not add up`;
  const closure = await readClosure(cell.calm.store, cell.organization, epoch);
  if (closure?.endedAt === undefined) return 'the closure never ended';
  return whatIsBrokenInLedger(cell, epoch);
};

const whatIsBrokenInLedger = async (cell: RaceCell, epoch: EpochId): Promise<string | undefined> => {
  const entries = await ledgerOf(cell);
  const verdict = verifyChain(cell.organization, entries);
  if (!verdict.verified) return `the ledger breaks at ${verdict.sequence}: ${verdict.reason}`;
  const ended = entries.filter(({ event }) => event.type === 'closure-ended' && event.epoch === epoch);
  return ended.length === 1 ? undefined : `the closure ended ${ended.length} times`;
};
