import { DescribeTableCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { type CloudAddress, clientConfig } from './clients.ts';

/** A copy of a table in another region, as the template of the table declares it. */
export type DeclaredCopy = { readonly region: string; readonly key?: string };

/**
 * Gives a table the copies that its template declares, and takes away those that it declares no longer: the
 * emulator's CloudFormation makes a table in one region only. What is in the table is copied, and what is written
 * after follows.
 */
export const matchCopies = async (
  cloud: CloudAddress,
  table: { readonly name: string; readonly region: string },
  declared: readonly DeclaredCopy[],
): Promise<void> => {
  const client = new DynamoDBClient(clientConfig(cloud, table.region));
  const TableName = table.name;
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const there = (Table?.Replicas ?? []).map(({ RegionName = '' }) => RegionName);
  const wanted = declared.map(({ region }) => region);
  const changes = [
    ...declared
      .filter(({ region }) => !there.includes(region))
      .map(({ region, key }) => ({
        Create: { RegionName: region, ...(key !== undefined && { KMSMasterKeyId: key }) },
      })),
    ...there
      .filter((region) => region !== table.region && !wanted.includes(region))
      .map((region) => ({ Delete: { RegionName: region } })),
  ];
  // One at a time, as on AWS.
  for (const change of changes) {
    await client.send(new UpdateTableCommand({ TableName, ReplicaUpdates: [change] }));
  }
  client.destroy();
};
