import { logKeys } from '../../../contract/tables/log.ts';
import type { Hash } from '../../../domain/evidence/merkle-tree.ts';
import type { PublicJwk } from '../../../domain/evidence/signing-key.ts';
import type { EntrySpan, ReadEntry } from '../../../domain/evidence/stored-tree.ts';
import type { Geography } from '../../../domain/geographies.ts';
import type { CellPorts } from '../ports.ts';
import { readPage } from '../repositories/item-page.ts';
import { fieldsOf } from '../repositories/stored-item.ts';
import type { Key } from '../store/store.ts';

/** What is read of the log of a cell: by who appends to it, and by who proves what is in it. */
type Ports = Pick<CellPorts, 'store' | 'geography'>;

/** An entry of the log as stored; on level 0 with the key of the document that the leaf is of. */
export type StoredLogEntry = { readonly hash: Hash; readonly of?: Key };

/** A signed checkpoint as stored: what it says stands beside it, so that nobody has to open it. */
export type StoredCheckpoint = {
  readonly size: number;
  readonly root: Hash;
  readonly at: string;
  readonly kid: string;
  /** Compact JWS. */
  readonly checkpoint: string;
};

/** A public key as stored. */
export type StoredKey = { readonly jwk: PublicJwk; readonly since: string };

const partitionOf = (geography: Geography) => logKeys.logEntry(geography, 0, 0).pk;

/** How many leaves the log has, signed or not. */
export const readLogSize = async ({ store, geography }: Ports): Promise<number> => {
  const prefix = logKeys.logPrefix(0);
  const list = { table: 'evidence', pk: partitionOf(geography), prefix } as const;
  const last = await readPage(store, list, { order: 'descending', limit: 1 }, ({ sk }) => sk);
  const [key] = last.elements;
  return key === undefined ? 0 : Number(key.slice(prefix.length)) + 1;
};

/** Reads the entries of the tree that a proof needs, at most 256 a span. */
export const readTreeEntries = async (ports: Ports, spans: readonly EntrySpan[]): Promise<ReadEntry> => {
  const read = await Promise.all(spans.map((span) => readSpan(ports, span)));
  const hashes = new Map(read.flat());
  return (level, index) => hashes.get(logKeys.logEntry(ports.geography, level, index).sk);
};

const readSpan = async ({ store, geography }: Ports, { level, from, to }: EntrySpan) => {
  const key = (index: number) => logKeys.logEntry(geography, level, index);
  const { items } = await store.query({
    table: 'evidence',
    pk: partitionOf(geography),
    sk: { kind: 'between', from: key(from).sk, to: key(to - 1).sk },
    consistency: 'strong',
  });
  return items.map((item) => [item.sk, fieldsOf<StoredLogEntry>(item).hash] as const);
};

/** The newest signed checkpoint, or undefined where nothing was signed yet. */
export const readNewestCheckpoint = async ({
  store,
  geography,
}: Ports): Promise<StoredCheckpoint | undefined> => {
  const list = {
    table: 'evidence',
    pk: partitionOf(geography),
    prefix: logKeys.checkpointPrefix,
  } as const;
  const newest = await readPage(store, list, { order: 'descending', limit: 1 }, fieldsOf<StoredCheckpoint>);
  return newest.elements[0];
};

/** Every public key of the cell, the oldest first. */
export const readSigningKeys = async ({ store, geography }: Ports): Promise<readonly StoredKey[]> => {
  const list = {
    table: 'evidence',
    pk: partitionOf(geography),
    prefix: logKeys.signingKeyPrefix,
  } as const;
  const { elements } = await readPage(store, list, {}, fieldsOf<StoredKey>);
  return elements.toSorted((one, other) => (one.since < other.since ? -1 : 1));
};
