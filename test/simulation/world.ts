import type { restoreRegistry } from '../../cli/restore/restore-registry.ts';
import type { Access } from '../../contract/access/access.ts';
import { capturesAccess } from '../../contract/access/captures.ts';
import { operationsAccess } from '../../contract/access/operations.ts';
import { outboxAccess } from '../../contract/access/outbox.ts';
import { plannerAccess } from '../../contract/access/planner.ts';
import { settingsAccess } from '../../contract/access/settings.ts';
import { signerAccess } from '../../contract/access/signer.ts';
import { sweepAccess } from '../../contract/access/sweep.ts';
import { workerAccess } from '../../contract/access/worker.ts';
import type { HoldSubject } from '../../domain/retention/hold.ts';
import { type Instant, seconds } from '../../domain/time.ts';
import { begunStore, servingStore } from '../../lambdas/shared/serving.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { PausePoint } from '../../lambdas/shared/store/in-memory/options.ts';
import {
  type Change,
  type InMemoryTables,
  inMemoryTables,
} from '../../lambdas/shared/store/in-memory/tables.ts';
import type { Store } from '../../lambdas/shared/store/store.ts';
import type { Random } from '../races/random.ts';
import { type Actor, pauseWithStalls, type Scheduler } from '../races/scheduler.ts';
import { aCell, type TestCell } from '../support/cell.ts';
import { copiableTables, tableNames } from '../support/restorable-cell.ts';
import type { Customers } from './customers.ts';
import { type Disaster, disasterOf } from './disaster.ts';
import { type Observer, observer } from './observer.ts';
import { underNotices, underTerms, withOddPages } from './odd-store.ts';
import type { Schedule } from './schedule.ts';
import { hangingOf, isCalm } from './weather.ts';
import { workLists } from './work-lists.ts';

/** The functions of a cell that come into it, each with what it may touch. */
export const accessOf = {
  settings: settingsAccess,
  captures: capturesAccess,
  planner: plannerAccess,
  worker: workerAccess,
  outbox: outboxAccess,
  sweep: sweepAccess,
  operations: operationsAccess,
  signer: signerAccess,
} as const satisfies Record<string, Access>;

/** Who does something in a cell. An officer calls it through a door that has no function yet; a restorer needs none. */
export type Role = keyof typeof accessOf | 'officer' | 'restorer';

/** A defect that is planted into what a function sees of its surroundings. */
export type Defect = {
  readonly store?: (store: Store, role: Role) => Store;
  readonly clock?: (now: Instant, role: Role) => Instant;
  readonly refusedByBus?: (positions: readonly number[]) => readonly number[];
  /** Instead of how a registry is restored. */
  readonly restore?: typeof restoreRegistry;
};

/** A cell in which everything may fail, and whoever watches it. */
export type World = {
  readonly scheduler: Scheduler;
  readonly schedule: Schedule;
  readonly observer: Observer;
  readonly defect: Defect;
  readonly calmNow: () => boolean;
  /** Whether something with this probability goes wrong now; nothing does while it is calm. */
  readonly goesWrong: (probability: number) => boolean;
  /** Whether a call of the signer to the key service or the bucket fails now. */
  readonly signingFails: () => boolean;
  /** The cell as a function sees it that runs as an actor: on a machine of its own, with its own clock. */
  readonly as: (actor: Actor, role: Role) => TestCell;
  /** Partitions of the content table that ever held something. */
  readonly lots: () => readonly string[];
  /** The holds that were asked for, by the name of their order. */
  readonly orders: Map<
    string,
    { readonly subject: HoldSubject; readonly entry: ReturnType<Observer['holds']> }
  >;
  /** The states of the switch that an operator was answered: nobody asks for them again. */
  readonly answered: Set<'stopped' | 'running'>;
  /** For a second from now workers are slow, so that somebody else comes between their steps. */
  readonly slowWorkers: () => void;
  /** Loses the registry, where a schedule has that. */
  readonly disaster: Disaster;
  /** Whether a tick would find nothing at all in its lists. */
  readonly nothingToPlan: () => boolean;
  /** Told of all changes of the tables. */
  readonly watch: (watcher: (changes: readonly Change[]) => void) => void;
};

