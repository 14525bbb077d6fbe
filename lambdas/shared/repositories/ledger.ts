import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { ChainHead, LedgerEntry, OpenedName } from '../../../domain/consent/ledger.ts';
import type { SubjectId } from '../../../domain/identifiers.ts';
import { type Cursor, type Item, isNew, type Put, type Store } from '../store/store.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/** The last entry of a subject's chain, or undefined where it has none yet. */
export const readHead = async (store: Store, subject: SubjectId): Promise<ChainHead | undefined> => {
  const { items } = await store.query({
    table: 'evidence',
    pk: subject,
    sk: { kind: 'beginsWith', prefix: evidenceKeys.entryPrefix },
    order: 'descending',
    limit: 1,
    consistency: 'strong',
  });
  return items[0] && entryOf(items[0]);
};

/** Writes an entry and its opened part, on condition that nobody wrote that place of the chain before. */
export const appendActions = (entry: LedgerEntry, name: OpenedName): readonly [Put, Put] => [
  {
    kind: 'put',
    table: 'evidence',
    item: storedItem(evidenceKeys.entry(entry.subject, entry.sequence), entry),
    condition: isNew,
  },
  {
    kind: 'put',
    table: 'registry',
    item: storedItem(registryKeys.name(entry.subject, entry.sequence), name),
    condition: isNew,
  },
];

export type EntryPage = {
  readonly entries: readonly { readonly entry: LedgerEntry; readonly name?: OpenedName }[];
  readonly next?: Cursor;
};

/** A page of a subject's chain from entry 0 on, each entry with its opened part where that was not erased. */
export const readEntries = async (
  store: Store,
  subject: SubjectId,
  page: { readonly limit: number; readonly after?: Cursor },
): Promise<EntryPage> => {
  const { items, next } = await store.query({
    table: 'evidence',
    pk: subject,
    sk: { kind: 'beginsWith', prefix: evidenceKeys.entryPrefix },
    consistency: 'strong',
    ...page,
  });
  const entries = await Promise.all(items.map((item) => withName(store, entryOf(item))));
  return { entries, ...(next && { next }) };
};

const withName = async (store: Store, entry: LedgerEntry) => {
  const item = await store.get('registry', registryKeys.name(entry.subject, entry.sequence), 'strong');
  return { entry, ...(item && { name: fieldsOf<OpenedName>(item) }) };
};

/** Entries carry their version inside, as a part of what is hashed. */
const entryOf = (item: Item): LedgerEntry => {
  const { pk: _pk, sk: _sk, ...entry } = item;
  return entry as unknown as LedgerEntry;
};
