import {
  DescribeContinuousBackupsCommand,
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  GetResourcePolicyCommand,
  ListBackupsCommand,
  ListExportsCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { statementsOf } from '../../../domain/audit/facts.ts';
import type { Reader } from '../ports.ts';
import { everyItem, factsOf, noneWhere, readings, Unreadable, unlessMissing } from '../reading.ts';

const description = async (client: DynamoDBClient, TableName: string): Promise<TableDescription> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  if (Table === undefined) throw new Unreadable('DynamoDB describes no table');
  return Table;
};

const recovery = async (client: DynamoDBClient, TableName: string) => {
  const answer = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
  const window = answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  if (window?.PointInTimeRecoveryStatus === undefined) throw new Unreadable('no word about recovery');
  return window;
};

/** For how many days. Where there is no window none can be told, and `recovery` has told that. */
const recoveryDays = async (client: DynamoDBClient, table: string) => {
  const { PointInTimeRecoveryStatus, RecoveryPeriodInDays } = await recovery(client, table);
  if (PointInTimeRecoveryStatus !== 'ENABLED' || RecoveryPeriodInDays === undefined) {
    throw new Unreadable('no word about the days of recovery');
  }
  return [String(RecoveryPeriodInDays)];
};

const lifeAttribute = async (client: DynamoDBClient, TableName: string) => {
  const { TimeToLiveDescription: life } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  if (life?.TimeToLiveStatus === undefined) throw new Unreadable('no word about time to live');
  return life.TimeToLiveStatus.startsWith('ENABL') ? factsOf(life.AttributeName) : [];
};

const dataStreams = async (client: DynamoDBClient, TableName: string) => {
  const answer = await client.send(new DescribeKinesisStreamingDestinationCommand({ TableName }));
  return (answer.KinesisDataStreamDestinations ?? []).flatMap(({ DestinationStatus, StreamArn }) =>
    DestinationStatus === 'DISABLED' ? [] : [StreamArn ?? 'unnamed'],
  );
};

const ownPolicy = (client: DynamoDBClient, ResourceArn: string) =>
  noneWhere(/PolicyNotFound/, async () => {
    const { Policy } = await client.send(new GetResourcePolicyCommand({ ResourceArn }));
    return Policy === undefined ? [] : statementsOf(Policy);
  });

const backups = async (client: DynamoDBClient, TableName: string) => {
  const all = await everyItem(async (next) => {
    const { BackupSummaries = [], LastEvaluatedBackupArn } = await client.send(
      new ListBackupsCommand({ TableName, BackupType: 'ALL', ExclusiveStartBackupArn: next }),
    );
    return { items: BackupSummaries, next: LastEvaluatedBackupArn };
  });
  return all.flatMap(({ BackupStatus, BackupArn }) =>
    BackupStatus === 'DELETED' ? [] : [BackupArn ?? 'unnamed'],
  );
};

const exports = async (client: DynamoDBClient, TableArn: string) => {
  const all = await everyItem(async (next) => {
    const { ExportSummaries = [], NextToken } = await client.send(
      new ListExportsCommand({ TableArn, NextToken: next }),
    );
    return { items: ExportSummaries, next: NextToken };
  });
  return all.flatMap(({ ExportStatus, ExportArn }) =>
    ExportStatus === 'FAILED' ? [] : [ExportArn ?? 'unnamed'],
  );
};

const copies = (table: TableDescription, home: string) =>
  [...(table.Replicas ?? []), ...(table.GlobalTableWitnesses ?? [])]
    .map(({ RegionName }) => RegionName ?? 'unnamed')
    .filter((region) => region !== home);

/** Reads tables. The name is enough for every call but two, which want the ARN that the table tells. */
export const tableReader =
  (client: DynamoDBClient): Reader =>
  (name, home) =>
    unlessMissing(
      /ResourceNotFound|TableNotFound/,
      () => description(client, name),
      async (table) => {
        const arn = async () => (await table()).TableArn ?? '';
        return readings({
          replicas: async () => copies(await table(), home.region),
          recovery: async () =>
            (await recovery(client, name)).PointInTimeRecoveryStatus === 'ENABLED' ? ['on'] : ['off'],
          'recovery-days': () => recoveryDays(client, name),
          'time-to-live': () => lifeAttribute(client, name),
          stream: async () => {
            const { StreamSpecification: stream } = await table();
            return stream?.StreamEnabled ? factsOf(stream.StreamViewType) : [];
          },
          'data-streams': () => dataStreams(client, name),
          key: async () => factsOf((await table()).SSEDescription?.KMSMasterKeyArn),
          'deletion-protection': async () => [(await table()).DeletionProtectionEnabled ? 'on' : 'off'],
          'resource-policy': async () => ownPolicy(client, await arn()),
          backups: () => backups(client, name),
          exports: async () => exports(client, await arn()),
        });
      },
    );

/** The ARN of a table's stream; undefined where it has none, or nobody says. */
export const streamArnOf = async (client: DynamoDBClient, name: string): Promise<string | undefined> => {
  try {
    return (await description(client, name)).LatestStreamArn;
  } catch {
    return undefined;
  }
};
