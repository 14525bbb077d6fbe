import { describe, expect, test } from 'vitest';
import type { Access, AnyGrant } from '../../contract/access/access.ts';
import { everyFunction } from '../../contract/access/every-function.ts';
import { inspections, unaddressed } from '../../contract/access/inspections.ts';
import { everyPartition, type PartitionedTable } from '../../contract/tables/every-partition.ts';
import type { Partitions } from '../../contract/tables/partitions.ts';
import type { Geography } from '../../domain/geographies.ts';
import { geographies } from '../../domain/geographies.ts';
import { type Json, named, type Resource, type Synthesized, synthesizeCells } from './cells.ts';

type Statement = {
  readonly Effect: string;
  readonly Action: Json;
  readonly Resource: Json;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
};

const asList = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const idOf = (access: Access): string => access.name[0]?.toUpperCase() + access.name.slice(1);

const statementsOf = (role: Resource): readonly Statement[] =>
  (asList(role.Properties.Policies) as unknown as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );

const lookingActions = new Set<Json>(Object.values({ ...inspections, none: [] }).flat());
const withoutResource = Object.values(unaddressed).flat().sort();

/** Grants of looking at how something is set up stand apart from those of running the cell. */
const isLooking = ({ Action }: Statement): boolean =>
  asList(Action).every(
    (action) => lookingActions.has(action) || withoutResource.some((name) => name === action),
  );

const runningStatementsOf = (role: Resource): readonly Statement[] =>
  statementsOf(role).filter((statement) => !isLooking(statement));

/** Which table or index an ARN in a policy means, told from the logical id that it refers to. */
const tableOf = (resource: Json): string | undefined => {
  const text = JSON.stringify(resource);
  const name = /Tables(Registry|Content|Evidence)[0-9A-F]{8}Arn/.exec(text)?.[1]?.toLowerCase();
  const index = /"\/index\/([a-z]+)"/.exec(text)?.[1];
  return name && (index ? `${name}/${index}` : name);
};

