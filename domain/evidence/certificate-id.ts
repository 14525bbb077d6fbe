import { derivedUlid } from '../derived-ulid.ts';
import { type CertificateId, type EpochId, geographyOf, identifier } from '../identifiers.ts';
import { instantOf } from '../time.ts';

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
