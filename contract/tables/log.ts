import type { Geography } from '../../domain/geographies.ts';
import type { CertificateId, SubjectId } from '../../domain/identifiers.ts';
import { twelveDigits } from './registry.ts';

/** The one partition of the log of a cell, in the table of evidence. */
export const logPartition = (geography: Geography) => `${geography}_log` as const;

/**
 * Keys of the log and of the documents that are its leaves: in the table of evidence too, and apart from its other
 * keys, because few functions need them.
 */
export const logKeys = {
  /** What the log took in of an entry of a subject's ledger. */
  record: (subject: SubjectId, sequence: number) => ({ pk: subject, sk: `record#${twelveDigits(sequence)}` }),
  recordPrefix: 'record#',
  /** A certificate as it was issued, and each later revision of it. */
  revision: (certificate: CertificateId, revision: number) => ({
    pk: certificate,
    sk: `revision#${String(revision).padStart(3, '0')}`,
  }),
  revisionPrefix: 'revision#',

  /**
   * An entry of the log. Level 0 holds the hashes of its leaves; an entry of a higher level is the root of the 256
   * of the level below that it covers, and is there when all of them are.
   */
  logEntry: (geography: Geography, level: number, index: number) => ({
    pk: logPartition(geography),
    sk: `entry#${level}#${twelveDigits(index)}`,
  }),
  logPrefix: (level: number) => `entry#${level}#`,
  /** A signed checkpoint, by how many leaves it covers. */
  checkpoint: (geography: Geography, size: number) => ({
    pk: logPartition(geography),
    sk: `checkpoint#${twelveDigits(size)}`,
  }),
  checkpointPrefix: 'checkpoint#',
  /** A public key that signed, or may have signed, a checkpoint. */
  signingKey: (geography: Geography, kid: string) => ({ pk: logPartition(geography), sk: `key#${kid}` }),
  signingKeyPrefix: 'key#',
} as const;
