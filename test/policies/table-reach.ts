import type { TableOperation } from '../../contract/access/access.ts';
import { everyPartition, type PartitionedTable } from '../../contract/tables/every-partition.ts';
import { dueIndex } from '../../contract/tables/indexes.ts';
import type { Partitions } from '../../contract/tables/partitions.ts';
import type { Geography } from '../../domain/geographies.ts';
import { type Call, tries } from '../escapes/escape.ts';
import type { SimulatedCell } from './roles.ts';

/** One thing that somebody could do to a table: `registry/due Query due`. */
export type Reach = {
  readonly name: string;
  readonly table: PartitionedTable;
  readonly operation: string;
  readonly kind: string;
  readonly call: Call;
};

const granted = [
  'GetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'ConditionCheckItem',
] as const satisfies readonly TableOperation[];

/** Operations of DynamoDB that read or write items; nobody is granted the last ones. */
const operations = [...granted, 'BatchGetItem', 'Scan', 'PartiQLSelect', 'PartiQLUpdate'] as const;
const ofIndexes = ['Query', 'Scan', 'PartiQLSelect'] as const;

export const keysOf = (table: PartitionedTable, kind: string, geography: Geography): readonly string[] => {
  const kinds: Partitions = everyPartition[table];
  return (kinds[kind]?.(geography) ?? []).map((pattern) => pattern.replaceAll('*', '01J9Z3'));
};

/** Where items lie: the tables and the index, each with its ARN. */
const storesOf = (cell: SimulatedCell) => {
  const { place } = cell;
  const arn = (name: string) => `arn:aws:dynamodb:${place.here}:${place.account}:table/${name}`;
  const { registry, content, evidence } = place;
  return [
    { name: 'registry', table: 'registry', arn: arn(registry) },
    { name: 'content', table: 'content', arn: arn(content) },
    { name: 'evidence', table: 'evidence', arn: arn(evidence) },
    { name: `registry/${dueIndex.name}`, table: 'registry', arn: `${arn(registry)}/index/${dueIndex.name}` },
  ] as const;
};

/** A call on items of these keys; none where it names none. */
export const onKeys = (operation: string, arn: string, keys?: readonly string[]): Call =>
  tries(`dynamodb:${operation}`, arn, keys && { context: { 'dynamodb:LeadingKeys': keys } });

/** Every operation on every kind of partition of every table of a cell, granted to somebody or not. */
export const everyReach = (cell: SimulatedCell): readonly Reach[] =>
  storesOf(cell).flatMap(({ name, table, arn }) =>
    (name.includes('/') ? ofIndexes : operations).flatMap((operation) =>
      Object.keys(everyPartition[table]).map((kind) => ({
        name: `${name} ${operation} ${kind}`,
        table,
        operation,
        kind,
        call: onKeys(
          operation,
          arn,
          operation === 'Scan' ? undefined : keysOf(table, kind, cell.place.geography as Geography),
        ),
      })),
    ),
  );
