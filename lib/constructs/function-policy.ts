import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Access, AnyGrant, Signed, TableOperation } from '../../contract/access/access.ts';
import { everyPartition, type PartitionedTable } from '../../contract/tables/every-partition.ts';
import type { Partitions } from '../../contract/tables/partitions.ts';
import type { Geography } from '../../domain/geographies.ts';
import { type Inspectable, inspectionGrants } from './inspection-grants.ts';
import { lockedObjects } from './locked-grants.ts';

/** ARNs of what a cell's functions can be granted. */
export type Grantable = {
  /** Whose partitions they are. */
  readonly geography: Geography;
  readonly tables: Record<PartitionedTable, string>;
  readonly registryStream: string;
  /** The key of the tables, and the service of the region through which alone it may be used. */
  readonly key: string;
  readonly keyUsedThrough: string;
  /** The service through which the key may be used for what is put into the bucket. */
  readonly bucketKeyUsedThrough: string;
  /** The newest of the keys that sign checkpoints. */
  readonly signingKey: string;
  /** The key that certifies keys of placement tokens, where the cell has one. */
  readonly placementKey?: string;
  readonly evidenceBucket: string;
  readonly purgeQueue: string;
  readonly outboxFailures: string;
  readonly bus: string;
  readonly logGroup: string;
  readonly inspectable: Inspectable;
};

const allow = (actions: readonly string[], resources: readonly string[], conditions?: object) =>
  new PolicyStatement({
    actions: [...actions],
    resources: [...resources],
    ...(conditions && { conditions: { ...conditions } }),
  });

/**
 * Requests whose partition keys all fit one of the patterns. `ForAllValues` holds for a request without keys too,
 * which is why there have to be some.
 */
const keysLike = (patterns: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});

/** A grant's operations on its partitions of the table, or of the index and then of nothing else. */
const onTable = (
  table: PartitionedTable,
  { operations, partitions, index }: AnyGrant,
  can: Omit<Grantable, 'logGroup'>,
) => {
  const kinds: Partitions = everyPartition[table];
  const patterns = partitions.flatMap((kind) => kinds[kind]?.(can.geography) ?? []);
  const arn = can.tables[table];
  return allow(
    operations.map((operation) => `dynamodb:${operation}`),
    [index === undefined ? arn : `${arn}/index/${index}`],
    keysLike(patterns),
  );
};

/** The grants of a function, each with its table. */
export const grantsOf = ({ tables }: Access) =>
  (Object.entries(tables) as [PartitionedTable, readonly AnyGrant[]][]).flatMap(([table, grants]) =>
    grants.map((grant) => [table, grant] as const),
  );

const reads: readonly TableOperation[] = ['GetItem', 'Query', 'ConditionCheckItem'];

/** What DynamoDB asks of a caller for a table under a customer's key, in full names where CDK would use `*`. */
const onKey = (access: Access, can: Grantable): PolicyStatement[] => {
  const operations = grantsOf(access).flatMap(([, grant]) => grant.operations);
  const writes = operations.some((operation) => !reads.includes(operation));
  const actions = [
    'kms:Decrypt',
    'kms:DescribeKey',
    ...(writes
      ? [
          'kms:Encrypt',
          'kms:GenerateDataKey',
          'kms:GenerateDataKeyWithoutPlaintext',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
        ]
      : []),
  ];
  return operations.length === 0
    ? []
    : [allow(actions, [can.key], { StringEquals: { 'kms:ViaService': can.keyUsedThrough } })];
};

/** S3 asks a caller for a key of the data, where objects are under a customer's key. */
const onKeyForObjects = ({ locks }: Access, can: Grantable): PolicyStatement[] =>
  locks === undefined
    ? []
    : [
        allow(['kms:GenerateDataKey'], [can.key], {
          StringEquals: { 'kms:ViaService': can.bucketKeyUsedThrough },
        }),
      ];

const forTrigger = (trigger: Access['triggers'][number], can: Grantable): PolicyStatement[] => {
  switch (trigger.kind) {
    case 'queue':
      return [
        allow(
          [
            'sqs:ReceiveMessage',
            'sqs:DeleteMessage',
            'sqs:ChangeMessageVisibility',
            'sqs:GetQueueAttributes',
            'sqs:GetQueueUrl',
          ],
          [can.purgeQueue],
        ),
      ];
    case 'outbox-stream':
      return [
        allow(
          [
            'dynamodb:DescribeStream',
            'dynamodb:GetRecords',
            'dynamodb:GetShardIterator',
            'dynamodb:ListStreams',
          ],
          [can.registryStream],
        ),
        allow(['sqs:SendMessage'], [can.outboxFailures]),
      ];
    default:
      return []; // The gateway and EventBridge are permitted on the function, not in its role.
  }
};

/** What a signer does with its key: it signs, and tells everybody the public part. */
export const signingActions = ['kms:Sign', 'kms:GetPublicKey'] as const;

/** Keys of a cell that sign: the one for checkpoints always, the other where it is configured. */
export type KeysThatSign = { readonly signingKey: string; readonly placementKey?: string };

const keyThatSigns = {
  checkpoints: 'signingKey',
  'placement-keys': 'placementKey',
} as const satisfies Record<Signed, keyof KeysThatSign>;

/** The keys that a function signs with. A key that the cell has not is granted to nobody. */
export const keysSignedWith = ({ signs = [] }: Access, keys: KeysThatSign): readonly string[] =>
  signs.flatMap((what) => keys[keyThatSigns[what]] ?? []);

/** What a function calls itself. The rest of its policy is for Lambda and DynamoDB, who act with its role. */
export const callsOf = (access: Access, can: Omit<Grantable, 'logGroup'>): PolicyStatement[] => {
  const sends = access.sendsTo?.includes('purge') ? [allow(['sqs:SendMessage'], [can.purgeQueue])] : [];
  const publishes = access.publishes?.includes('bus') ? [allow(['events:PutEvents'], [can.bus])] : [];
  const signs = keysSignedWith(access, can).map((key) => allow(signingActions, [key]));
  const locked = lockedObjects(access, can.evidenceBucket);
  const locks = locked.length === 0 ? [] : [allow(['s3:PutObject'], locked)];
  const items = grantsOf(access).map(([table, grant]) => onTable(table, grant, can));
  return [...items, ...sends, ...publishes, ...signs, ...locks];
};

/** Everything that a function may do: what its access file says, its logs, and nothing else. */
export const policyOf = (access: Access, can: Grantable): PolicyDocument =>
  new PolicyDocument({
    statements: [
      ...callsOf(access, can),
      ...onKey(access, can),
      ...onKeyForObjects(access, can),
      ...access.triggers.flatMap((trigger) => forTrigger(trigger, can)),
      ...inspectionGrants(access.inspects ?? [], can.inspectable),
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [can.logGroup]),
    ],
  });
