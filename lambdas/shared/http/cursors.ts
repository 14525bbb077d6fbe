import { invalidCursor } from '../../../contract/api/problems.ts';
import { sha256Hex } from '../../../domain/canonical-form.ts';
import type { Cursor } from '../store/store.ts';

/** The list that a cursor belongs to: its partition, the prefix of its keys, and who asked for what. */
export type ListedPartition = {
  readonly pk: string;
  readonly prefix: string;
  /** Route, caller and query. */
  readonly asked: readonly string[];
};

/**
 * An opaque place in a list. It holds a sort key only: the partition is always that of the query, which was
 * permitted on its own, so that no cursor whatever leads into another one. The digest tells a cursor of another
 * list, or a damaged one.
 */
export const sealCursor = (list: ListedPartition, next: Cursor): string =>
  Buffer.from(`${digestFor(list, next.sk ?? '')}${next.sk}`).toString('base64url');

/**
 * Where the list goes on.
 * @throws ProblemError invalid-cursor for a damaged cursor and for one of another list
 */
export const openCursor = (list: ListedPartition, cursor: string): Cursor => {
  const text = Buffer.from(cursor, 'base64url').toString();
  const sk = text.slice(digestLength);
  const whole = Buffer.from(text).toString('base64url') === cursor;
  if (!whole || !sk.startsWith(list.prefix) || text.slice(0, digestLength) !== digestFor(list, sk)) {
    throw invalidCursor();
  }
  return { pk: list.pk, sk };
};

const digestLength = 16;

const digestFor = ({ pk, prefix, asked }: ListedPartition, sk: string): string =>
  sha256Hex(JSON.stringify([pk, prefix, asked, sk])).slice(0, digestLength);
