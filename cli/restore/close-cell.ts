import { workerTimeoutSeconds } from '../../contract/access/worker-timeout.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { clockSkew, instantOf, isoOf, seconds } from '../../domain/time.ts';
import { persist } from '../../lambdas/shared/persist.ts';
import { storedItem } from '../../lambdas/shared/repositories/stored-item.ts';
import { readServing, type Serving, servingBelieved } from '../../lambdas/shared/serving.ts';
import { StoreUnavailable } from '../../lambdas/shared/store/store.ts';
import { type RestorePorts, refuseFor } from './ports.ts';

export type Closed = Extract<Serving, { readonly state: 'restoring' }>;
/** `stopped`: whoever restores has stopped every function, so that nobody has to be waited for. */
export type Functions = 'may be running' | 'stopped';

/** After this nobody who looked before the cell was closed is still at work, by whichever clock. */
export const drainedAfter = servingBelieved + seconds(workerTimeoutSeconds) + 2 * clockSkew;

/** What stands in the way of a restore before anything is read. */
export const whyNotClosed = (ports: RestorePorts, of: Closed['of'], serving: Serving | undefined) => {
  const { tables, copy } = ports;
  const inUse =
    Object.values(tables).includes(copy.name) || Object.values(serving?.tables ?? {}).includes(copy.name);
  const other =
    serving !== undefined &&
    Object.entries(tables).some(([name, table]) => serving.tables[name as keyof typeof tables] !== table);
  const under = serving?.state === 'restoring' && (serving.of !== of || serving.copy !== copy.name);
  return [
    ...(inUse ? [`${copy.name} is a table that the cell uses, and no copy of one`] : []),
    ...(other
      ? [`the registry says that the cell's tables are ${Object.values(serving.tables).join(', ')}`]
      : []),
    ...(under
      ? [`the cell is being restored already: ${serving.of} from ${serving.copy}; end that first`]
      : []),
  ];
};

/**
 * Closes the cell: from here on no function that looks gets an answer, and whoever looked before is waited for. A
 * restore that was begun is gone on with.
 * @throws RestoreRefused when the copy is in use, or another restore is under way
 */
export const closeCell = async (
  ports: RestorePorts,
  of: Closed['of'],
  functions: Functions,
): Promise<Closed> => {
  const { geography, clock, randomness, store, tables } = ports;
  const before = await readServing(store, geography);
  refuseFor(whyNotClosed(ports, of, before));
  const now = clock.now();
  const closed: Closed =
    before?.state === 'restoring'
      ? before
      : {
          state: 'restoring',
          tables,
          restore: randomness.ulid(now),
          since: isoOf(now),
          of,
          copy: ports.copy.name,
        };
  if (closed !== before) await write(ports, closed);
  const drained = instantOf(closed.since) + drainedAfter;
  if (functions === 'may be running') {
    while (clock.now() < drained) {
      ports.tell(`the cell is closed; waiting until ${isoOf(drained)} for whoever began before`);
      await ports.wait(Math.min(seconds(30), drained - clock.now()));
    }
  }
  return closed;
};

/** Remembers how far a restore is. */
export const keepProgress = (ports: RestorePorts, closed: Closed): Promise<void> => write(ports, closed);

/** Lets the cell serve again: the last step, when everything was proven. */
export const openCell = (ports: RestorePorts, { of, copy }: Closed): Promise<void> => {
  const restored = { of, copy, at: isoOf(ports.clock.now()) };
  return write(ports, { state: 'serving', tables: ports.tables, restored });
};

/** Whether this copy was restored before, and the cell serves: then there is nothing to do. */
export const wasRestored = async (ports: RestorePorts, of: Closed['of']): Promise<boolean> => {
  const serving = await readServing(ports.store, ports.geography);
  if (serving?.state !== 'serving') return false;
  return serving.restored?.of === of && serving.restored.copy === ports.copy.name;
};

const write = async (ports: RestorePorts, serving: Serving): Promise<void> => {
  const item = storedItem(registryKeys.serving(ports.geography), serving);
  const outcome = await persist(ports, () => ports.store.write({ kind: 'put', table: 'registry', item }));
  if (!outcome.ok) throw new StoreUnavailable(`the registry did not take it: ${outcome.refusal}`);
};
