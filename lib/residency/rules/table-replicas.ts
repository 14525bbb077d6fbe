import { judgeRegion } from '../places.ts';
import { rule } from '../rule.ts';

/** A table is copied to allowed regions only, witnesses included. DL-2. */
export const tableReplicas = rule({
  id: 'table-replicas',
  sentence: 'A table is copied to allowed regions only, witnesses included.',
  appliesTo: ['AWS::DynamoDB::GlobalTable'],
  check: (table, pin) =>
    [...table.each('Replicas'), ...table.each('GlobalTableWitnesses')]
      .flatMap((copy) => copy.at('Region'))
      .map((region) => judgeRegion(region, pin, 'Remove the replica, or allow its region.')),
});
