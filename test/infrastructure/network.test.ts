import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { CfnInternetGateway, CfnRoute } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { afterAll, describe, expect, test } from 'vitest';
import { belongsInNetwork } from '../../contract/access/access.ts';
import { everyFunction } from '../../contract/access/every-function.ts';
import { geographies } from '../../domain/geographies.ts';
import { dynamoDbPrefixLists, s3PrefixLists } from '../../lib/constructs/isolated-network.ts';
import { endpointsFor } from '../../lib/constructs/private-endpoints.ts';
import { addCells } from '../../lib/domicile-app.ts';
import { readCell } from '../../lib/parity/cell.ts';
import { waysOut } from '../../lib/parity/ways-out.ts';
import { judge } from '../../lib/residency/judge.ts';
import { definePin } from '../../lib/residency/pin.ts';
import { aConfig, anyCode, type Cell, cdkFlags, type Json, named, synthesizeCells } from './cells.ts';
import { alsoAllowed, changed, mismatchesOf, planted, saidOf } from './parity.ts';

const isolated = { network: 'isolated' } as const;
const ofNetwork = ({ service }: Cell) =>
  service.resources.filter(({ Type }) => Type.startsWith('AWS::EC2::'));
const isOfAuditor = (id: string) => id.startsWith('Auditor');
const text = (value: Json | undefined) => JSON.stringify(value);

