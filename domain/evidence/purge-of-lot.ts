import type { EpochId } from '../identifiers.ts';
import { lotName } from '../retention/lot.ts';
import { certificateOf } from './certificate.ts';
import { certificateIdOf } from './certificate-id.ts';
import { purgeCertificateShape } from './certificate-shape.ts';
import { figuresIn } from './purge-draft.ts';
import type { PurgeRecord } from './purge-record.ts';

/**
 * What the purge of a lot left in evidence, whoever wrote it: a record of which a certificate can be made that
 * verifiers can read. `of-another-lot`: it names another lot than the one that it stands for. `unreadable`: it says
 * what no purge can.
 * @param fields what stands there, without key and version
 */
export const purgeOfLot = (
  { epoch, lot }: { readonly epoch: EpochId; readonly lot: string },
  fields: object,
): PurgeRecord | 'of-another-lot' | 'unreadable' => {
  if (figuresIn({ ...fields, v: 1 }) === undefined) return 'unreadable';
  const record = fields as PurgeRecord;
  if (record.epoch !== epoch || lotName(record) !== lot) return 'of-another-lot';
  const id = certificateIdOf({ epoch, lot, deletedAt: record.deletedAt });
  const certificate = certificateOf(record, { id, otherCopies: [], storesNotCovered: [] });
  return purgeCertificateShape.fault(certificate, 'certificate') === undefined ? record : 'unreadable';
};
