import { sha256Hex } from '../canonical-form.ts';
import { type CertificateId, type EpochId, geographyOf, identifier } from '../identifiers.ts';
import { instantOf } from '../time.ts';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number in the letters of a ULID, the highest first. */
const inLetters = (number: bigint, length: number): string =>
  Array.from(
    { length },
    (_, place) => letters[Number((number >> BigInt(5 * (length - 1 - place))) & 31n)],
  ).join('');

/**
 * The certificate of a purge. It follows from the purge, so that a purge has exactly one, whoever issues it and how
 * often (I6): a ULID whose time is that of the purge, and whose other 80 bits are a digest of what was purged.
 */
export const certificateIdOf = (purge: {
  readonly epoch: EpochId;
  readonly lot: string;
  readonly deletedAt: string;
}): CertificateId => {
  const digest = BigInt(`0x${sha256Hex(`${purge.epoch}#${purge.lot}`).slice(0, 20)}`);
  const ulid = inLetters(BigInt(instantOf(purge.deletedAt)), 10) + inLetters(digest, 16);
  return identifier(geographyOf(purge.epoch), 'cert', ulid);
};
