import { transactionFactor } from '../capacity.ts';
import { identityOf, keyOf, subjectOf } from '../identity.ts';
import { limits } from '../limits.ts';
import { StoreMisuse } from '../misuse.ts';
import type { Action, Key, Outcome, TableName, Write } from '../store.ts';
import { holds } from './conditions.ts';
import { changeUnits, itemUnits } from './consumption.ts';
import type { InMemoryOptions } from './options.ts';
import { resultOf } from './results.ts';
import { storedBytes } from './stored-bytes.ts';
import type { Change, InMemoryTables } from './tables.ts';

const done: Outcome = { ok: true };
const conflict: Outcome = { ok: false, refusal: 'conflict' };

type Step = { readonly action: Action; readonly change: Change; readonly allowed: boolean };

const stepOf = (tables: InMemoryTables, action: Action): Step => {
  const before = tables.item(action.table, keyOf(action), 0);
  const allowed = action.condition === undefined || holds(action.condition, before);
  // A put that is too large is refused whatever its condition says.
  const after = allowed || action.kind === 'put' ? resultOf(action, before) : before;
  return { action, change: { table: action.table, before, after }, allowed };
};

/** Only what is there before or after is a change; a check and a delete of nothing are none. */
const isChange = ({ action, change }: Step): boolean =>
  action.kind !== 'check' && (change.before !== undefined || change.after !== undefined);

const commit = (tables: InMemoryTables, steps: readonly Step[]): void =>
  tables.commit(steps.filter(isChange).map(({ change }) => change));

const meterSteps = ({ meter }: InMemoryOptions, steps: readonly Step[], factor: number): void => {
  if (meter === undefined) return;
  const committed = steps.every(({ allowed }) => allowed);
  for (const { change } of steps) {
    const write = committed ? changeUnits(change, factor) : factor * itemUnits(change.before, change.before);
    meter(change.table, { read: 0, write });
  }
};

/** One write, at once. */
export const takeWrite = (tables: InMemoryTables, write: Write, options: InMemoryOptions): Outcome => {
  if (tables.held.has(subjectOf(write))) return conflict;
  const step = stepOf(tables, write);
  if (step.allowed) commit(tables, [step]);
  meterSteps(options, [step], 1);
  return step.allowed ? done : { ok: false, refusal: 'condition-failed', actions: [0] };
};

/** Begins a transaction: from now on it holds its items, checks included. Undefined when another one holds one. */
export const beginTransaction = (
  tables: InMemoryTables,
  actions: readonly Action[],
): { readonly end: () => void } | undefined => {
  const subjects = actions.map(subjectOf);
  if (subjects.some((subject) => tables.held.has(subject))) return undefined;
  for (const subject of subjects) tables.held.add(subject);
  return {
    end: () => {
      for (const subject of subjects) tables.held.delete(subject);
    },
  };
};

const assertSize = (steps: readonly Step[]): void => {
  const bytes = steps.reduce((sum, { change }) => {
    const item = change.after ?? change.before;
    return sum + (item === undefined ? 0 : storedBytes(item));
  }, 0);
  if (bytes > limits.transactionBytes) {
    throw new StoreMisuse(`a transaction of ${bytes} bytes; ${limits.transactionBytes} are allowed`);
  }
};

/** Commits a transaction that was begun, all or nothing. @throws StoreMisuse when an item or all of them are too large */
export const commitTransaction = (
  tables: InMemoryTables,
  actions: readonly Action[],
  options: InMemoryOptions,
): Outcome => {
  const steps = actions.map((action) => stepOf(tables, action));
  assertSize(steps);
  const failed = steps.flatMap(({ allowed }, position) => (allowed ? [] : [position]));
  if (failed.length === 0) commit(tables, steps);
  meterSteps(options, steps, transactionFactor);
  return failed.length === 0 ? done : { ok: false, refusal: 'condition-failed', actions: failed };
};

/** Deletes what is there and what no transaction holds; the keys of the rest are left over. */
export const takeBatch = (
  tables: InMemoryTables,
  table: TableName,
  keys: readonly Key[],
  options: InMemoryOptions,
): readonly Key[] => {
  const spared = options.unprocessed?.(table, keys) ?? [];
  const sparedIdentities = new Set(spared.map((key) => identityOf(table, key)));
  const isLeft = (key: Key) => {
    const identity = identityOf(table, key);
    return sparedIdentities.has(identity) || tables.held.has(identity);
  };
  for (const key of keys) {
    if (!isLeft(key)) takeWrite(tables, { kind: 'delete', table, key }, options);
  }
  return keys.filter(isLeft);
};
