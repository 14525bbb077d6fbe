import type { Geography } from '../../domain/geographies.ts';
import { geographyOf, type MovementId, type SubjectId } from '../../domain/identifiers.ts';
import type { Partitions } from './partitions.ts';

const starts = {
  transfers: (geography: Geography) => `${geography}_transfers#`,
  moving: (geography: Geography) => `${geography}_moving#`,
} as const;

const ulidOf = (id: MovementId) => id.slice(-26);

/**
 * Keys of the register of transfers in the table of evidence (BY-7): one partition a subject, in the order in which
 * things were permitted. Apart from the ledger of the subject, so that whoever permits movements writes nothing there.
 */
export const transferKeys = {
  partition: (subject: SubjectId) => `${starts.transfers(geographyOf(subject))}${subject}`,
  /** What was permitted. */
  entry: (subject: SubjectId, id: MovementId) => ({
    pk: transferKeys.partition(subject),
    sk: `${ulidOf(id)}#entry`,
  }),
  /** What came of it, as whoever asked reported. */
  report: (subject: SubjectId, id: MovementId) => ({
    pk: transferKeys.partition(subject),
    sk: `${ulidOf(id)}#report`,
  }),
  /** That nobody reported in time. A report that comes later stands beside it. */
  unknown: (subject: SubjectId, id: MovementId) => ({
    pk: transferKeys.partition(subject),
    sk: `${ulidOf(id)}#unknown`,
  }),
} as const;

/** Of which movement an item of the register is, by its sort key: report and mark stand behind their entry. */
export const movementOf = (sk: string): string => sk.slice(0, sk.indexOf('#'));

/** How many partitions the list of what waits for a report is spread over. */
export const movingBuckets = 4;

/** Keys of the registry: what was permitted and waits for a report. All of it follows from the register. */
export const movingKeys = {
  /** @param until when the permission ends, ISO 8601: what has waited longest stands first */
  moving: (subject: SubjectId, id: MovementId, until: string, bucket: number) => ({
    pk: `${starts.moving(geographyOf(subject))}${bucket}`,
    sk: `${until}#${subject}#${id}`,
  }),
  movingBuckets: (geography: Geography) =>
    Array.from({ length: movingBuckets }, (_, bucket) => `${starts.moving(geography)}${bucket}`),
} as const;

/** The partitions of the registry that these keys are in. */
export const movingPartitions = {
  /** Movements that wait for a report. */
  moving: (geography) => [`${starts.moving(geography)}*`],
} as const satisfies Partitions;

/** And those of the table of evidence: the register. */
export const transferPartitions = {
  transfers: (geography) => [`${starts.transfers(geography)}*`],
} as const satisfies Partitions;
