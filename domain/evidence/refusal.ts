/** Why a file is refused, for machines. A word never changes its meaning. */
export const refusalReasons = [
  'too-large',
  'not-utf-8',
  'too-deep',
  'not-json',
  'not-canonical',
  'wrong-kind',
  'unknown-version',
  'wrong-shape',
  'contradiction',
  'foreign-id',
  'second-certificate',
  'bad-keys',
  'bad-checkpoint',
  'wrong-algorithm',
  'unknown-key',
  'bad-signature',
  'other-cell',
  'not-in-log',
  'bad-name',
  'broken-ledger',
  'other-entry',
  'bad-customer-keys',
  'unknown-customer-key',
  'no-customer-signature',
  'signature-not-of-instruction',
  'earlier-refused',
  'older-than-earlier',
  'earlier-needed',
  'no-consistency-proof',
  'inconsistent',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** A file that is not verified: nothing in it is to be believed. */
export type Refusal = {
  readonly verified: false;
  readonly reason: RefusalReason;
  /** In a sentence; holds no text of the file. */
  readonly sentence: string;
};

export const refused = (reason: RefusalReason, sentence: string): Refusal => ({
  verified: false,
  reason,
  sentence,
});

/** A value that was read, or a refusal. */
export type Read<T> = { readonly verified: true; readonly value: T } | Refusal;

export const accepted = <T>(value: T): Read<T> => ({ verified: true, value });
