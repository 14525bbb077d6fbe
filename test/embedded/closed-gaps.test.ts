import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { clientConfig } from '../../local/clients.ts';
import { theCell, theCloud } from './running-cloud.ts';

/** What a table of the embedded cloud is really set to, past the template that it was made from. */
const settingsOf = async (TableName: string) => {
  const client = new DynamoDBClient(clientConfig(theCloud(), theCell('us').region));
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const { TimeToLiveDescription: life } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  const backups = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
  client.destroy();
  return {
    timeToLive: life?.TimeToLiveStatus,
    key: Table?.SSEDescription?.SSEType,
    stream: Table?.StreamSpecification?.StreamEnabled ?? false,
    recovery: backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
  };
};

describe('what the emulator drops of the templates is set after the deployment', () => {
  const { tables } = theCell('us');

  test('the registry has its time to live, its key and its recovery window', async () => {
    const settings = await settingsOf(tables.registry);
    expect(settings).toEqual({ timeToLive: 'ENABLED', key: 'KMS', stream: true, recovery: 'ENABLED' });
  });

  test('content has the key, and neither time to live, stream nor recovery window', async () => {
    const settings = await settingsOf(tables.content);
    expect(settings).toEqual({ timeToLive: 'DISABLED', key: 'KMS', stream: false, recovery: 'DISABLED' });
  });

  test('evidence has the key and its recovery window, and no time to live', async () => {
    const settings = await settingsOf(tables.evidence);
    expect(settings).toEqual({ timeToLive: 'DISABLED', key: 'KMS', stream: false, recovery: 'ENABLED' });
  });
});
