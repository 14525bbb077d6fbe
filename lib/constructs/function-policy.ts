import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Access, TableAccess, TableOperation } from '../../contract/access/access.ts';

/** ARNs of what a cell's functions can be granted. */
export type Grantable = {
  readonly tables: Record<keyof Access['tables'], string>;
  readonly registryStream: string;
  /** The key of the tables, and the service of the region through which alone it may be used. */
  readonly key: string;
  readonly keyUsedThrough: string;
  readonly purgeQueue: string;
  readonly outboxFailures: string;
  readonly bus: string;
  readonly logGroup: string;
};

const allow = (actions: readonly string[], resources: readonly string[], conditions?: object) =>
  new PolicyStatement({
    actions: [...actions],
    resources: [...resources],
    ...(conditions && { conditions: { ...conditions } }),
  });

/** The table's operations on the table, and nothing but queries on an index. */
const onTable = (table: TableAccess, arn: string): PolicyStatement[] => [
  allow(
    table.operations.map((operation) => `dynamodb:${operation}`),
    [arn],
  ),
  ...(table.indexes ?? []).map((index) => allow(['dynamodb:Query'], [`${arn}/index/${index}`])),
];

const reads: readonly TableOperation[] = ['GetItem', 'Query', 'ConditionCheckItem'];

/** What DynamoDB asks of a caller for a table under a customer's key, in full names where CDK would use `*`. */
const onKey = (access: Access, can: Grantable): PolicyStatement[] => {
  const operations = Object.values(access.tables).flatMap((table) => table.operations);
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

/** Everything that a function may do: what its access file says, its logs, and nothing else. */
export const policyOf = (access: Access, can: Grantable): PolicyDocument => {
  const tables = Object.entries(access.tables) as [keyof Access['tables'], TableAccess][];
  return new PolicyDocument({
    statements: [
      ...tables.flatMap(([name, table]) => onTable(table, can.tables[name])),
      ...onKey(access, can),
      ...access.triggers.flatMap((trigger) => forTrigger(trigger, can)),
      ...(access.sendsTo?.includes('purge') ? [allow(['sqs:SendMessage'], [can.purgeQueue])] : []),
      ...(access.publishes?.includes('bus') ? [allow(['events:PutEvents'], [can.bus])] : []),
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [can.logGroup]),
    ],
  });
};
