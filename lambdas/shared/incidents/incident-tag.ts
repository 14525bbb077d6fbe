import type { IncidentRecord } from '../../../domain/incidents/record.ts';

/** The entity tag of a record: another one as soon as an entry was added. */
export const incidentTag = (record: IncidentRecord): string => `"${record.length}"`;