/** Grants as texts, so that order and grouping do not count: `registry/due Query us_due#*`. */
const grantsIn = (role: Resource): readonly string[] =>
  runningStatementsOf(role)
    .flatMap(({ Action, Resource: resource, Condition }) => {
      const table = tableOf(resource);
      const patterns = asList(Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']);
      return table === undefined
        ? []
        : asList(Action).flatMap((action) => patterns.map((pattern) => `${table} ${action} ${pattern}`));
    })
    .sort();

const grantsOf = (access: Access, geography: Geography): readonly string[] =>
  Object.entries(access.tables)
    .flatMap(([table, grants]: [string, readonly AnyGrant[]]) =>
      grants.flatMap(({ operations, partitions, index }) => {
        const kinds: Partitions = everyPartition[table as PartitionedTable];
        const patterns = partitions.flatMap((kind) => kinds[kind]?.(geography) ?? []);
        return operations.flatMap((operation) =>
          patterns.map(
            (pattern) => `${index ? `${table}/${index}` : table} dynamodb:${operation} ${pattern}`,
          ),
        );
      }),
    )
    .sort();

const roleOf = (service: Synthesized, access: Access) => service.one('AWS::IAM::Role', `${idOf(access)}Role`);
const functionOf = (service: Synthesized, access: Access) =>
  service.one('AWS::Lambda::Function', `${idOf(access)}Function`);

const variablesOf = (service: Synthesized, access: Access) =>
  (functionOf(service, access).Properties.Environment as { Variables: Record<string, Json> }).Variables;

describe.each(named(synthesizeCells()))('functions of the cell %s', (geography, { service, stacks }) => {
  test('are the ones of contract/access, each with a role of its own', () => {
    expect(service.ofType('AWS::Lambda::Function')).toHaveLength(everyFunction.length);
    expect(stacks.flatMap((stack) => stack.ofType('AWS::IAM::Role'))).toHaveLength(everyFunction.length);
    expect(stacks.flatMap((stack) => stack.ofType('AWS::IAM::User', 'AWS::IAM::Policy'))).toEqual([]);
  });

  test('have roles within the boundary, and without policies from elsewhere', () => {
    for (const { Properties } of service.ofType('AWS::IAM::Role')) {
      expect(JSON.stringify(Properties.PermissionsBoundary)).toMatch(/Storage:ExportsOutputRefBoundary/);
      expect(Properties.ManagedPolicyArns).toBeUndefined();
    }
  });

  test.each(everyFunction.map((access) => [access.name, access] as const))(
    '%s may do on tables what its access file says and nothing else',
    (_name, access) => expect(grantsIn(roleOf(service, access))).toEqual(grantsOf(access, geography)),
  );

  test('may touch items only in requests that name partition keys', () => {
    const items = service
      .ofType('AWS::IAM::Role')
      .flatMap(runningStatementsOf)
      .filter(({ Resource: resource }) => tableOf(resource) !== undefined);
    expect(items.length).toBeGreaterThan(everyFunction.length);
    for (const { Condition } of items) {
      expect(Object.keys(Condition ?? {}).sort()).toEqual(['ForAllValues:StringLike', 'Null']);
      expect(Condition?.Null).toEqual({ 'dynamodb:LeadingKeys': 'false' });
    }
  });

  test('look only at what is of the cell by its name, and by a lone star where IAM knows no resource', () => {
    for (const { Action, Resource, Condition } of service
      .ofType('AWS::IAM::Role')
      .flatMap(statementsOf)
      .filter(isLooking)) {
      if (Resource === '*') {
        expect(asList(Action).toSorted()).toEqual(withoutResource);
        expect(Condition).toEqual({ StringEquals: { 'aws:RequestedRegion': geographies[geography].region } });
      } else {
        for (const resource of asList(Resource).map((one) => JSON.stringify(one))) {
          expect(resource).toMatch(/Domicile-[a-z]+-(Service|Storage)|Bus[0-9A-F]{8}/);
          expect(resource.replace(/(-|\/)\*"/, '')).not.toContain('*');
        }
      }
    }
  });

  test('look, and write down and tell what they see, where they are auditors, and nothing else', () => {
    const mayLook = everyFunction.filter((access) => statementsOf(roleOf(service, access)).some(isLooking));
    expect(mayLook.map(({ name }) => name)).toEqual(['auditor']);
  });

  test('may use the key of the cell through DynamoDB only, and the signer through S3 for what it locks away', () => {
    const withKey = service
      .ofType('AWS::IAM::Role')
      .flatMap(runningStatementsOf)
      .filter(({ Action }) => JSON.stringify(Action).includes('kms:'))
      .filter(({ Action }) => !JSON.stringify(Action).includes('kms:Sign'));
    const throughS3 = withKey.filter((statement) => JSON.stringify(statement.Condition).includes('"s3.'));
    expect(throughS3).toEqual([
      expect.objectContaining({
        Action: 'kms:GenerateDataKey',
        Condition: {
          StringEquals: { 'kms:ViaService': `s3.${geographies[geography].region}.amazonaws.com` },
        },
      }),
    ]);
    const throughTables = withKey.filter((statement) => !throughS3.includes(statement));
    expect(throughTables).toHaveLength(
      everyFunction.filter(({ tables }) => Object.keys(tables).length > 0).length,
    );
    for (const statement of throughTables) {
      expect(statement).toHaveProperty(
        ['Condition', 'StringEquals', 'kms:ViaService'],
        expect.stringMatching(/^dynamodb\./),
      );
    }
  });

  test('only those that send or publish may', () => {
    const may = (action: string) =>
      everyFunction
        .filter((access) => JSON.stringify(statementsOf(roleOf(service, access))).includes(`"${action}"`))
        .map(({ name }) => name);
    expect(may('events:PutEvents')).toEqual(['outbox']);
    // The outbox's mapping sends what it gave up to a queue of its own.
    expect(may('sqs:SendMessage')).toEqual(['planner', 'outbox']);
    expect(may('sqs:ReceiveMessage')).toEqual(['worker']);
  });

  test.each(everyFunction.map((access) => [access.name, access] as const))(
    '%s has the runtime, purpose, time and memory of its access file, and a log group with an end',
    (_name, access) => {
      const { Properties } = functionOf(service, access);
      expect(Properties).toMatchObject({
        Description: access.purpose,
        Timeout: access.timeoutSeconds,
        MemorySize: access.memoryMegabytes,
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
      });
      expect(JSON.stringify(Properties.LoggingConfig)).toContain(`${idOf(access)}Logs`);
    },
  );

  test('keep their logs for the configured time, in groups that go with the stack', () => {
    const groups = service.ofType('AWS::Logs::LogGroup');
    expect(groups).toHaveLength(everyFunction.length + 1); // and the access log of the API
    for (const { Properties, DeletionPolicy } of groups) {
      expect([Properties.RetentionInDays, DeletionPolicy]).toEqual([30, 'Delete']);
    }
  });

  test('are told only what their access asks for', () => {
    const told = Object.fromEntries(
      everyFunction.map((access) => [access.name, Object.keys(variablesOf(service, access)).sort()]),
    );
    const deciding = ['GEOGRAPHY', 'PROGRAMS', 'REGISTRY_TABLE', 'RETENTION_TICK_SECONDS'];
    const facing = ['CELL_DIRECTORY', 'IDENTITY_RULES'];
    expect(told).toEqual({
      // It begins the cell, and writes down which tables serve it.
      organizations: [...deciding, ...facing, 'CONTENT_TABLE', 'EVIDENCE_TABLE'].sort(),
      settings: [...deciding, ...facing, 'EVIDENCE_TABLE'].sort(),
      instructions: [...deciding, ...facing, 'EVIDENCE_TABLE'].sort(),
      consent: [...deciding, ...facing, 'EVIDENCE_TABLE'].sort(),
      captures: [...deciding, ...facing, 'CONTENT_TABLE'].sort(),
      decisions: [...deciding, ...facing, 'EVIDENCE_TABLE'].sort(),
      statements: ['GEOGRAPHY', 'PROGRAMS', ...facing].sort(),
      planner: [...deciding, 'PURGE_QUEUE_URL'].sort(),
      worker: [...deciding, 'CONTENT_TABLE', 'EVIDENCE_TABLE'].sort(),
      outbox: ['EVENT_BUS_NAME', 'GEOGRAPHY', 'REGISTRY_TABLE'],
      auditor: ['GEOGRAPHY', 'REGISTRY_TABLE', 'STACKS'],
      sweep: [...deciding, 'EVIDENCE_TABLE', 'NAME_LIFE_SECONDS'].sort(),
      operations: [...deciding, ...facing, 'EVIDENCE_TABLE'].sort(),
      signer: [...deciding, 'EVIDENCE_BUCKET', 'EVIDENCE_TABLE', 'NAME_LIFE_SECONDS', 'SIGNING_KEY'].sort(),
      evidence: [...deciding, ...facing, 'EVIDENCE_TABLE'].sort(),
    });
  });

  test('are told no secret', () => {
    for (const access of everyFunction) {
      const text = JSON.stringify(variablesOf(service, access));
      expect(text).not.toMatch(/secret|password|token|resolve:|AKIA/i);
    }
  });
});
