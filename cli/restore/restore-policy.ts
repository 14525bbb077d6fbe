import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { registryPartitions } from '../../contract/tables/registry.ts';
import type { FoundTables } from './dynamodb-ports.ts';

type Statement = {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[] | string>>>>;
};

export type PolicyDocument = { readonly Version: '2012-10-17'; readonly Statement: readonly Statement[] };

const inTables = (actions: readonly string[]) => actions.map((action) => `dynamodb:${action}`);

/**
 * All that a restore does, and nothing else: the policy of a role that exists for the restore and is deleted after it.
 * No role of a cell may read a table whole, and none can be pointed at a copy; so this one is made beside them.
 */
export const restorePolicy = (
  what: 'registry' | 'content',
  { geography, tables, copy }: FoundTables,
): PolicyDocument => {
  const arn = ({ TableArn = '' }: TableDescription) => TableArn;
  const all = [tables.registry, tables.content, tables.evidence, copy];
  const keys = [...new Set(all.flatMap(({ SSEDescription }) => SSEDescription?.KMSMasterKeyArn ?? []))];
  const allow = (Sid: string, actions: readonly string[], table: TableDescription, more = {}): Statement => ({
    Sid,
    Effect: 'Allow',
    Action: inTables(actions),
    Resource: [arn(table)],
    ...more,
  });
  const region = arn(tables.registry).split(':')[3];
  const ledgers = ['org', 'ws', 'user'].map((kind) => `${geography}_${kind}_*`);
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'FindTables', Effect: 'Allow', Action: ['cloudformation:DescribeStacks'], Resource: ['*'] },
      {
        Sid: 'SeeTables',
        Effect: 'Allow',
        Action: inTables(['DescribeTable']),
        Resource: all.map(arn),
      },
      allow('ReadCopy', ['Scan'], copy),
      allow('ReadEvidence', ['Scan', 'Query'], tables.evidence),
      allow(
        'MakeRegistry',
        [
          'Scan',
          'GetItem',
          'Query',
          'PutItem',
          'UpdateItem',
          ...(what === 'registry' ? ['DeleteItem'] : []),
          'ConditionCheckItem',
        ],
        tables.registry,
      ),
      ...(what === 'registry'
        ? [
            allow('AppendToLedgers', ['PutItem'], tables.evidence, {
              Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ledgers } },
            }),
            allow('EraseAgain', ['Scan', 'Query', 'DeleteItem'], tables.content),
          ]
        : [
            allow('FillContent', ['Scan', 'PutItem'], tables.content),
            {
              Sid: 'NamesStand',
              Effect: 'Deny' as const,
              Action: inTables(['PutItem', 'UpdateItem']),
              Resource: [arn(tables.registry)],
              Condition: {
                'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': registryPartitions.names(geography) },
              },
            },
          ]),
      {
        Sid: 'EvidenceStands',
        Effect: 'Deny',
        Action: inTables(['UpdateItem', 'DeleteItem', 'BatchWriteItem']),
        Resource: [arn(tables.evidence)],
      },
      ...(keys.length === 0
        ? []
        : [
            {
              Sid: 'UseKeys',
              Effect: 'Allow' as const,
              Action: [
                'Decrypt',
                'DescribeKey',
                'Encrypt',
                'GenerateDataKey',
                'ReEncryptFrom',
                'ReEncryptTo',
              ].map((action) => `kms:${action}`),
              Resource: keys,
              Condition: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
            },
          ]),
    ],
  };
};
