import type { Access } from '../../contract/access/access.ts';
import { type Inspected, inspections, unaddressed } from '../../contract/access/inspections.ts';
import { everyPartition } from '../../contract/tables/every-partition.ts';
import type { Partitions } from '../../contract/tables/partitions.ts';
import type { Geography } from '../../domain/geographies.ts';
import { grantsOf, keysSignedWith, signingActions } from '../constructs/function-policy.ts';
import { lockedObjects } from '../constructs/locked-grants.ts';
import { networkActions } from '../constructs/network-policy.ts';
import type { Anchors } from './anchors.ts';
import { below, type Cell } from './cell.ts';
import type { Grant } from './grants.ts';

/** Stands in place of the resources that are looked at. */
const lookedAt = 'looked at';

/** An action on a resource, as one text. */
type Permission = `${string} ${string}`;

/** What is declared: permissions, each with the keys of the partitions that it is for, where it is for some only. */
export type Declared = ReadonlyMap<string, readonly string[] | 'without keys'>;

const on = (actions: readonly string[], resource: string): readonly Permission[] =>
  actions.map((action): Permission => `${action} ${resource}`);

/** What a function does with items, by the partitions that it does it in. */
const onItems = (
  access: Access,
  geography: Geography,
  { tables }: Anchors,
): readonly [Permission, string[]][] =>
  grantsOf(access).flatMap(([table, { operations, partitions, index }]) => {
    const kinds: Partitions = everyPartition[table];
    const keys = partitions.flatMap((kind) => kinds[kind]?.(geography) ?? []);
    const resource = index === undefined ? tables[table] : `${tables[table]}/index/${index}`;
    const actions = operations.map((operation) => `dynamodb:${operation}`);
    return on(actions, resource).map((permission): [Permission, string[]] => [permission, [...keys]]);
  });

/** The same permission may be declared for several kinds of partitions. */
const merged = (found: readonly (readonly [string, readonly string[]])[]): Declared => {
  const keys = Map.groupBy(found, ([permission]) => permission);
  return new Map([...keys].map(([permission, all]) => [permission, all.flatMap(([, some]) => some)]));
};

/** What Lambda does with a function's role to bring it its work. */
const ofTriggers = (access: Access, cell: Cell, anchors: Anchors): readonly Permission[] =>
  access.triggers.flatMap(({ kind }) => {
    if (kind === 'queue') {
      const receiving = ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility'];
      const looking = ['GetQueueAttributes', 'GetQueueUrl'];
      return on(
        [...receiving, ...looking].map((action) => `sqs:${action}`),
        anchors.purgeQueue,
      );
    }
    if (kind !== 'outbox-stream') return [];
    const reading = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
    return [
      ...on(
        reading.map((action) => `dynamodb:${action}`),
        anchors.registryStream,
      ),
      ...failuresOf(cell, anchors).flatMap((queue) => on(['sqs:SendMessage'], queue)),
    ];
  });

/**
 * What a function asks of how resources are set up. None of it reads or writes what anything holds; of which
 * resources it asks, its role says and the tests of roles hold it to.
 */
const toLookAt = ({ inspects = [] }: Access): readonly Permission[] => {
  const beside: Partial<Record<Inspected, readonly string[]>> = unaddressed;
  return inspects.flatMap((kind) => on([...inspections[kind], ...(beside[kind] ?? [])], lookedAt));
};

/** Where the mapping of the outbox's stream leaves what it gave up. */
const failuresOf = (cell: Cell, { registryStream }: Anchors): readonly string[] =>
  cell
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => cell.text(properties.EventSourceArn) === registryStream)
    .map(({ properties }) => cell.text(below(properties, 'DestinationConfig', 'OnFailure').Destination));

/** Everything that an access file declares for its function on what holds or carries data (BY-6). */
export const declaredFor = (access: Access, geography: Geography, cell: Cell, anchors: Anchors): Declared => {
  const others = [
    ...(access.sendsTo?.includes('purge') ? on(['sqs:SendMessage'], anchors.purgeQueue) : []),
    ...(access.publishes?.includes('bus') ? on(['events:PutEvents'], anchors.bus) : []),
    ...keysSignedWith(access, anchors).flatMap((key) => on(signingActions, key)),
    ...lockedObjects(access, anchors.evidenceBucket).flatMap((objects) => on(['s3:PutObject'], objects)),
    ...ofTriggers(access, cell, anchors),
    ...toLookAt(access),
  ];
  return new Map([
    ...merged(onItems(access, geography, anchors)),
    ...others.map((permission) => [permission, 'without keys'] as const),
  ]);
};

/** Whether a grant is declared, and for no other partitions than are declared for it. */
export const isDeclared = ({ action, resource, keys }: Grant, declared: Declared): boolean => {
  const allowed = declared.get(`${action} ${resource}`) ?? declared.get(`${action} ${lookedAt}`);
  if (allowed === undefined || allowed === 'without keys') return allowed !== undefined;
  return keys.length > 0 && keys.every((key) => allowed.includes(key));
};

const isOfType = (cell: Cell, resource: string, type: string): boolean =>
  cell.ofType(type).some(({ id }) => resource === `<${id}.Arn>`);

/** Purposes that every function has, whatever it is for. None of them reads or writes what a table holds. */
const purposes: readonly {
  readonly because: string;
  readonly explains: (grant: Grant, cell: Cell) => boolean;
}[] = [
  {
    because: 'it writes its log',
    explains: ({ action, resource }, cell) =>
      ['logs:CreateLogStream', 'logs:PutLogEvents'].includes(action) &&
      isOfType(cell, resource, 'AWS::Logs::LogGroup'),
  },
  {
    because: 'DynamoDB uses the key of the tables for it',
    explains: ({ action, resource, condition }, cell) =>
      action.startsWith('kms:') &&
      !action.includes('*') &&
      isOfType(cell, resource, 'AWS::KMS::Key') &&
      /"StringEquals":\{"kms:ViaService":"dynamodb\./.test(condition),
  },
  {
    because: 'S3 asks for a key of what is locked away',
    explains: ({ action, resource, condition }, cell) =>
      action === 'kms:GenerateDataKey' &&
      isOfType(cell, resource, 'AWS::KMS::Key') &&
      /"StringEquals":\{"kms:ViaService":"s3\./.test(condition),
  },
  {
    because: 'Lambda connects it to the network of the cell',
    explains: ({ action }, cell) =>
      networkActions.includes(action) && cell.ofType('AWS::EC2::VPC').length > 0,
  },
];

/** Whether a function has a permission for a reason that does not depend on what it is for. */
export const standing = (grant: Grant, cell: Cell): boolean =>
  purposes.some(({ explains }) => explains(grant, cell));

/** What is declared, in words. */
export const describeDeclared = (declared: Declared): string =>
  [...declared.keys()].sort().join(', ') || 'nothing';
