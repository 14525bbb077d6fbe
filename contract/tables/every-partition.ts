import { admissionPartitions } from './admissions.ts';
import { contentPartitions } from './content.ts';
import { evidencePartitions } from './evidence.ts';
import { incidentPartitions, incidentRecordPartitions } from './incidents.ts';
import type { Partitions } from './partitions.ts';
import { registryPartitions } from './registry.ts';
import { movingPartitions, transferPartitions } from './transfers.ts';

/** The partitions of every table of a cell, by table and kind. */
export const everyPartition = {
  registry: { ...registryPartitions, ...incidentPartitions, ...admissionPartitions, ...movingPartitions },
  content: contentPartitions,
  evidence: { ...evidencePartitions, ...incidentRecordPartitions, ...transferPartitions },
} as const satisfies Record<string, Partitions>;

export type PartitionedTable = keyof typeof everyPartition;

/** A kind of partition that a table has. */
export type PartitionOf<Table extends PartitionedTable> = keyof (typeof everyPartition)[Table];
