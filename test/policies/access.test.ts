import { describe, expect, test } from 'vitest';
import type { Access } from '../../contract/access/access.ts';
import { everyFunction } from '../../contract/access/every-function.ts';
import { type Inspected, inspections, unaddressed } from '../../contract/access/inspections.ts';
import { everyGeography, type Geography } from '../../domain/geographies.ts';
import { type Call, tries } from '../escapes/escape.ts';
import { synthesizeCells } from '../infrastructure/cells.ts';
import { grantedBy } from '../support/operations.ts';
import { type SimulatedCell, type SimulatedRole, simulatedCell } from './roles.ts';
import { ignoredKeysOf, isAllowed } from './simulate.ts';
import { everyReach, keysOf, onKeys } from './table-reach.ts';

const cells = synthesizeCells().map(simulatedCell);
const named = cells.map((cell) => [cell.place.geography, cell] as const);

const roleOf = ({ roles }: SimulatedCell, { name }: Access): SimulatedRole => {
  const role = roles.find((one) => one.name.toLowerCase().startsWith(`${name}role`));
  if (role === undefined) throw new Error(`There is no role of ${name}.`);
  return role;
};

type Named = { readonly name: string; readonly call: Call };

const namesAllowed = async (cell: SimulatedCell, role: SimulatedRole, calls: readonly Named[]) => {
  const names: string[] = [];
  for (const { name, call } of calls) if (await isAllowed(role, call, cell.place)) names.push(name);
  return names.sort();
};

/** Whether a function may do this at all, by its access file; the action and its resource. */
type Elsewhere = {
  readonly may: (access: Access) => boolean;
  readonly actions: readonly string[];
  readonly of: string;
  readonly beside: string;
  readonly context?: Call['context'];
};

const writes = ({ tables }: Access) =>
  Object.values(tables).some((grants) =>
    grants.some((grant) => grant.operations.some((done) => /^(Put|Update|Delete|Batch)/.test(done))),
  );
const triggeredBy = (kind: Access['triggers'][number]['kind']) => (access: Access) =>
  access.triggers.some((trigger) => trigger.kind === kind);

/** Whether a function may look at how something is set up by this action, with nothing else asked of the request. */
const looks = ({ inspects = [] }: Access, action: string): boolean =>
  inspects.some((kind) => inspections[kind].some((one: string) => one === action));

/** What functions do beside items: the key through DynamoDB, queue, bus and stream; each with a neighbor like it. */
const elsewhere = (cell: SimulatedCell): readonly Elsewhere[] => {
  const { here, account } = cell.place;
  const key = cell.arn('AWS::KMS::Key', 'Key');
  const queue = cell.arn('AWS::SQS::Queue', 'PurgeWork');
  const bus = cell.arn('AWS::Events::EventBus', 'Bus');
  const bucket = cell.arn('AWS::S3::Bucket', 'EvidenceBucket');
  const through = { 'kms:ViaService': `dynamodb.${here}.amazonaws.com` };
  const own = { of: key, beside: `arn:aws:kms:${here}:${account}:key/another`, context: through };
  return [
    {
      may: ({ tables }) => Object.keys(tables).length > 0,
      actions: ['kms:Decrypt', 'kms:DescribeKey'],
      ...own,
    },
    {
      may: writes,
      actions: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
      ...own,
    },
    {
      may: (access) => access.sendsTo?.includes('purge') ?? false,
      actions: ['sqs:SendMessage'],
      of: queue,
      beside: `${queue}-another`,
    },
    {
      may: triggeredBy('queue'),
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
      of: queue,
      beside: `${queue}-another`,
    },
    {
      may: (access) => access.publishes?.includes('bus') ?? false,
      actions: ['events:PutEvents'],
      of: bus,
      beside: `${bus}-another`,
    },
    {
      may: ({ locks }) => locks?.includes('checkpoints') ?? false,
      actions: ['s3:PutObject'],
      of: `${bucket}/checkpoints/000000000012.json`,
      beside: `${bucket}/anything-else`,
    },
    {
      may: ({ locks }) => locks?.includes('checkpoints') ?? false,
      actions: ['s3:PutObject'],
      of: `${bucket}/checkpoints/000000000013.json`,
      beside: `${bucket}-another/checkpoints/000000000013.json`,
    },
    {
      may: ({ locks }) => locks?.includes('checkpoints') ?? false,
      actions: ['kms:GenerateDataKey'],
      ...own,
      context: { 'kms:ViaService': `s3.${here}.amazonaws.com` },
    },
    {
      may: triggeredBy('outbox-stream'),
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      of: cell.streamArn,
      beside: cell.streamArn.replace('Registry', 'Another'),
    },
  ];
};

