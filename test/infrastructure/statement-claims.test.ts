import { describe, expect, test } from 'vitest';
import type { Statement } from '../../contract/statement/statement.ts';
import { geographies } from '../../domain/geographies.ts';
import { describeNetwork } from '../../domain/network.ts';
import type { ConfigInput } from '../../lib/config.ts';
import { definePin } from '../../lib/residency/pin.ts';
import { readTemplates } from '../../lib/residency/template/template.ts';
import { compileStatement } from '../../lib/statement/compile-statement.ts';
import { onlyCell, synthesizeCells } from './cells.ts';

type Properties = Record<string, unknown>;
type Resources = Record<string, { Type: string; Properties: Properties }>;

/** The statement of the cell of Europe, whose resources a test changes first. */
const statementWith = (
  change: (resources: Resources) => void,
  given: Partial<ConfigInput> = {},
): Statement => {
  const pin = definePin(geographies.eu.region);
  const cell = onlyCell(synthesizeCells({ ...given, geographies: ['eu'] }));
  const sources = cell.stacks.map(({ name, template }) => {
    const content = structuredClone(template) as unknown as { Resources: Resources };
    change(content.Resources);
    return { name, content };
  });
  return compileStatement(readTemplates(sources, pin), pin);
};

const onEach =
  (type: string, change: (properties: Properties, id: string) => void) =>
  (resources: Resources): void => {
    for (const [id, { Type, Properties }] of Object.entries(resources))
      if (Type === type) change(Properties, id);
  };

const set = (type: string, properties: Properties) => onEach(type, (all) => Object.assign(all, properties));

/** Adds something to the stack that has the functions. */
const beside = (id: string, Type: string, Properties: Properties) => (resources: Resources) => {
  if (Object.values(resources).some((each) => each.Type === 'AWS::Lambda::Function'))
    resources[id] = { Type, Properties };
};

const logging = (Format: string) =>
  onEach('AWS::ApiGatewayV2::Stage', (stage) =>
    Object.assign(stage.AccessLogSettings as Properties, { Format }),
  );

const foreignKey = 'arn:aws:kms:eu-central-1:999999999999:alias/aws/dynamodb';
const allow = (more: Properties) => ({
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...more }],
});
const inNetwork = onEach('AWS::Lambda::Function', (fn) => {
  fn.VpcConfig = { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] };
});
const undecided = (one: string, other: unknown) => ({ 'Fn::If': ['Nobody', one, other] });

describe('[BY-9] there is no statement where it would not be true', () => {
  test.each<[string, (resources: Resources) => void, RegExp]>([
    ['logs name users', logging('$context.authorizer.claims.sub'), /logs \$context\.authorizer\.claims\.sub/],
    ['logs name paths', logging('{"path":"$context.path"}'), /logs \$context\.path/],
    [
      'logs name addresses, beside others',
      logging('$context.status $context.identity.sourceIp'),
      /logs \$context\.identity/,
    ],
    [
      'a queue is not encrypted',
      set('AWS::SQS::Queue', { SqsManagedSseEnabled: false }),
      /it turns encryption off/,
    ],
    [
      'a queue is under a key of others',
      set('AWS::SQS::Queue', { KmsMasterKeyId: foreignKey }),
      /no key of the cell/,
    ],
    [
      'a log is under a key of others',
      set('AWS::Logs::LogGroup', { KmsKeyId: foreignKey }),
      /no key of the cell/,
    ],
    [
      'a table is under a key of others',
      set('AWS::DynamoDB::Table', { SSESpecification: { SSEEnabled: true, KMSMasterKeyId: foreignKey } }),
      /no key of the cell/,
    ],
    [
      'a table names a key and does not use it',
      onEach('AWS::DynamoDB::Table', (table) =>
        Object.assign(table.SSESpecification as Properties, { SSEEnabled: false }),
      ),
      /SSEEnabled is not true/,
    ],
    [
      'a table is fed elsewhere',
      set('AWS::DynamoDB::Table', {
        KinesisStreamSpecification: { StreamArn: 'arn:aws:kinesis:us-east-1:9:stream/s' },
      }),
      /leads by KinesisStreamSpecification/,
    ],
    [
      'a table has a policy',
      set('AWS::DynamoDB::Table', { ResourcePolicy: { PolicyDocument: allow({}) } }),
      /leads by ResourcePolicy/,
    ],
    [
      'a queue has readers by its policy',
      beside('Open', 'AWS::SQS::QueuePolicy', { PolicyDocument: allow({ Action: 'sqs:ReceiveMessage' }) }),
      /who reads queues by Open/,
    ],
    [
      'a condition decides on a region',
      onEach('AWS::DynamoDB::GlobalTable', ({ Replicas }) =>
        Object.assign((Replicas as object[])[0] ?? {}, { Region: undecided('eu-central-1', 'us-east-1') }),
      ),
      /leave open what stands at .*Region/,
    ],
    [
      'a condition may leave something out',
      set('AWS::SQS::Queue', { SqsManagedSseEnabled: undecided('true', { Ref: 'AWS::NoValue' }) }),
      /leave open/,
    ],
    [
      'a parameter decides',
      set('AWS::SQS::Queue', { MessageRetentionPeriod: { Ref: 'Nobody' } }),
      /leave open/,
    ],
    [
      'a role has a policy of others',
      set('AWS::IAM::Role', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }),
      /stands in no template/,
    ],
    ['functions are in a network of others', inNetwork, /neither open nor isolated/],
  ])('%s', (_, change, message) => expect(() => statementWith(change)).toThrow(message));

  test('something leads out of the network of an isolated cell', () => {
    const route = { RouteTableId: 'rtb-1', DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' };
    const leak = beside('Leak', 'AWS::EC2::Route', route);
    expect(() => statementWith(leak, { network: 'isolated' })).toThrow(/neither open nor isolated.*Leak/);
    expect(statementWith(() => undefined, { network: 'isolated' }).network).toEqual({
      option: 'isolated',
      says: `${describeNetwork.isolated} Outside it, with a way to the internet: auditor.`,
    });
  });
});

