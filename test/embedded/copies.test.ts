import {
  DeleteItemCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { durabilityRegionOf } from '../../domain/geographies.ts';
import { clientConfig } from '../../local/clients.ts';
import { ledgerOf } from '../../local/demo/ending.ts';
import { type Actors, actorsIn } from '../../local/demo/story.ts';
import { deployedStacks } from '../../local/stacks.ts';
import { json } from '../escapes/live/call.ts';
import { outcomeOf } from './adversary/answers.ts';
import { cellSite } from './adversary/cell-site.ts';
import { deployAdversary, packAdversary } from './adversary/deploy.ts';
import { namesIn } from './adversary/places.ts';
import { theCell, theCloud } from './running-cloud.ts';

/** What is written in Europe, where copies are asked for, and what there is of it in the second region. */
describe('the copies of a cell', () => {
  const { region, tables } = theCell('eu');
  const second = durabilityRegionOf('eu') ?? '';
  const home = new DynamoDBClient(clientConfig(theCloud(), region));
  const abroad = new DynamoDBClient(clientConfig(theCloud(), second));
  let eu: Actors;

  beforeAll(async () => {
    eu = await actorsIn(theCell('eu'));
  });

  afterAll(() => {
    home.destroy();
    abroad.destroy();
  });

  const itemIn = async (client: DynamoDBClient, TableName: string, pk: string, sk: string) => {
    const Key = { pk: { S: pk }, sk: { S: sk } };
    return (await client.send(new GetItemCommand({ TableName, Key }))).Item;
  };

  const untilSame = (table: string, pk: string, sk: string) =>
    vi.waitFor(
      async () => {
        const item = await itemIn(home, table, pk, sk);
        expect(item).toBeDefined();
        expect(await itemIn(abroad, table, pk, sk)).toEqual(item);
      },
      { timeout: 10_000, interval: 100 },
    );

  test('[DL-2] hold an organization, and what the ledger says of it, in the second region of the geography', async () => {
    await untilSame(tables.registry, eu.organization, 'subject');
    const { entries } = await ledgerOf(eu.owner, eu.organization);
    const key = `entry#${String(entries.length - 1).padStart(12, '0')}`;
    await untilSame(tables.evidence, eu.organization, key);
  });

  test('[DL-2] are of registry and evidence, and never of content', async () => {
    const { TableNames = [] } = await abroad.send(new ListTablesCommand({}));
    expect([...TableNames].sort()).toEqual([tables.registry, tables.evidence].sort());
    const { Table } = await home.send(new DescribeTableCommand({ TableName: tables.content }));
    expect(Table?.Replicas ?? []).toEqual([]);
  });

  test('[DL-2] lose what the registry loses', async () => {
    const pk = `eu_names#${eu.organization}`;
    const item = { pk: { S: pk }, sk: { S: 'name#999999999999' } };
    await home.send(new PutItemCommand({ TableName: tables.registry, Item: item }));
    await untilSame(tables.registry, pk, 'name#999999999999');
    await home.send(new DeleteItemCommand({ TableName: tables.registry, Key: item }));
    await vi.waitFor(
      async () => expect(await itemIn(abroad, tables.registry, pk, 'name#999999999999')).toBeUndefined(),
      { timeout: 10_000, interval: 100 },
    );
  });

  test('[SC-20] are under the key of the second region, and can be restored', async () => {
    const [keys] = await deployedStacks(theCloud(), second);
    expect(keys?.name).toBe('Domicile-eu-Keys');
    for (const TableName of [tables.registry, tables.evidence]) {
      const { Table } = await abroad.send(new DescribeTableCommand({ TableName }));
      expect(Table?.SSEDescription).toMatchObject({
        SSEType: 'KMS',
        KMSMasterKeyArn: keys?.outputs.CopyKeyArn,
      });
      const { ContinuousBackupsDescription: found } = await abroad.send(
        new DescribeContinuousBackupsCommand({ TableName }),
      );
      expect(found?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe('ENABLED');
    }
  });

  test('are out of reach for the functions of the cell', async () => {
    const [FunctionName] = namesIn(await cellSite('eu'), 'AWS::Lambda::Function', 'Consent');
    const lambda = new LambdaClient(clientConfig(theCloud(), region));
    const { Role = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    lambda.destroy();
    const archive = await packAdversary();
    const tries = await deployAdversary({ region, name: 'adversary-of-copies', role: Role, archive });
    const Key = { pk: { S: eu.organization }, sk: { S: 'subject' } };
    const get = json('dynamodb:GetItem', { TableName: tables.registry, Key });
    const answers = await tries([
      { ...get, at: region },
      { ...get, at: second },
    ]);
    const outcomes = answers.map((answer) => outcomeOf('dynamodb:GetItem', answer));
    expect(outcomes).toEqual(['done', 'refused by a Deny']);
  });

  test('there are none of a cell that did not ask for them', async () => {
    const us = new DynamoDBClient(clientConfig(theCloud(), theCell('us').region));
    const { Table } = await us.send(new DescribeTableCommand({ TableName: theCell('us').tables.registry }));
    us.destroy();
    expect(Table?.Replicas ?? []).toEqual([]);
  });
});
