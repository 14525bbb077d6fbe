import type { Geography } from '../../domain/geographies.ts';
import { type EpochId, identifier, type SubjectId } from '../../domain/identifiers.ts';
import { logPartition } from './log.ts';
import type { Partitions } from './partitions.ts';
import { registryKeys, registryPartitions, twelveDigits } from './registry.ts';

/** Keys of the evidence table: written once under `attribute_not_exists`, never updated, never deleted. */
export const evidenceKeys = {
  entry: (subject: SubjectId, sequence: number) => ({ pk: subject, sk: `entry#${twelveDigits(sequence)}` }),
  entryPrefix: 'entry#',
  purge: (epoch: EpochId, lot: string) => ({ pk: epoch, sk: `purge#${lot}` }),
  purgePrefix: 'purge#',
  /** That a cell was opened once: a registry that knows nothing of it is not the one that was opened. */
  opened: (geography: Geography) => ({ pk: registryKeys.serving(geography).pk, sk: 'opened' }),
} as const;

/**
 * What the evidence table's partitions are of: ledgers of subjects and users with their records, what purges left
 * of an epoch, certificates, and the log that all of them stand in.
 */
export const evidencePartitions = {
  // Functions of their own: a property of the other table would keep both lists in every bundle.
  subjects: (geography) => registryPartitions.subjects(geography),
  users: (geography) => registryPartitions.users(geography),
  epochs: (geography) => registryPartitions.epochs(geography),
  certificates: (geography) => [identifier(geography, 'cert', '*')],
  log: (geography) => [logPartition(geography)],
  serving: (geography) => registryPartitions.serving(geography),
} as const satisfies Partitions;