describe.each(named(synthesizeCells(isolated)))('the isolated cell %s', (geography, cell) => {
  const { region } = geographies[geography];
  const { service, stacks } = cell;

  test('has every function in both of its subnets, but the one that looks at the account', () => {
    const subnets = service.ofType('AWS::EC2::Subnet').map(({ id }) => id);
    const functions = service.ofType('AWS::Lambda::Function').filter(({ id }) => !isOfAuditor(id));
    expect([subnets.length, functions.length]).toEqual([2, everyFunction.length - 1]);
    for (const { Properties } of functions) {
      const { SubnetIds, SecurityGroupIds } = Properties.VpcConfig as Record<string, Json>;
      expect(subnets.filter((id) => text(SubnetIds).includes(id))).toEqual(subnets);
      expect(text(SecurityGroupIds)).toMatch(/NetworkFunctionsGroup/);
    }
  });

  test('lies in two zones that mean the same in every account, without a look-up', () => {
    const zones = service
      .ofType('AWS::EC2::Subnet')
      .map(({ Properties }) => String(Properties.AvailabilityZoneId));
    expect(new Set(zones).size).toBe(2);
    for (const zone of zones) expect(zone).toMatch(/^[a-z]{3,4}\d-az[12]$/);
  });

  test('has an endpoint for each service that its functions call, and no other', () => {
    const endpoints = service.ofType('AWS::EC2::VPCEndpoint').map(({ Properties }) => ({
      kind: Properties.VpcEndpointType,
      service: text(Properties.ServiceName),
      isNamedAsUsual: Properties.PrivateDnsEnabled,
    }));
    const nameOf = (of: string) =>
      JSON.stringify({ 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, `.${of}`]] });
    expect(endpoints).toEqual([
      { kind: 'Gateway', service: nameOf('dynamodb'), isNamedAsUsual: undefined },
      { kind: 'Interface', service: nameOf('events'), isNamedAsUsual: true },
      { kind: 'Interface', service: nameOf('kms'), isNamedAsUsual: true },
      { kind: 'Gateway', service: nameOf('s3'), isNamedAsUsual: undefined },
      { kind: 'Interface', service: nameOf('sqs'), isNamedAsUsual: true },
    ]);
  });

  test('passes each endpoint only for its own account, the very resource, and no wildcard', () => {
    const policies = service
      .ofType('AWS::EC2::VPCEndpoint')
      .map(({ Properties }) => Properties.PolicyDocument as { readonly Statement: Record<string, Json>[] });
    const statements = policies.flatMap(({ Statement }) => Statement);
    for (const { Action, Resource, Condition } of statements) {
      expect(Condition).toEqual({ StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } });
      // Objects have names of their own: of the bucket, this is the one place that anything is put into.
      const isLocked =
        Action === 's3:PutObject' && /EvidenceBucket\w+"\},"\/checkpoints\/\*"\]\]\}$/.test(text(Resource));
      if (!isLocked) expect(text([Action ?? null, Resource ?? null])).not.toContain('*');
    }
    const tables = ['Registry', 'Content', 'Evidence'];
    const mentioned = tables.filter((table) => text(policies[0] as never).includes(`Tables${table}`));
    expect(mentioned).toEqual(tables);
    expect(text(policies[1] as never)).toMatch(/"Action":"events:PutEvents".*"Bus\w+","Arn"/);
    expect(text(policies[2] as never)).toMatch(/"kms:Sign".*SigningKeysGeneration1/);
    expect(policies[3]?.Statement.map(({ Action }) => Action)).toEqual(['s3:PutObject']);
    expect(text(policies[3] as never)).toMatch(/EvidenceBucket.*"\/checkpoints\/\*"/);
    expect(text(policies[4] as never)).toMatch(/"Action":"sqs:SendMessage".*"PurgeWork\w+","Arn"/);
  });

  test('takes nothing in to its functions, and lets out HTTPS to its endpoints', () => {
    const { Properties } = service.one('AWS::EC2::SecurityGroup', 'NetworkFunctionsGroup');
    expect(Properties.SecurityGroupIngress).toBeUndefined();
    expect(Properties.SecurityGroupEgress).toMatchObject([
      { DestinationPrefixListId: dynamoDbPrefixLists[region], FromPort: 443, ToPort: 443 },
      { DestinationPrefixListId: s3PrefixLists[region], FromPort: 443, ToPort: 443 },
      { DestinationSecurityGroupId: expect.anything(), FromPort: 443, ToPort: 443 },
    ]);
  });

  test('[BY-11] leads nowhere but to those endpoints: no gateway, no route, no rule reaches another address', () => {
    const read = readCell(stacks.map(({ name, template }) => ({ name, content: template })));
    const [auditor = '', ...more] = service
      .ofType('AWS::Lambda::Function')
      .map(({ id }) => id)
      .filter(isOfAuditor);
    expect(more).toEqual([]);
    expect(waysOut(read, [auditor])).toEqual([]);
    expect(waysOut(read, [])).toMatchObject([{ resource: auditor }]);
    const types = new Set(ofNetwork(cell).map(({ Type }) => Type));
    expect([...types].sort()).toEqual([
      'AWS::EC2::RouteTable',
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::Subnet',
      'AWS::EC2::SubnetRouteTableAssociation',
      'AWS::EC2::VPC',
      'AWS::EC2::VPCEndpoint',
    ]);
  });

  test('lets Lambda connect a function, and denies that to the code of the function', () => {
    for (const { Properties } of service.ofType('AWS::IAM::Role').filter(({ id }) => !isOfAuditor(id))) {
      const policies = Properties.Policies as { PolicyName: string; PolicyDocument: { Statement: Json[] } }[];
      const [, network] = policies;
      expect(network?.PolicyDocument.Statement).toMatchObject([
        { Effect: 'Allow', Resource: { 'Fn::Join': ['', expect.arrayContaining(['arn:aws:ec2:'])] } },
        { Effect: 'Allow', Action: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'], Resource: '*' },
        { Effect: 'Deny', Resource: '*', Condition: { Null: { 'lambda:SourceFunctionArn': 'false' } } },
      ]);
      const [some, reads, denied] = (network?.PolicyDocument.Statement ?? []) as Record<string, Json[]>[];
      expect([...(some?.Action ?? []), ...(reads?.Action ?? [])].sort()).toEqual(denied?.Action);
    }
  });

  test('keeps the residency rules', () => {
    const sources = stacks.map(({ name, template }) => ({ name, content: template }));
    expect(judge(sources, definePin(region))).toEqual([]);
  });
});

test('an open cell has no network of its own', () => {
  expect(synthesizeCells().flatMap(ofNetwork)).toEqual([]);
});