describe.each(named)('the roles of the cell %s', (geography, cell) => {
  const reach = everyReach(cell);
  const neighbors = everyGeography.filter((other) => other !== geography);
  const nextDoor = neighbors[0] as Geography;

  test.each(everyFunction.map((access) => [access.name, access] as const))(
    '%s may do to tables what its access file says, partition by partition, and nothing else',
    async (_, access) => {
      expect(await namesAllowed(cell, roleOf(cell, access), reach)).toEqual(grantedBy(access));
    },
  );

  test.each(everyFunction.map((access) => [access.name, access] as const))(
    "%s may do none of it without keys, with another geography's key, or with one of another kind among its own",
    async (_, access) => {
      const promised = new Set(grantedBy(access));
      const near = reach
        .filter(({ name }) => promised.has(name))
        .flatMap(({ name, table, operation, kind, call }): Named[] => {
          const own = keysOf(table, kind, geography as Geography);
          const abroad = keysOf(table, kind, nextDoor);
          const again = (keys?: readonly string[]) => onKeys(operation, call.resource, keys);
          return [
            // An empty list counts as none to IAM, and as one to the simulator: it is left out.
            { name: `${name} without keys`, call: again() },
            { name: `${name} abroad`, call: again(abroad) },
            { name: `${name} mixed`, call: again([...own, ...abroad]) },
            { name: `${name} of another kind among its own`, call: again([...own, `${geography}_other#1`]) },
            { name: `${name} in another region`, call: { ...call, at: '{abroad}' } },
          ];
        });
      expect(near).toHaveLength(promised.size * 5);
      expect(await namesAllowed(cell, roleOf(cell, access), near)).toEqual([]);
    },
  );

  test.each(everyFunction.map((access) => [access.name, access] as const))(
    '%s may use key, queue, bus, stream and log as its access file says, and none that stands beside them',
    async (_, access) => {
      const role = roleOf(cell, access);
      for (const { may, actions, of, beside, context } of elsewhere(cell)) {
        for (const action of actions) {
          const call = (resource: string) => tries(action, resource, context && { context });
          expect(await isAllowed(role, call(of), cell.place), action).toBe(may(access));
          expect(await isAllowed(role, call(beside), cell.place), `${action} beside`).toBe(false);
          if (context) {
            const alone = await isAllowed(role, tries(action, of), cell.place);
            expect(alone, `${action} alone`).toBe(looks(access, action));
          }
        }
      }
      const log = cell.arn('AWS::Logs::LogGroup', role.name.replace(/Role\w{8}$/, 'Logs'));
      const write = (group: string) => tries('logs:PutLogEvents', `${group}:log-stream:s`);
      expect(await isAllowed(role, write(log), cell.place)).toBe(true);
      expect(await isAllowed(role, write(log.replace('Logs', 'Others')), cell.place)).toBe(false);
    },
  );

  const { here, account } = cell.place;
  const near: Readonly<Record<Exclude<Inspected, 'account'>, string>> = {
    stack: `arn:aws:cloudformation:${here}:${account}:stack/Domicile-${geography}-Storage/1`,
    table: cell.arn('AWS::DynamoDB::GlobalTable', 'TablesRegistry'),
    key: cell.arn('AWS::KMS::Key', 'Key'),
    role: `arn:aws:iam::${account}:role/Domicile-${geography}-Service-WorkerRole-1`,
    policy: cell.arn('AWS::IAM::ManagedPolicy', 'Boundary'),
    'log-group': `arn:aws:logs:${here}:${account}:log-group:Domicile-${geography}-Service-WorkerLogs-1`,
    rule: `arn:aws:events:${here}:${account}:rule/Domicile-${geography}-Service-PlannerTick-1`,
    bus: cell.arn('AWS::Events::EventBus', 'Bus'),
    bucket: cell.arn('AWS::S3::Bucket', 'EvidenceBucket'),
    queue: `arn:aws:sqs:${here}:${account}:Domicile-${geography}-Service-PurgeWork-1`,
    function: `arn:aws:lambda:${here}:${account}:function:Domicile-${geography}-Service-WorkerFunction-1`,
  };

  test('the auditor may look at what is of its cell, nobody else may, and it may look at nothing beside', async () => {
    for (const access of everyFunction) {
      const role = roleOf(cell, access);
      for (const [kind, resource] of Object.entries(near)) {
        for (const action of inspections[kind as Inspected]) {
          const beside = resource.replaceAll(
            /Domicile-[a-z]+|table\/|key\/|policy\/|event-bus\/|s3:::/g,
            '$&other',
          );
          expect(await isAllowed(role, tries(action, resource), cell.place), `${access.name} ${action}`).toBe(
            looks(access, action),
          );
          expect(await isAllowed(role, tries(action, beside), cell.place), `${action} beside`).toBe(false);
        }
      }
      for (const action of Object.values(unaddressed).flat()) {
        const may = await isAllowed(role, tries(action, '*'), cell.place);
        expect(may, `${access.name} ${action}`).toBe(access.name === 'auditor');
      }
    }
  });
});

test('the condition on leading keys is one that DynamoDB fills for every operation that is granted', async () => {
  const [cell] = cells;
  const [first] = cell?.roles ?? [];
  if (cell === undefined || first === undefined) throw new Error('There is no cell.');
  const onTables = everyReach(cell).filter(({ name }) => !/Scan|\//.test(name));
  for (const { name, call } of onTables.filter(({ kind }) => kind === 'epochs' || kind === 'lots')) {
    expect(await ignoredKeysOf(first, call, cell.place), name).toEqual([]);
  }
});
