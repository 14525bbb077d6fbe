import { workerTimeoutSeconds } from '../../contract/access/worker-timeout.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { clockSkew, instantOf, isoOf, seconds } from '../../domain/time.ts';
import { persist } from '../../lambdas/shared/persist.ts';
import { storedItem } from '../../lambdas/shared/repositories/stored-item.ts';
import { readServing, type Serving, servingBelieved } from '../../lambdas/shared/serving.ts';
import { absent, all, type Condition, equals, StoreUnavailable } from '../../lambdas/shared/store/store.ts';
import { overtaken } from './fenced-store.ts';
import { type RestorePorts, RestoreRefused, refuseFor } from './ports.ts';

export type Closed = Extract<Serving, { readonly state: 'restoring' }>;
/** `stopped`: whoever restores has stopped every function, so that nobody has to be waited for. */
export type Functions = 'may be running' | 'stopped';

/** After this nobody who looked before the cell was closed is still at work, by whichever clock. */
export const drainedAfter = servingBelieved + seconds(workerTimeoutSeconds) + 2 * clockSkew;

/** What becomes of a restore that was begun and did not end: it is gone on with, or begun again from another copy. */
export type Unfinished = 'go on' | 'start over';

const whyNotClosed = (
  { tables, copy }: RestorePorts,
  of: Closed['of'],
  serving: Serving | undefined,
  unfinished: Unfinished,
): readonly string[] => {
  const inUse = [...Object.values(tables), ...Object.values(serving?.tables ?? {})].includes(copy.name);
  const names = Object.keys(tables) as (keyof typeof tables)[];
  const others = serving !== undefined && names.some((name) => serving.tables[name] !== tables[name]);
  // Half of a registry is no registry: nothing else may let the cell serve before that restore has ended.
  const half = serving?.state === 'restoring' && serving.of === 'registry' && of === 'content';
  const under = serving?.state === 'restoring' && (serving.of !== of || serving.copy !== copy.name);
  return [
    ...(inUse ? [`${copy.name} is a table that the cell uses, and no copy of one`] : []),
    ...(others
      ? [`the registry says that the cell's tables are ${Object.values(serving.tables).join(', ')}`]
      : []),
    ...(half && unfinished === 'start over'
      ? [`the registry is being restored from ${serving.copy}: end that first, from this copy or another`]
      : []),
    ...(under && unfinished === 'go on'
      ? [
          `the cell is being restored already: ${serving.of} from ${serving.copy}; go on with that, or --start-over`,
        ]
      : []),
  ];
};

/**
 * Closes the cell: from here on no function that looks gets an answer, and whoever looked before is waited for. A
 * restore that was begun is gone on with; whoever else carries it out is stopped at its next step. A cell that was
 * restored from this copy, perhaps while this run slept, stays open.
 * @throws RestoreRefused when the copy is in use, or another restore is under way
 */
export const closeCell = async (
  ports: RestorePorts,
  of: Closed['of'],
  functions: Functions,
  unfinished: Unfinished,
): Promise<Closed | 'restored before'> => {
  const { geography, clock, randomness, store, tables } = ports;
  const before = await readServing(store, geography);
  if (isRestored(ports, of, before)) return 'restored before';
  refuseFor(whyNotClosed(ports, of, before, unfinished));
  const now = clock.now();
  const begun = before?.state === 'restoring' ? before : undefined;
  const run = randomness.ulid(now);
  const closed: Closed =
    begun !== undefined && unfinished === 'go on'
      ? { ...begun, run }
      : {
          state: 'restoring',
          tables,
          ...(before?.restored && { restored: before.restored }),
          restore: randomness.ulid(now),
          run,
          since: begun?.since ?? isoOf(now),
          of,
          copy: ports.copy.name,
        };
  await write(ports, closed, unchangedSince(before));
  const drained = instantOf(closed.since) + drainedAfter;
  while (functions === 'may be running' && clock.now() < drained) {
    ports.tell(`the cell is closed; waiting until ${isoOf(drained)} for whoever began before`);
    await ports.wait(Math.min(seconds(30), drained - clock.now()));
  }
  return closed;
};

/** Nobody has closed or opened the cell since: a run that sleeps between its look and its word closes nothing. */
const unchangedSince = (before: Serving | undefined): Condition => {
  if (before?.state === 'restoring') return equals('run', before.run);
  const { openedBy } = before ?? {};
  return all(absent('run'), openedBy === undefined ? absent('openedBy') : equals('openedBy', openedBy));
};

/** Remembers how far a restore is. @throws RestoreRefused when somebody else carries it out by now */
export const keepProgress = (ports: RestorePorts, closed: Closed): Promise<void> =>
  write(ports, closed, equals('run', closed.run));

/** Lets the cell serve again: the last step, when everything was proven. */
export const openCell = (ports: RestorePorts, { of, copy, run, restored: before }: Closed): Promise<void> => {
  const restored = { ...before, [of]: copy };
  const serving = { state: 'serving', tables: ports.tables, restored, openedBy: run } as const;
  return write(ports, serving, equals('run', run));
};

/** Whether this copy was restored before, and the cell serves: then there is nothing to do. */
export const wasRestored = async (ports: RestorePorts, of: Closed['of']): Promise<boolean> =>
  isRestored(ports, of, await readServing(ports.store, ports.geography));

const isRestored = ({ copy }: RestorePorts, of: Closed['of'], serving: Serving | undefined): boolean =>
  serving?.state === 'serving' && serving.restored?.[of] === copy.name;

const write = async (ports: RestorePorts, serving: Serving, condition: Condition): Promise<void> => {
  const item = storedItem(registryKeys.serving(ports.geography), serving);
  const put = { kind: 'put', table: 'registry', item, condition } as const;
  const outcome = await persist(ports, () => ports.store.write(put));
  if (outcome.ok) return;
  if (outcome.refusal === 'condition-failed') throw new RestoreRefused(overtaken);
  throw new StoreUnavailable(`the registry did not take it: ${outcome.refusal}`);
};
