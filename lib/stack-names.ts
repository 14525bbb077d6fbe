import type { Geography } from '../domain/geographies.ts';

/** The names that people, exports and outputs know the stacks of a cell by: they never change. */
export const cellName = (geography: Geography) => `Domicile-${geography}` as const;
export const keysStackName = (geography: Geography) => `${cellName(geography)}-Keys` as const;
export const guardrailsName = 'Domicile-guardrails';
export const serviceStackName = (geography: Geography) => `${cellName(geography)}-Service` as const;
