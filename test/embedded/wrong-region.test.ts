import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { clientConfig } from '../../local/clients.ts';
import { theCell, theCloud } from './running-cloud.ts';

const templatesOf = async (geography: string, stack: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const path of glob(`**/*${geography}*${stack}*.template.json`, { cwd: theCloud().assembly })) {
    found.push(join(theCloud().assembly, path));
  }
  return found;
};

const tablesIn = async (region: string): Promise<readonly string[]> => {
  const client = new DynamoDBClient(clientConfig(theCloud(), region));
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  client.destroy();
  return TableNames;
};

test('[BY-11] a cell that is deployed into the wrong region stops with the reason, before a resource is made', async () => {
  const [template = '', ...more] = await templatesOf('us', 'Storage');
  expect(more).toEqual([]);
  // A region that is bootstrapped, so that nothing but the rule can stop it.
  const elsewhere = theCell('eu').region;
  const before = await tablesIn(elsewhere);
  const client = new CloudFormationClient(clientConfig(theCloud(), elsewhere));

  const attempt = client.send(
    new CreateStackCommand({
      StackName: 'Misplaced',
      TemplateBody: await readFile(template, 'utf8'),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );

  await expect(attempt).rejects.toThrow(`Deploy it to ${theCell('us').region} and nowhere else.`);
  await expect(client.send(new DescribeStackResourcesCommand({ StackName: 'Misplaced' }))).rejects.toThrow(
    'does not exist',
  );
  expect(await tablesIn(elsewhere)).toEqual(before);
});

test('[BY-11] [DL-2] so does the key of copies that is deployed anywhere but where they lie, the home of the cell included', async () => {
  const [template = '', ...more] = await templatesOf('eu', 'Keys');
  expect(more).toEqual([]);
  for (const { region } of [theCell('eu'), theCell('us')]) {
    const client = new CloudFormationClient(clientConfig(theCloud(), region));
    const attempt = client.send(
      new CreateStackCommand({ StackName: 'MisplacedKey', TemplateBody: await readFile(template, 'utf8') }),
    );
    await expect(attempt).rejects.toThrow('Deploy it to eu-west-1 and nowhere else.');
    const lookedFor = client.send(new DescribeStackResourcesCommand({ StackName: 'MisplacedKey' }));
    await expect(lookedFor).rejects.toThrow('does not exist');
  }
});
