import { canonicalize } from '../canonical-form.ts';
import { type Hash, leafHash } from './merkle-tree.ts';

/** The leaf that a document is in the log: the hash of its canonical form. @throws TypeError for what JSON cannot hold */
export const leafOf = (document: object): Hash => leafHash(canonicalize(document));
