import type { EpochId, SubjectId } from '../../domain/identifiers.ts';
import type { Partitions } from './partitions.ts';
import { registryPartitions, twelveDigits } from './registry.ts';

/** Keys of the evidence table: written once under `attribute_not_exists`, never updated, never deleted. */
export const evidenceKeys = {
  entry: (subject: SubjectId, sequence: number) => ({ pk: subject, sk: `entry#${twelveDigits(sequence)}` }),
  entryPrefix: 'entry#',
  purge: (epoch: EpochId, lot: string) => ({ pk: epoch, sk: `purge#${lot}` }),
  purgePrefix: 'purge#',
} as const;

/** What the evidence table's partitions are of: ledgers of subjects and users, and what purges left of an epoch. */
export const evidencePartitions = {
  subjects: registryPartitions.subjects,
  users: registryPartitions.users,
  epochs: registryPartitions.epochs,
} as const satisfies Partitions;
