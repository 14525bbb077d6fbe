import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, test } from 'vitest';
import { durabilityRegionOf, type Geography } from '../../domain/geographies.ts';
import { clientConfig } from '../../local/clients.ts';
import { theCell, theCloud } from './running-cloud.ts';

const running = ['us', 'eu'] as const;

/** Regions that are bootstrapped, so that nothing but the rule can stop a deployment. */
const bootstrapped = running.map((geography) => theCell(geography).region);

type Template = { readonly name: string; readonly body: string; readonly pinnedTo: string };

const templatesOf = async (geography: Geography): Promise<readonly Template[]> => {
  const { assembly } = theCloud();
  const found: Template[] = [];
  for await (const path of glob(`**/*${geography}*.template.json`, { cwd: assembly })) {
    const name = basename(path, '.template.json');
    const copies = /Keys[0-9A-F]{8}$/.test(name) ? durabilityRegionOf(geography) : undefined;
    const body = await readFile(join(assembly, path), 'utf8');
    found.push({ name, body, pinnedTo: copies ?? theCell(geography).region });
  }
  return found;
};

/** What there is in a region of the kinds that the templates begin with: tables, roles, functions. */
const thingsIn = async (region: string): Promise<readonly string[]> => {
  const config = clientConfig(theCloud(), region);
  const { TableNames = [] } = await new DynamoDBClient(config).send(new ListTablesCommand({}));
  const things = [...TableNames];
  for await (const { Roles = [] } of paginateListRoles({ client: new IAMClient(config) }, {})) {
    things.push(...Roles.map(({ RoleName = '' }) => RoleName));
  }
  for await (const { Functions = [] } of paginateListFunctions({ client: new LambdaClient(config) }, {})) {
    things.push(...Functions.map(({ FunctionName = '' }) => FunctionName));
  }
  return things.sort();
};

describe.each(running)('the templates of the cell %s', (geography) => {
  let templates: readonly Template[] = [];

  beforeAll(async () => {
    templates = await templatesOf(geography);
  });

  test('are those of its stacks, and of the key of copies where it has some', () => {
    const ends = templates.map(({ name }) => /(Storage|Service|Keys)[0-9A-F]{8}$/.exec(name)?.[1]);
    expect(ends.sort()).toEqual(geography === 'eu' ? ['Keys', 'Service', 'Storage'] : ['Service', 'Storage']);
  });

  test('[BY-11] [DL-2] each stop with the reason in a region that is not theirs, before a resource is made', async () => {
    let attempts = 0;
    for (const { name, body, pinnedTo } of templates) {
      for (const region of bootstrapped.filter((one) => one !== pinnedTo)) {
        attempts += 1;
        const before = await thingsIn(region);
        const client = new CloudFormationClient(clientConfig(theCloud(), region));
        const StackName = `Misplaced${name}`;
        const attempt = client.send(
          new CreateStackCommand({
            StackName,
            TemplateBody: body,
            Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
          }),
        );
        await expect(attempt, `${name} in ${region}`).rejects.toThrow(
          `Deploy it to ${pinnedTo} and nowhere else.`,
        );
        const lookedFor = client.send(new DescribeStackResourcesCommand({ StackName }));
        await expect(lookedFor).rejects.toThrow('does not exist');
        expect(await thingsIn(region)).toEqual(before);
        client.destroy();
      }
    }
    expect(attempts).toBe(geography === 'eu' ? 4 : 2);
  });
});
