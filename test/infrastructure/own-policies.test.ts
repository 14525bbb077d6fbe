import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWildcardOnlyAction } from '@cloud-copilot/iam-simulate';
import { CustomResourceProvider, CustomResourceProviderRuntime } from 'aws-cdk-lib';
import { afterAll, describe, expect, test } from 'vitest';
import { inspections } from '../../contract/access/inspections.ts';
import { runningActions } from '../../lib/constructs/running-actions.ts';
import { isLike } from '../support/operations.ts';
import {
  aConfig,
  type Cell,
  type Json,
  named,
  onlyCell,
  ownIssuer,
  type Resource,
  synthesize,
  synthesizeCells,
} from './cells.ts';

type Statement = {
  readonly Effect: string;
  readonly Action?: Json;
  readonly NotAction?: Json;
  readonly Resource?: Json;
};

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const inlineOf = (resource: Resource): readonly Statement[] => {
  const { Policies, PolicyDocument } = resource.Properties;
  const documents = [
    ...listOf(Policies).map((policy) => (policy as { PolicyDocument: Json }).PolicyDocument),
    ...listOf(PolicyDocument),
  ];
  return documents.flatMap((document) => (document as unknown as { Statement: Statement[] }).Statement);
};

/** Some reads, of trails or recorders, are of no resource: IAM takes them on `*` only. */
const areOfNoResource = async (actions: readonly string[]): Promise<boolean> => {
  const answers = await Promise.all(
    actions.map((action) => isWildcardOnlyAction(action.split(':')[0] ?? '', action.split(':')[1] ?? '')),
  );
  return answers.every(Boolean);
};

/** How something is set up may be read of whatever is named like the cell's own: test/infrastructure/functions.test.ts. */
const areLooks = (actions: readonly string[]): boolean =>
  actions.every((action) =>
    Object.values(inspections).some((known) => known.some((one: string) => one === action)),
  );

/** Objects have names of their own: of all buckets, checkpoints lie in one place of one. */
const isCheckpoint = (resource: Json): boolean =>
  /^\{"Fn::Join":\["",\[\{"Fn::ImportValue":"[\w-]+:ExportsOutputFnGetAttEvidenceBucket\w+"\},"\/checkpoints\/\*"\]\]\}$/.test(
    JSON.stringify(resource),
  );

const arePutsOfCheckpoints = (actions: readonly string[], resources: readonly Json[]): boolean =>
  actions.every((action) => action === 's3:PutObject') && resources.every(isCheckpoint);

const faultsOf = async ({ Effect, Action, NotAction, Resource }: Statement): Promise<readonly string[]> => {
  const actions = listOf(Action).map(String);
  const inFull = actions.every((action) => !action.includes('*'));
  const puts = arePutsOfCheckpoints(actions, listOf(Resource));
  const wild = listOf(Resource).filter(
    (resource) =>
      JSON.stringify(resource).includes('*') && (resource === '*' || !(areLooks(actions) || puts)),
  );
  const mayBeWild = wild.length > 0 && inFull && (await areOfNoResource(actions));
  return [
    ...(NotAction === undefined && Effect === 'Allow' ? [] : ['permits what it does not name']),
    ...actions.filter((action) => action.includes('*')).map((action) => `names no action in full: ${action}`),
    ...actions
      .filter((action) => /:Scan$|PartiQL/.test(action))
      .map((action) => `reads without keys: ${action}`),
    ...actions
      .filter(
        (action) =>
          !runningActions.some((pattern) => isLike(action, pattern)) || (action === 's3:PutObject' && !puts),
      )
      .map((action) => `is refused by the boundary: ${action}`),
    ...(mayBeWild ? [] : wild.map((resource) => `names no resource in full: ${JSON.stringify(resource)}`)),
  ];
};

/** What is wrong with what the roles of a cell may do, whoever made them, and policies that stand beside them. */
const faultsIn = async ({ stacks }: Cell): Promise<readonly string[]> => {
  const types = ['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy'];
  const statements = stacks.flatMap((stack) =>
    stack
      .ofType(...types)
      .flatMap((resource) => inlineOf(resource).map((statement) => [resource.id, statement] as const)),
  );
  const faults = await Promise.all(
    statements.map(async ([id, statement]) => (await faultsOf(statement)).map((fault) => `${id} ${fault}`)),
  );
  return faults.flat();
};

const code = mkdtempSync(join(tmpdir(), 'domicile-provider-'));
writeFileSync(join(code, 'index.js'), 'exports.handler = async () => undefined;');
afterAll(() => rmSync(code, { recursive: true, force: true }));

describe.each([...named(synthesizeCells()), ...named(synthesizeCells(ownIssuer))])(
  'the roles of the cell %s',
  (_, cell) => {
    test('name what they may do and on what in full, and nothing that the boundary refuses', async () => {
      expect(cell.stacks.flatMap((stack) => stack.ofType('AWS::IAM::Role')).length).toBeGreaterThan(5);
      expect(await faultsIn(cell)).toEqual([]);
    });
  },
);

const queue = 'arn:aws:sqs:eu-central-1:111122223333:q';
const table = 'arn:aws:dynamodb:eu-central-1:111122223333:table/t';

test.each([
  ['permits what it does not name', { NotAction: 'iam:*', Resource: queue }],
  ['names no action in full', { Action: 'sqs:Send*', Resource: queue }],
  ['names no resource in full', { Action: 'sqs:SendMessage', Resource: '*' }],
  ['reads without keys', { Action: ['dynamodb:GetItem', 'dynamodb:Scan'], Resource: table }],
  ['is refused by the boundary', { Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/o' }],
])('a role that CDK makes is looked at too: one that %s is noticed', async (fault, rest) => {
  const cell = onlyCell(
    synthesize(aConfig({ geographies: ['eu'] }), ({ service }) => {
      CustomResourceProvider.getOrCreateProvider(service, 'Custom::Anything', {
        codeDirectory: code,
        runtime: CustomResourceProviderRuntime.NODEJS_22_X,
      }).addToRolePolicy({ Effect: 'Allow', ...rest });
    }),
  );
  const faults = await faultsIn(cell);
  expect(faults.join('\n')).toContain(fault);
  for (const found of faults) expect(found).toMatch(/^CustomAnything/);
});

test('a read that IAM takes on no resource may name none', async () => {
  const reading = { Effect: 'Allow', Action: ['cloudtrail:DescribeTrails'], Resource: '*' };
  expect(await faultsOf(reading)).toEqual([]);
  expect(
    await faultsOf({ ...reading, Action: ['cloudtrail:DescribeTrails', 'cloudtrail:GetTrail'] }),
  ).toEqual(['names no resource in full: "*"']);
});
