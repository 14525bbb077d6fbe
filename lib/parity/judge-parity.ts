import { anchorsOf } from './anchors.ts';
import { unboundRoles } from './bounds.ts';
import { type CellTemplate, readCell } from './cell.ts';
import { decidedWithoutMeans } from './decisions.ts';
import { networkMismatches } from './endpoints.ts';
import type { Chosen } from './facts.ts';
import { unexplainedFlows } from './flows.ts';
import { functionsOf } from './functions.ts';
import { grantsOf } from './grants.ts';
import { unexplainedIdentity } from './identity.ts';
import type { Mismatch } from './mismatch.ts';
import { unexplainedOpenings } from './openings.ts';
import { unexplainedRoles } from './roles.ts';
import { witnessIn } from './witness.ts';

/**
 * Holds the templates of a cell against what was chosen for it, in both directions (BY-6): what the settings can
 * decide has its means, and what the cell permits has its reason.
 */
export const judgeParity = (templates: readonly CellTemplate[], chosen: Chosen): readonly Mismatch[] => {
  const cell = readCell(templates);
  const anchors = anchorsOf(cell);
  const facts = {
    ...chosen,
    cell,
    anchors,
    witness: witnessIn({ ...chosen, cell, anchors }),
    functions: functionsOf(cell, chosen.programs),
    grants: grantsOf(cell),
  };
  return [
    ...decidedWithoutMeans(facts),
    ...unexplainedRoles(facts),
    ...unboundRoles(facts),
    ...unexplainedOpenings(facts),
    ...unexplainedIdentity(facts),
    ...unexplainedFlows(facts),
    ...networkMismatches(facts),
  ];
};
