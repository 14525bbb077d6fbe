import { DynamoDBClient, GetItemCommand, ScanCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { DeleteRolePermissionsBoundaryCommand, IAMClient } from '@aws-sdk/client-iam';
import type { Attempt, Result } from './attempts.ts';

const send = async (attempt: Attempt): Promise<unknown> => {
  const { region } = attempt;
  if (attempt.call === 'shed-boundary') {
    return new IAMClient({ region }).send(
      new DeleteRolePermissionsBoundaryCommand({ RoleName: attempt.role }),
    );
  }
  const { table: TableName, key } = attempt;
  const client = new DynamoDBClient({ region });
  switch (attempt.call) {
    case 'get':
      return client.send(new GetItemCommand({ TableName, Key: { pk: { S: key }, sk: { S: 'subject' } } }));
    case 'scan':
      return client.send(new ScanCommand({ TableName }));
    case 'replicate':
      return client.send(
        new UpdateTableCommand({ TableName, ReplicaUpdates: [{ Create: { RegionName: key } }] }),
      );
  }
};

/** Tries each call and reports what became of it. It runs as a function of the cell would, with its role. */
export const handler = async (attempts: readonly Attempt[]): Promise<readonly Result[]> => {
  const results: Result[] = [];
  for (const attempt of attempts) {
    results.push(
      await send(attempt).then(
        () => 'done',
        (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
      ),
    );
  }
  console.log('tried', results.length);
  return results;
};
