import type { LedgerEntry, OpenedName } from '../consent/ledger.ts';
import { accepted, type Read, refused } from './refusal.ts';

/** A signature that a key of the customer made of the very instruction that an entry records. */
export type VerifiedSignature = {
  readonly state: 'verified';
  /** The thumbprint of the key (RFC 7638). */
  readonly kid: string;
  /** When it was signed, by the customer's clock. */
  readonly at: string;
  readonly nonce: string;
};

/**
 * What became of the customer's own signature: `none` came with the entry; `not-opened`: one came, and stands in the
 * name, which was erased or left out; `not-checked`: it is there, and no keys were given; or a key signed.
 */
export type CustomerSignature = { readonly state: 'none' | 'not-opened' | 'not-checked' } | VerifiedSignature;

/** Tells whether a signature is one of the instruction of an entry. `checkingSignatures` makes it of keys. */
export type CheckSignature = (signature: string, entry: LedgerEntry) => Read<VerifiedSignature>;

/** What became of the signature of an entry. @param check where keys of the customer were given */
export const customerSignatureIn = (
  { event, ...entry }: LedgerEntry,
  name: OpenedName | undefined,
  check: CheckSignature | undefined,
): Read<CustomerSignature> => {
  // An opt-out that had to wait has two entries: the choice is the second, and that is what was signed.
  if (event.type !== 'setting-chosen') return accepted({ state: 'none' });
  const isMarked = event.customerSignature !== undefined;
  if (name === undefined) return accepted({ state: isMarked ? 'not-opened' : 'none' });
  const signature = name.actor.kind === 'person' ? name.actor.signature : undefined;
  if (isMarked !== (signature !== undefined)) {
    return refused('contradiction', 'Entry and name do not agree whether the customer signed.');
  }
  if (signature === undefined) return accepted({ state: 'none' });
  return check === undefined ? accepted({ state: 'not-checked' }) : check(signature, { ...entry, event });
};
