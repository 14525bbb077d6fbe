import { hash } from 'node:crypto';
import { lotName } from '../../domain/retention/lot.ts';
import type { Change } from '../../lambdas/shared/store/in-memory/tables.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import type { CertificateSeen, CheckpointSeen, LeafSeen, SigningSeen } from './oracle/log.ts';

/** Watches the log of evidence: what waits for it, what it took in, and what was signed. */
export type LogWatcher = {
  readonly changed: (changes: readonly Change[]) => void;
  /** The bucket took an object. */
  readonly locked: (name: string, text: string) => void;
  readonly seen: () => SigningSeen;
};

const isEntryOfSubject = ({ pk, sk }: Item): boolean => sk.startsWith('entry#') && !pk.endsWith('_log');

export const logWatcher = (now: () => number): LogWatcher => {
  const waiting = new Set<string>();
  const entries = new Set<string>();
  const leaves: (LeafSeen & Hashed)[] = [];
  const certificates: CertificateSeen[] = [];
  const signed: (Omit<CheckpointSeen, 'rootOfLeaves' | 'locked'> & { readonly jws: string })[] = [];
  const objects = new Map<string, string>();

  const evidence = (item: Item): void => {
    const { pk, sk } = item;
    if (isEntryOfSubject(item)) entries.add(`${pk} ${sk.replace('entry', 'record')}`);
    else if (sk.startsWith('revision#')) certificates.push(certificateIn(item, now()));
    else if (sk.startsWith('entry#0#')) leaves.push(leafIn(item));
    else if (sk.startsWith('checkpoint#')) signed.push(checkpointIn(item));
  };

  return {
    changed: (changes) => {
      for (const { table, before, after } of changes) {
        const key = before ?? after;
        if (table === 'evidence' && after !== undefined) evidence(after);
        if (table !== 'registry' || !key?.pk.startsWith('us_signing#')) continue;
        if (after === undefined) waiting.delete(`${key.pk} ${key.sk}`);
        else waiting.add(`${key.pk} ${key.sk}`);
      }
    },
    // What lies there stays: nothing is put over it.
    locked: (name, text) => {
      if (!objects.has(name)) objects.set(name, text);
    },
    seen: () => {
      const inOrder = leaves.toSorted((one, other) => one.index - other.index);
      const roots = rootsOf(inOrder, new Set(signed.map(({ size }) => size)));
      return {
        waiting: waiting.size,
        entries: [...entries],
        leaves,
        certificates,
        checkpoints: signed.map(({ jws, ...one }) => ({
          ...one,
          rootOfLeaves: roots.get(one.size),
          locked: objects.get(objectOf(one.size)) === fileOf(jws),
        })),
      };
    },
  };
};

const certificateIn = ({ pk, sk, document }: Item, at: number): CertificateSeen => {
  const { revision, scope, counts, deletedAt, deadline } = JSON.parse(String(document));
  return {
    at,
    name: `${pk} ${sk}`,
    revision,
    lot: `${scope.epoch}#${lotName(scope)}`,
    counts,
    deletedAt,
    deadline,
  };
};

type Hashed = { readonly hash: string };

const leafIn = ({ sk, hash: leaf, of }: Item): LeafSeen & Hashed => {
  const { pk = '', sk: name = '' } = Object(of);
  return { index: Number(sk.slice('entry#0#'.length)), of: `${pk} ${name}`, hash: String(leaf) };
};

/** The name in the bucket, and the file there, of a checkpoint. */
const objectOf = (size: number): string => `checkpoints/${String(size).padStart(12, '0')}.json`;
const fileOf = (jws: string): string => `{"checkpoint":"${jws}","kind":"checkpoint-file","v":1}\n`;

/** A checkpoint with what its signed text says. */
const checkpointIn = ({ size, root, checkpoint }: Item) => {
  const [, payload = ''] = String(checkpoint).split('.');
  const { size: signedSize, root: signedRoot } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return {
    size: Number(size),
    says: `${size} ${root}`,
    signs: `${signedSize} ${signedRoot}`,
    jws: String(checkpoint),
  };
};

const above = (left: string, right: string): string =>
  hash('sha256', Buffer.concat([Buffer.of(1), Buffer.from(left, 'hex'), Buffer.from(right, 'hex')]));

/** The roots over the first so many leaves (RFC 9162, 2.1), by other code than the one that signs. */
const rootsOf = (leaves: readonly Hashed[], sizes: ReadonlySet<number>): ReadonlyMap<number, string> => {
  const roots = new Map<number, string>();
  /** Roots of perfect subtrees, largest first, as the bits of the size have them. */
  let perfect: readonly { readonly root: string; readonly size: number }[] = [];
  for (const [index, leaf] of leaves.entries()) {
    let top = { root: leaf.hash, size: 1 };
    for (let last = perfect.at(-1); last?.size === top.size; last = perfect.at(-1)) {
      top = { root: above(last.root, top.root), size: 2 * top.size };
      perfect = perfect.slice(0, -1);
    }
    perfect = [...perfect, top];
    if (!sizes.has(index + 1)) continue;
    roots.set(
      index + 1,
      perfect.map(({ root }) => root).reduceRight((right, left) => above(left, right)),
    );
  }
  return roots;
};
