import { incidentKeys } from '../../../contract/tables/incidents.ts';
import type { Geography } from '../../../domain/geographies.ts';
import { type IncidentCause, type IncidentFact, incidentIdOf } from '../../../domain/incidents/incident.ts';
import { storedItem } from '../repositories/stored-item.ts';
import type { Put } from '../store/store.ts';

/** What was found: what an incident is about, and a fact of it where that is what was found. */
export type Found = { readonly cause: IncidentCause; readonly fact?: IncidentFact };

/**
 * Leaves what was found for who opens incidents, in the transaction that made it known: no incident is lost, and
 * whoever finds the same again means the same item.
 */
export const foundAction = (geography: Geography, { cause, fact }: Found): Put => {
  const key = incidentKeys.found(incidentIdOf(geography, cause), fact?.type ?? 'opened');
  return { kind: 'put', table: 'registry', item: storedItem(key, { cause, fact }) };
};