describe('[BY-9] readers are who may read', () => {
  const functionsOf = (statement: Statement, start: string) =>
    statement.data.find(({ data }) => data.startsWith(start))?.readers.functions;

  const grantedTo = (role: string, grant: Properties) =>
    onEach('AWS::IAM::Role', (all, id) => {
      if (id.startsWith(role)) all.Policies = [{ PolicyName: 'More', PolicyDocument: allow(grant) }];
    });

  test.each<[string, Properties]>([
    ['everything', {}],
    [
      'every table by its name',
      { Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:eu-central-1:*:table/*' },
    ],
    ['by a part of an action', { Action: 'dynamodb:Ge*' }],
    ['by whatever is not named', { Action: undefined, NotAction: 'iam:*' }],
    ['on whatever is not named', { Resource: undefined, NotResource: 'arn:aws:s3:::x' }],
    [
      'with keys that no request needs',
      { Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['x'] } } },
    ],
  ])('a role that may read %s', (_, grant) => {
    const statement = statementWith(grantedTo('StatementsRole', JSON.parse(JSON.stringify(grant))));
    for (const start of ['Captured records', 'Settings', 'Events that wait', 'The ledger'])
      expect(functionsOf(statement, start)).toContain('statements');
  });

  test('a policy that stands beside its role counts', () => {
    const change = (resources: Resources) => {
      const role = Object.keys(resources).find((id) => id.startsWith('StatementsRole'));
      const Properties = { PolicyName: 'More', PolicyDocument: allow({}), Roles: [{ Ref: role }] };
      if (role !== undefined) resources.More = { Type: 'AWS::IAM::Policy', Properties };
    };
    expect(functionsOf(statementWith(change), 'Captured records')).toContain('statements');
  });

  test('no wider than the partitions that roles are held to', () => {
    const statement = statementWith(() => undefined);
    expect(functionsOf(statement, 'Who users are')).toContain('settings');
    for (const name of ['planner', 'auditor'])
      expect(functionsOf(statement, 'Who users are')).not.toContain(name);
    expect(functionsOf(statement, 'Events that wait')).toEqual(['outbox']);
    expect(functionsOf(statement, 'Digests of answered')).not.toContain('planner');
    const found = statement.data.find(({ data }) => data.startsWith('What the auditor found'))?.readers;
    expect(found).toMatchObject({
      functions: ['consent', 'outbox', 'auditor'],
      services: [],
      vendorRoles: ['operator', 'auditor'],
      customer: 'nobody',
    });
    const digests = statement.data.find(({ data }) => data.startsWith('Digests'))?.readers;
    expect(digests).toMatchObject({ services: [], vendorRoles: [], customer: 'nobody' });
  });
});
