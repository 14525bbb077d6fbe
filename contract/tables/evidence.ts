import type { Geography } from '../../domain/geographies.ts';
import type { EpochId, SubjectId } from '../../domain/identifiers.ts';
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

/** What the evidence table's partitions are of: ledgers of subjects and users, and what purges left of an epoch. */
export const evidencePartitions = {
  subjects: registryPartitions.subjects,
  users: registryPartitions.users,
  epochs: registryPartitions.epochs,
  serving: registryPartitions.serving,
} as const satisfies Partitions;
