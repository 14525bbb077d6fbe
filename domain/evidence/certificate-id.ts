import { derivedUlid } from '../derived-ulid.ts';
import { type CertificateId, type EpochId, geographyOf, identifier } from '../identifiers.ts';
import { lotName } from '../retention/lot.ts';
import { instantOf } from '../time.ts';
import type { PurgeCertificate } from './certificate.ts';

/**
 * The certificate of a purge. It follows from the purge, so that a purge has exactly one, whoever issues it and how
 * often (I6): a ULID whose time is that of the purge, and whose other 80 bits are a digest of what was purged.
 */
export const certificateIdOf = (purge: {
  readonly epoch: EpochId;
  readonly lot: string;
  readonly deletedAt: string;
}): CertificateId => {
  const ulid = derivedUlid(instantOf(purge.deletedAt), `${purge.epoch}#${purge.lot}`);
  return identifier(geographyOf(purge.epoch), 'cert', ulid);
};

/** How many characters at the end of an identifier follow from what was purged alone. */
const ofPurge = 16;

/**
 * Whether the identifier of a certificate is that of the purge which it speaks of, and so of no other. The time in it
 * is that of the deletion as the first revision gave it: a later one may have corrected the time, never the purge.
 */
export const hasIdOfItsPurge = ({
  id,
  revision,
  scope,
  deletedAt,
}: Pick<PurgeCertificate, 'id' | 'revision' | 'scope' | 'deletedAt'>): boolean => {
  const expected = certificateIdOf({ epoch: scope.epoch, lot: lotName(scope), deletedAt });
  return revision === 1 ? id === expected : id.slice(-ofPurge) === expected.slice(-ofPurge);
};