describe('[BY-11] a way out of an isolated cell is found', () => {
  const anywhere = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };

  test.each<[string, Parameters<typeof mismatchesOf>[0]['edit'] & object, RegExp]>([
    ['a gateway to the internet', planted('AWS::EC2::InternetGateway', {}), /^Planted: .* leads out/m],
    ['address translation', planted('AWS::EC2::NatGateway', {}), /^Planted: .* leads out/m],
    ['a peering', planted('AWS::EC2::VPCPeeringConnection', {}), /^Planted: .* leads out/m],
    [
      'a route',
      planted('AWS::EC2::Route', { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' }),
      /^Planted: routes 0\.0\.0\.0\/0 on/m,
    ],
    [
      'a rule that lets out everything',
      changed('NetworkFunctionsGroup', { SecurityGroupEgress: [anywhere] }),
      /^NetworkFunctionsGroup\w+: lets out .*0\.0\.0\.0\/0/m,
    ],
    [
      'a rule beside its group',
      planted('AWS::EC2::SecurityGroupEgress', anywhere),
      /^Planted: lets out .*0\.0\.0\.0\/0/m,
    ],
    [
      'a group without a rule, which EC2 lets out everything',
      planted('AWS::EC2::SecurityGroup', {}),
      /^Planted: lets out everything/m,
    ],
    [
      'a range that is wider than the network',
      planted('AWS::EC2::SecurityGroupEgress', { IpProtocol: '-1', CidrIp: '10.0.0.0/8' }),
      /^Planted: lets out .*10\.0\.0\.0\/8/m,
    ],
    [
      'a range that only a deployment knows',
      planted('AWS::EC2::SecurityGroupEgress', { IpProtocol: '-1', CidrIp: { Ref: 'Range' } }),
      /^Planted: lets out/m,
    ],
    [
      'a function outside',
      changed('CapturesFunction', { VpcConfig: null }),
      /^CapturesFunction\w+: runs outside the network/m,
    ],
    [
      'a function in the group that every network has',
      changed('CapturesFunction', { VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: [] } }),
      /^CapturesFunction\w+: runs outside the network/m,
    ],
    [
      'an endpoint that passes everything',
      planted('AWS::EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.us-east-1.s3' }),
      /^Planted: passes everything/m,
    ],
    [
      'an endpoint that passes more than functions call',
      planted('AWS::EC2::VPCEndpoint', {
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }] },
      }),
      /^Planted: passes s3:PutObject on \*/m,
    ],
  ])('%s', (_, edit, sentence) => {
    const found = mismatchesOf({ changes: isolated, edit });
    expect(saidOf(found, 'permitted-without-decision').join('\n')).toMatch(sentence);
  });

  test('and so is a call that has no endpoint', () => {
    const edit = alsoAllowed('CapturesRole', 'sns:Publish');
    const found = mismatchesOf({ changes: isolated, edit });
    expect(saidOf(found, 'decided-without-means')).toEqual([
      expect.stringMatching(
        /^CapturesFunction\w+: calls sns, which no endpoint of the network leads to; allowed: dynamodb, events, kms, s3, sqs\.$/,
      ),
    ]);
  });
});

test('a function outside the network may touch nothing that customers gave or chose', () => {
  const outside = everyFunction.filter((access) => !belongsInNetwork(access));
  expect(outside.map(({ name }) => name)).toEqual(['auditor']);
  for (const { tables } of outside) {
    expect(Object.keys(tables)).toEqual(['registry']);
    const partitions = tables.registry?.flatMap((grant) => grant.partitions);
    expect(new Set(partitions)).toEqual(new Set(['audit', 'outbox', 'found', 'serving']));
  }
});

test('a service without an endpoint stops the synthesis where a function is to call it', () => {
  const calls = [new PolicyStatement({ actions: ['iam:GetRole'], resources: ['*'] })];
  expect(() => endpointsFor(calls)).toThrow(
    'A function calls iam, which has no endpoint in an isolated network; allowed: dynamodb, events, kms, s3, sqs.',
  );
});

describe('the synthesis of an isolated cell', () => {
  const directory = mkdtempSync(join(tmpdir(), 'domicile-network-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const anApp = (name: string) => {
    const app = new App({ outdir: join(directory, name), context: cdkFlags() });
    const [cell] = addCells(app, aConfig({ geographies: ['jp'], ...isolated }), anyCode(directory));
    if (cell === undefined) throw new Error('The app has no cell.');
    return { app, cell };
  };

  test('passes every check', () => {
    const { app } = anApp('out');
    expect(() => app.synth()).not.toThrow();
  });

  test('[BY-11] stops at a gateway to the internet with a route to it', () => {
    const { app, cell } = anApp('out-open');
    const gateway = new CfnInternetGateway(cell.service, 'Gateway');
    new CfnRoute(cell.service, 'Route', {
      routeTableId: 'rtb-1',
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.attrInternetGatewayId,
    });
    expect(() => app.synth()).toThrow(/routes 0\.0\.0\.0\/0 on/);
  });
});
