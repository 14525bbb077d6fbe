import type { Geography } from '../../domain/geographies.ts';
import { geographyOf, type IncidentId, identifier, type SubjectId } from '../../domain/identifiers.ts';
import type { Partitions } from './partitions.ts';
import { twelveDigits } from './registry.ts';

/** Whose incidents a list holds: those of a subject, those of the cell as a whole, or all that there are. */
export type ListedAbout = SubjectId | 'cell' | 'all';

const starts = {
  list: (geography: Geography) => `${geography}_incidents#`,
  found: (geography: Geography) => `${geography}_found#`,
} as const;

/** Keys of the records of incidents in the table of evidence: every entry is written once. */
export const incidentRecordKeys = {
  entry: (incident: IncidentId, sequence: number) => ({
    pk: incident,
    sk: `entry#${twelveDigits(sequence)}`,
  }),
  entryPrefix: 'entry#',
  /** What the log took in of an entry. */
  record: (incident: IncidentId, sequence: number) => ({
    pk: incident,
    sk: `record#${twelveDigits(sequence)}`,
  }),
  recordPrefix: 'record#',
} as const;

/** Keys of incidents in the registry: how they are found. */
export const incidentKeys = {
  /** An incident in a list, by whether it is open. */
  listed: (incident: IncidentId, about: ListedAbout, state: 'open' | 'closed') => ({
    pk: incidentKeys.list(geographyOf(incident), about),
    sk: `${state}#${incident}`,
  }),
  list: (geography: Geography, about: ListedAbout) => `${starts.list(geography)}${about}`,
  listPrefix: (state: 'open' | 'closed') => `${state}#` as const,

  /** Something that was found and that opens an incident, or belongs to one. */
  found: (incident: IncidentId, what: string) => ({
    pk: incidentKeys.foundList(geographyOf(incident)),
    sk: `${incident}#${what}`,
  }),
  foundList: (geography: Geography) => `${starts.found(geography)}0`,
} as const;

/** The partitions of the registry that these keys are in. */
export const incidentPartitions = {
  /** Incidents by whom they concern. */
  incidents: (geography) => [`${starts.list(geography)}*`],
  /** What was found and waits to be told of. */
  found: (geography) => [`${starts.found(geography)}*`],
} as const satisfies Partitions;

/** And those of the table of evidence: the records. */
export const incidentRecordPartitions = {
  incidents: (geography) => [identifier(geography, 'inc', '*')],
} as const satisfies Partitions;