export const aWorld = (
  scheduler: Scheduler,
  schedule: Schedule,
  customers: Customers,
  defect: Defect = {},
): World => {
  const { weather } = schedule;
  const { random, clock } = scheduler;
  const watchers: ((changes: readonly Change[]) => void)[] = [];
  const commits: { readonly at: Instant; readonly items: number }[] = [];
  const copiable = customers.into(
    schedule.isLost ? copiableTables() : { ...inMemoryTables(), all: () => [] },
  );
  const tables = watched(copiable, (changes) => {
    commits.push({ at: clock.now(), items: changes.length });
    for (const watcher of watchers) watcher(changes);
  });
  const seen = observer(clock.now, customers);
  const lots = new Set<string>();
  const lists = workLists(clock.now);
  watchers.push(seen.changed, lists.changed, (changes) => {
    for (const { table, after } of changes) if (table === 'content' && after) lots.add(after.pk);
  });
  let slowUntil = Number.NEGATIVE_INFINITY;
  const calmNow = () => isCalm(schedule.calms, clock.now());
  const goesWrong = (probability: number) => probability > 0 && !calmNow() && random.chance(probability);

  /** How many of the latest changes a read that lags does not see. */
  const changesBehind = (): number => {
    const lag = random.below(weather.staleness + 1);
    let items = 0;
    for (let last = commits.length - 1; last >= 0; last -= 1) {
      const commit = commits[last];
      if (commit === undefined || commit.at < clock.now() - lag) break;
      items += commit.items;
    }
    return Math.min(items, 1_000);
  };

  const policies = Object.fromEntries(
    Object.entries(schedule.terms).map(([use, promised]) => [use, { ...promised, shards: schedule.shards }]),
  );

  const storeOf = (actor: Actor, role: Role): Store => {
    const hanging = hangingOf(role);
    const pause = pauseWithStalls(actor, () => {
      if (role === 'worker' && clock.now() < slowUntil && random.chance(0.5)) return seconds(4);
      return goesWrong(weather.hang * hanging.share) ? hanging.draw(random) : 0;
    });
    const store = inMemoryStore({
      tables,
      pause: readsInTens.has(role) ? passingMostReads(pause, random) : pause,
      fault: (operation) => {
        if (goesWrong(weather.throttle)) return 'throttled';
        return operation === 'transact' && goesWrong(weather.conflict) ? 'conflict' : undefined;
      },
      unprocessed: (_, keys) => keys.filter(() => goesWrong(weather.unprocessed)),
      staleness: changesBehind,
    });
    const odd = withOddPages(store, random, {
      short: () => goesWrong(weather.shortPage),
      empty: () => goesWrong(weather.emptyPage),
    });
    const told = role === 'settings' ? underNotices(odd, schedule.newerNotices, clock.now) : odd;
    const sound = underTerms(told, policies);
    const own = defect.store?.(sound, role) ?? sound;
    if (!schedule.isLost || role === 'restorer') return own;
    const guarded = role === 'settings' ? begunStore : servingStore;
    return guarded(own, { geography: 'us', tables: tableNames, clock: actor.clock });
  };

  return {
    scheduler,
    schedule,
    observer: seen,
    defect,
    calmNow,
    goesWrong,
    signingFails: () => {
      const { down, fails } = schedule.signing;
      return isCalm([down], clock.now()) || goesWrong(fails);
    },
    lots: () => [...lots],
    orders: new Map(),
    answered: new Set(),
    disaster: disasterOf(tables),
    nothingToPlan: lists.nothingToPlan,
    slowWorkers: () => {
      slowUntil = clock.now() + seconds(1);
    },
    as: (actor, role) =>
      aCell('us', {
        store: storeOf(actor, role),
        draw: random.fraction,
        now: () => defect.clock?.(actor.clock.now(), role) ?? actor.clock.now(),
        wait: actor.wait,
      }),
    watch: (watcher) => {
      watchers.push(watcher);
    },
  };
};

/** Functions that read one partition after the other, and mostly find nothing. */
const readsInTens: ReadonlySet<Role> = new Set<Role>(['planner', 'outbox', 'sweep', 'signer', 'restorer']);
const readsApart = 0.2;

/**
 * Lets most reads pass without anybody coming between. Which, the seed draws anew each time: every order is possible
 * as before, and schedules are made of steps at which something can happen.
 */
const passingMostReads =
  (pause: (point: PausePoint) => Promise<void>, random: Random) =>
  async (point: PausePoint): Promise<void> => {
    const isRead = point.startsWith('query') || point.startsWith('get');
    if (!isRead || random.chance(readsApart)) await pause(point);
  };

const watched = <Tables extends InMemoryTables>(
  tables: Tables,
  tell: (changes: readonly Change[]) => void,
): Tables => ({
  ...tables,
  commit: (changes) => {
    tables.commit(changes);
    tell(changes);
  },
});
