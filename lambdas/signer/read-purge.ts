import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { purgeOfLot } from '../../domain/evidence/purge-of-lot.ts';
import type { PurgeRecord } from '../../domain/evidence/purge-record.ts';
import type { EpochId } from '../../domain/identifiers.ts';
import { clockSkew, instantOf } from '../../domain/time.ts';
import { fieldsOf, isOfKnownShape } from '../shared/repositories/stored-item.ts';
import type { SignerPorts } from './ports.ts';

const why = {
  'of-another-lot': 'the purge names another lot',
  unreadable: 'the purge says what no purge can',
} as const;

/**
 * What the purge of a lot left in evidence, as far as the log can vouch for it; or why it cannot, in words that tell
 * nothing of what stands there. Verifiers refuse a purge that is younger than the checkpoint that signs it: one that
 * lies ahead of this clock is not looked at before its time has come.
 */
export const readPurge = async (
  { store, clock }: Pick<SignerPorts, 'store' | 'clock'>,
  { epoch, lot }: { readonly epoch: EpochId; readonly lot: string },
): Promise<PurgeRecord | string> => {
  const item = await store.get('evidence', evidenceKeys.purge(epoch, lot), 'strong');
  if (item === undefined) return 'there is no such purge';
  if (!isOfKnownShape(item)) return 'the purge has an unknown shape';
  const record = purgeOfLot({ epoch, lot }, fieldsOf(item));
  if (typeof record === 'string') return why[record];
  const isAhead = instantOf(record.deletedAt) > clock.now() + clockSkew;
  return isAhead ? 'the purge says that it lies ahead' : record;
};
