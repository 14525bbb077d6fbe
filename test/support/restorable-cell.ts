import type { RestorePorts, Scan } from '../../cli/restore/ports.ts';
import { openingStore } from '../../lambdas/shared/opening.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { type InMemoryTables, inMemoryTables } from '../../lambdas/shared/store/in-memory/tables.ts';
import type { Item, Key, Store, TableName } from '../../lambdas/shared/store/store.ts';
import { aCell, purgeBudget, type TestCell } from './cell.ts';

/** Tables in memory that can be read whole, and so copied. */
export type CopiableTables = InMemoryTables & { readonly all: (table: TableName) => readonly Item[] };

const nameOf = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);
const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

export const copiableTables = (): CopiableTables => {
  const tables = inMemoryTables();
  const held = { registry: new Map(), content: new Map(), evidence: new Map() } satisfies Record<
    TableName,
    Map<string, Item>
  >;
  return {
    ...tables,
    commit: (changes) => {
      for (const { table, before, after } of changes) {
        if (before !== undefined) held[table].delete(nameOf(before));
        if (after !== undefined) held[table].set(nameOf(after), after);
      }
      tables.commit(changes);
    },
    all: (table) => [...held[table].values()],
  };
};

/** Reads a list of items like a table, in an order of its own and a few at a time. */
export const scanOf =
  (read: () => readonly Item[], perPage = 7): Scan =>
  async (after) => {
    const from = after === undefined ? '' : nameOf(after);
    const named = read().map((item) => [nameOf(item), item] as const);
    const rest = named.filter(([name]) => name > from).sort(([one], [other]) => (one < other ? -1 : 1));
    const page = rest.slice(0, perPage).map(([, item]) => item);
    const last = page.at(-1);
    return { items: page, ...(rest.length > perPage && last && { next: keyOf(last) }) };
  };

export const tableNames = {
  registry: 'us-registry',
  content: 'us-content',
  evidence: 'us-evidence',
} as const;

/** A cell whose tables can be copied, lost and restored, and whose functions ask whether they serve. */
export type RestorableCell = {
  readonly cell: TestCell;
  readonly tables: CopiableTables;
  /** What a table holds now, as somebody would copy it. */
  readonly copyOf: (table: TableName) => readonly Item[];
  /** Loses what a table holds. */
  readonly lose: (table: TableName) => void;
  /** What restores, beside the cell, from a copy. */
  readonly restorer: (copy: readonly Item[], more?: RestorerOptions) => RestorePorts;
};

export type RestorerOptions = {
  /** What stands between the restore and the tables. */
  readonly through?: (store: Store) => Store;
  readonly copyName?: string;
};

export const aRestorableCell = (crowding: (store: Store) => Store = (store) => store): RestorableCell => {
  const tables = copiableTables();
  const store = inMemoryStore({ tables });
  const clock = { now: Date.parse('2026-03-01T12:00:00.000Z') };
  const stand = { geography: 'us', tables: tableNames, clock: { now: () => clock.now } } as const;
  const made = aCell('us', { store: openingStore(crowding(store), stand), now: () => clock.now });
  const cell = { ...made, clock };
  return {
    cell,
    tables,
    copyOf: (table) => structuredClone(tables.all(table)),
    lose: (table) => tables.commit(tables.all(table).map((before) => ({ table, before, after: undefined }))),
    restorer: (copy, { through = (same: Store) => same, copyName = 'us-registry-copy' } = {}) => ({
      ...cell.ports,
      store: through(store),
      purgeBudget,
      tables: tableNames,
      scan: (table) => scanOf(() => tables.all(table)),
      copy: { name: copyName, scan: scanOf(() => copy) },
      wait: async (duration) => {
        clock.now += duration;
      },
      tell: () => undefined,
    }),
  };
};
