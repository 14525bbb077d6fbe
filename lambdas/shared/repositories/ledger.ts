import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { ChainHead, KeptName, LedgerEntry } from '../../../domain/consent/ledger.ts';
import type { SubjectId } from '../../../domain/identifiers.ts';
import { type Item, isNew, type Put, type Store, unreadableVersion } from '../store/store.ts';
import { type PageWanted, readPage } from './item-page.ts';
import { type NameReader, nameReader } from './names.ts';
import { toBeLogged } from './signing-work.ts';
import { storedItem, UnknownItemShape } from './stored-item.ts';

/** The last entry of a subject's chain, or undefined where it has none yet. */
export const readHead = async (store: Store, subject: SubjectId): Promise<ChainHead | undefined> => {
  const list = { table: 'evidence', pk: subject, prefix: evidenceKeys.entryPrefix } as const;
  const { elements } = await readPage(store, list, { order: 'descending', limit: 1 }, entryIn);
  return elements[0];
};

/**
 * Writes an entry and what is kept of who acted, on condition that nobody wrote that place of the chain before, and
 * leaves the entry for the log.
 */
export const appendActions = (entry: LedgerEntry, name: KeptName): readonly Put[] => [
  {
    kind: 'put',
    table: 'evidence',
    item: entryItem(entry),
    condition: isNew,
  },
  {
    kind: 'put',
    table: 'registry',
    item: storedItem(registryKeys.name(entry.subject, entry.sequence), name),
    condition: isNew,
  },
  toBeLogged(entry.subject, entry.at, evidenceKeys.entry(entry.subject, entry.sequence).sk),
];

/** A page of a subject's chain from entry 0 on, each entry with its opened part where that was not erased. */
export const readEntries = async (store: Store, subject: SubjectId, page: PageWanted) => {
  const list = { table: 'evidence', pk: subject, prefix: evidenceKeys.entryPrefix } as const;
  const { elements, ...rest } = await readPage(store, list, page, entryIn);
  const readName = nameReader(store);
  const entries = await Promise.all(elements.map((entry) => withName(readName, entry)));
  return { entries, ...rest };
};

/** One entry of a subject's chain with its opened part where that was not erased; undefined where it has none. */
export const readEntry = async (store: Store, subject: SubjectId, sequence: number) => {
  const item = await store.get('evidence', evidenceKeys.entry(subject, sequence), 'strong');
  return item && withName(nameReader(store), entryIn(item));
};

const withName = async (readName: NameReader, entry: LedgerEntry) => {
  const name = await readName(registryKeys.name(entry.subject, entry.sequence));
  return { entry, ...(name && { name }) };
};

/** Entries carry their version inside, as a part of what is hashed: they are stored as they are. */
const entryItem = (entry: LedgerEntry): Item =>
  ({ ...entry, ...evidenceKeys.entry(entry.subject, entry.sequence) }) as unknown as Item;

/**
 * The entry in an item. Its version is inside, and for the reader to look at.
 * @throws UnknownItemShape where nothing of it could be read: nobody goes on from such an entry
 */
export const entryIn = (item: Item): LedgerEntry => {
  const { pk: _pk, sk: _sk, ...entry } = item;
  if (entry.v === unreadableVersion) throw new UnknownItemShape('an entry that cannot be read');
  return entry as unknown as LedgerEntry;
};
