import { type Duration, days, hours } from '../time.ts';
import { contentStore, type StoreFacts } from './deadline-budget.ts';
import { shortestErasure } from './statutory-clocks.ts';

/**
 * For how long each table can be restored. The registry's window is short on purpose, because the names that a
 * person had erased come back with it until it has passed. That of evidence is the most that DynamoDB offers.
 * Content has none.
 */
export const recoveryWindows = { registry: days(7), evidence: days(35) } as const;

/** What may have a copy in the second region of its geography (DL-2). Content is not among it and never will be. */
export const copiedStores = ['registry', 'evidence'] as const;
export type CopiedStore = (typeof copiedStores)[number];

/** DynamoDB keeps a record of a table's stream for a day. */
const streamLife: Duration = hours(24);

/**
 * How late a deletion may reach a copy. It takes a second or so; a copy that is cut off for longer than this is
 * separated by DynamoDB for good, and no budget covers what it still holds.
 */
export const longestLag: Duration = hours(20);

/** A store of a cell, what in it has to go in the end, and by when. */
export type Store = {
  readonly name: 'content' | CopiedStore;
  readonly facts: StoreFacts;
  /** What of people is deleted there; absent where nothing ever is. */
  readonly erased?: { readonly what: string; readonly within: Duration; readonly because: string };
};

const copiesOf = (name: CopiedStore, copied: readonly CopiedStore[]): NonNullable<StoreFacts['copies']> =>
  copied.includes(name) ? [{ lag: longestLag, recoveryWindow: recoveryWindows[name] }] : [];

/**
 * The stores of a cell. Content is deleted within what each program declares, which the catalog knows; records and
 * names of a person who asked are gone within the shortest time that any geography's law leaves (SC-16). Evidence
 * names nobody and is never deleted: it has no deadline.
 * @param copied the stores that have a copy in a second region
 */
export const storesOf = (copied: readonly CopiedStore[]): readonly Store[] => [
  {
    name: 'content',
    facts: contentStore,
    erased: { what: 'records', within: shortestErasure, because: 'SC-16' },
  },
  {
    name: 'registry',
    facts: {
      recoveryWindow: recoveryWindows.registry,
      queueLife: streamLife,
      logLife: 0,
      copies: copiesOf('registry', copied),
    },
    erased: { what: 'names', within: shortestErasure, because: 'SC-16' },
  },
  {
    name: 'evidence',
    facts: {
      recoveryWindow: recoveryWindows.evidence,
      queueLife: copied.includes('evidence') ? streamLife : 0,
      logLife: 0,
      copies: copiesOf('evidence', copied),
    },
  },
];
