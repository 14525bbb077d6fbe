import { movementOf, transferKeys } from '../../../contract/tables/transfers.ts';
import { ulidTime } from '../../../domain/derived-ulid.ts';
import type { SubjectId } from '../../../domain/identifiers.ts';
import type { Instant } from '../../../domain/time.ts';
import type { RegisteredMovement } from '../../../domain/transfers/entry-state.ts';
import type { Cursor, Item, Query, Store } from '../store/store.ts';
import { isOfKnownShape } from './stored-item.ts';
import { registerItemOf } from './transfers.ts';

/** A part of the register of a subject. */
export type RegisterWanted = {
  readonly limit: number;
  readonly after?: Cursor;
  readonly order?: Query['order'];
  /** What was permitted at or after the first and before the second. */
  readonly from?: Instant;
  readonly until?: Instant;
};

export type RegisterPage = {
  readonly movements: readonly RegisteredMovement[];
  readonly next?: Cursor;
};

/** An entry, its report, and the mark that nobody reported in time. */
const itemsOfMovement = 3;

/**
 * A page of the register: entries with what stands beside each. Read consistently; an entry is never parted from its
 * report by the end of a page. What this version cannot read is left out.
 */
export const readRegister = async (
  store: Store,
  subject: SubjectId,
  { limit, after, order = 'ascending', from, until }: RegisterWanted,
): Promise<RegisterPage> => {
  const { items, next } = await store.query({
    table: 'evidence',
    pk: transferKeys.partition(subject),
    sk: {
      kind: 'between',
      from: from === undefined ? '0' : ulidTime(from),
      // No ULID begins with an 8.
      to: until === undefined ? '8' : ulidTime(until),
    },
    order,
    limit: limit * itemsOfMovement,
    consistency: 'strong',
    ...(after && { after }),
  });
  const groups = inGroups(items);
  const whole =
    next !== undefined && groups.length > 1 && !isWhole(groups.at(-1)) ? groups.slice(0, -1) : groups;
  const shown = whole.slice(0, limit);
  const goesOn = next !== undefined || shown.length < groups.length;
  const last = shown.at(-1)?.at(-1);
  return {
    movements: shown.flatMap(movementIn),
    ...(goesOn && last !== undefined && { next: { pk: last.pk, sk: last.sk } }),
  };
};

/** Items of one movement stand beside each other, in either order. */
const inGroups = (items: readonly Item[]): readonly (readonly Item[])[] => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = movementOf(item.sk);
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups.values()];
};

/** Of a group with all three items nothing can follow; of another one the next page may hold the rest. */
const isWhole = (group: readonly Item[] | undefined): boolean => group?.length === itemsOfMovement;

const movementIn = (group: readonly Item[]): readonly RegisteredMovement[] => {
  const read = group.filter(isOfKnownShape).map(registerItemOf);
  const entry = read.find((one) => one?.is === 'entry');
  const report = read.find((one) => one?.is === 'report');
  const unknown = read.find((one) => one?.is === 'unknown');
  if (entry === undefined) return [];
  return [
    {
      entry: entry.entry,
      ...(report && { report: report.report }),
      ...(unknown && { unknown: unknown.unknown }),
    },
  ];
};
