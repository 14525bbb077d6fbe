import { canonicalize } from '../../domain/canonical-form.ts';
import { type Hash, leafHash } from '../../domain/evidence/merkle-tree.ts';
import type { StoredDocument } from '../shared/log/logged-document.ts';
import { storedItem } from '../shared/repositories/stored-item.ts';
import { type Item, isNew, type Key, type Put } from '../shared/store/store.ts';
import type { Work } from './work.ts';

/** A document that the log has to take in: its leaf, and what is written with it once its place is known. */
export type NewDocument = {
  readonly key: Key;
  readonly leaf: Hash;
  readonly puts: (index: number) => readonly Put[];
};

/** What is to be done for a piece of work. */
export type Prepared =
  | { readonly work: Work; readonly state: 'new'; readonly document: NewDocument }
  /** An earlier run took it in and did not come to its end. */
  | { readonly work: Work; readonly state: 'logged'; readonly leaf: number }
  /** It cannot be taken in: the reason in words, without anything of the evidence. */
  | { readonly work: Work; readonly state: 'set-aside'; readonly reason: string };

/** What is to be done for work whose document the log has already. */
export const alreadyIn = (work: Work, { leaf }: Item): Prepared =>
  typeof leaf === 'number'
    ? { work, state: 'logged', leaf }
    : { work, state: 'set-aside', reason: 'its document in the log has an unknown shape' };

/**
 * How long a document may be, in characters of ASCII: thirty of them fit into one transaction. What this product
 * writes has a few thousand.
 */
const longestDocument = 100_000;

/** A document is longer than any that this product makes. */
export class DocumentTooLong extends RangeError {
  override readonly name = 'DocumentTooLong';
}

/**
 * A document that the log has to take in, and what is written with it.
 * @throws TypeError for what has no canonical form @throws DocumentTooLong
 */
export const written = (key: Key, document: object, besides: readonly Put[] = []): NewDocument => {
  const text = canonicalize(document);
  if (Buffer.byteLength(text) > longestDocument) throw new DocumentTooLong('a document is too long');
  return {
    key,
    leaf: leafHash(text),
    puts: (leaf) => [
      {
        kind: 'put',
        table: 'evidence',
        item: storedItem(key, { leaf, document: text } satisfies StoredDocument),
        condition: isNew,
      },
      ...besides,
    ],
  };
};
