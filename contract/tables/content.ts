import { type EpochId, identifier } from '../../domain/identifiers.ts';
import type { Partitions } from './partitions.ts';

/**
 * Keys of the content table: captured records, one partition a lot. A record's key is its call and its place
 * in the call, so that a repeated call lands on itself.
 */
export const contentKeys = {
  partition: (epoch: EpochId, lot: string) => `${epoch}#${lot}`,
  record: (epoch: EpochId, lot: string, callId: string, index: number) => ({
    pk: contentKeys.partition(epoch, lot),
    sk: `${callId}#${String(index).padStart(2, '0')}`,
  }),
  callPrefix: (callId: string) => `${callId}#`,
} as const;

/** What the content table's partitions are of: lots, and nothing else. */
export const contentPartitions = {
  lots: (geography) => [`${identifier(geography, 'ep', '*')}#*`],
} as const satisfies Partitions;
