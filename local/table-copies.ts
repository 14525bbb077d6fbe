import { DescribeTableCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { type CloudAddress, clientConfig } from './clients.ts';

/** A copy of a table in another region, as the template of the table declares it. */
export type DeclaredCopy = { readonly region: string; readonly key?: string };

/**
 * Gives a table the copies that its template declares: the emulator's CloudFormation makes a table in one region
 * only. What is in the table is copied, and what is written after follows. Copies are never taken away here, as a
 * table that declares them no longer is refused before (unchanged-tables.ts).
 */
export const makeCopies = async (
  cloud: CloudAddress,
  table: { readonly name: string; readonly region: string },
  declared: readonly DeclaredCopy[],
): Promise<void> => {
  const client = new DynamoDBClient(clientConfig(cloud, table.region));
  const TableName = table.name;
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const there = (Table?.Replicas ?? []).map(({ RegionName = '' }) => RegionName);
  const missing = declared.filter(({ region }) => !there.includes(region));
  // One at a time, as on AWS.
  for (const { region, key } of missing) {
    const Create = { RegionName: region, ...(key !== undefined && { KMSMasterKeyId: key }) };
    await client.send(new UpdateTableCommand({ TableName, ReplicaUpdates: [{ Create }] }));
  }
  client.destroy();
};
