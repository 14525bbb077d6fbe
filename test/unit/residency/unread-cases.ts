import type { Fields, Json } from '../../../lib/residency/template/values.ts';
import { anybody, beside, evades, only, sub, unsure } from './evasion-cases.ts';
import type { Case } from './policy-cases.ts';
import { templateOf } from './templates.ts';

const copiedTo = (Parameters: Fields): Fields =>
  templateOf('AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: { Ref: 'To' } }] }, { Parameters });
const allowing = (Type: string) => copiedTo({ To: { Type, AllowedValues: ['eu-west-1'] } });
const pinnedTo = (Type: string): Fields => ({
  ...templateOf('AWS::SQS::Queue', {}),
  Parameters: { Home: { Type, AllowedValues: ['eu-central-1'] } },
  Rules: { Pin: { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, { Ref: 'Home' }] } }] } },
});
const keptElsewhere = 'AWS::SSM::Parameter::Value<String>';

/** Values that are kept elsewhere, under a name that stands in the template. */
export const namesOfValues: readonly Case[] = [
  evades(
    'secret-replicas',
    'a region that is kept under an allowed name',
    allowing(keptElsewhere),
    allowing('String'),
    unsure,
  ),
  evades(
    'vacuous-pin',
    'a pin to whatever is kept under an allowed name',
    pinnedTo(keptElsewhere),
    pinnedTo('String'),
  ),
];

/** Databases that join one of the whole world. */
export const members: readonly Case[] = ['RDS', 'Neptune', 'DocDB'].map((service) =>
  evades(
    'global-databases',
    `a member of ${service}`,
    only(`AWS::${service}::DBCluster`, { GlobalClusterIdentifier: 'world' }),
    only(`AWS::${service}::DBCluster`, { DBClusterIdentifier: 'world' }),
  ),
);

const routes = { Routes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: 'vpc-1' } } };
const gateway = { Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: {} } };
const route = (way: Fields): Fields => beside('AWS::EC2::Route', { RouteTableId: 'rtb-1', ...way }, gateway);
const peering = (PeerOwnerId: Json): Fields =>
  only('AWS::EC2::VPCPeeringConnection', { VpcId: 'vpc-1', PeerVpcId: 'vpc-2', PeerOwnerId });
const endpoint = (ServiceName: string): Fields => only('AWS::EC2::VPCEndpoint', { ServiceName });
const leads = (what: string, breaks: Fields, fine: Fields, more: Partial<Case> = unsure): Case =>
  evades('network-exits', what, breaks, fine, more);

/** Ways to other networks that the stack has not made. */
export const waysByNumber: readonly Case[] = [
  leads('a gateway by its id', route({ GatewayId: 'igw-0abc' }), route({ GatewayId: 'local' })),
  leads(
    'a way that is chosen at deployment',
    { ...route({ TransitGatewayId: { Ref: 'Way' } }), Parameters: { Way: { Type: 'String' } } },
    route({ VpcEndpointId: { Ref: 'Endpoint' } }),
  ),
  leads(
    'a gateway that stands, joined to a network',
    only('AWS::EC2::VPCGatewayAttachment', { VpcId: 'vpc-1', InternetGatewayId: 'igw-0abc' }),
    only('AWS::EC2::VPCGatewayAttachment', { VpcId: 'vpc-1' }),
  ),
  leads(
    'routes that stand elsewhere',
    only('AWS::EC2::SubnetRouteTableAssociation', { SubnetId: 'subnet-1', RouteTableId: 'rtb-1' }),
    beside('AWS::EC2::SubnetRouteTableAssociation', { RouteTableId: { Ref: 'Routes' } }, routes),
  ),
  leads('a network of another account', peering('444455556666'), peering('111122223333'), {}),
  leads(
    'a network of an account, where ours is not given',
    peering('111122223333'),
    peering({ Ref: 'AWS::AccountId' }),
    anybody,
  ),
  leads(
    'a service of somebody',
    endpoint('com.amazonaws.vpce.eu-central-1.vpce-svc-0abc'),
    endpoint('com.amazonaws.eu-central-1.sqs'),
  ),
];

const called = (Resource: string): string => JSON.stringify({ States: { A: { Type: 'Task', Resource } } });
const machine = (DefinitionString: Json, DefinitionSubstitutions: Fields = {}): Fields =>
  templateOf('AWS::StepFunctions::StateMachine', { DefinitionString, DefinitionSubstitutions });
const calls = (what: string, breaks: Fields, fine: Fields, more: Partial<Case> = {}): Case =>
  evades('state-machines', what, breaks, fine, more);
const call = ['arn:aws:states:::aws-sdk:', '{call}'].join('$');

const inParts = {
  Definition: { States: { A: { Resource: sub('arn:aws:states:::aws-sdk:#{Call}') } } },
};

/** Definitions that the service reads otherwise than they are written. */
export const definitions: readonly Case[] = [
  calls(
    'a call that is substituted',
    machine(called(call), { call: 'dynamodb:exportTableToPointInTime' }),
    machine(called(call), { call: 'dynamodb:describeTable' }),
  ),
  calls(
    'a call that is substituted by what is chosen at deployment',
    {
      ...machine(called(call), { call: { Ref: 'Call' } }),
      Parameters: { Call: { Type: 'String' } },
    },
    machine(called(call), { call: { 'Fn::GetAtt': ['Own', 'QueueName'] } }),
    unsure,
  ),
  calls(
    'a call with letters that are escaped',
    machine(called('arn:aws:states:::htt_:invoke').replace('_', '\\u0070')),
    machine(called('arn:aws:states:::sq_:sendMessage').replace('_', '\\u0073')),
    unsure,
  ),
  calls(
    'a place with letters that are escaped',
    machine(called('arn:aws:lambda:us-east_1:111122223333:function:f').replace('_', '\\u002d')),
    machine(called('arn:aws:lambda:eu-west_1:111122223333:function:f').replace('_', '\\u002d')),
  ),
  calls(
    'a call of a definition in parts that is chosen at deployment',
    {
      ...templateOf('AWS::StepFunctions::StateMachine', inParts),
      Parameters: { Call: { Type: 'String' } },
    },
    beside('AWS::StepFunctions::StateMachine', inParts, { Call: { Type: 'AWS::SQS::Queue' } }),
    unsure,
  ),
  calls('a definition that is no JSON', machine('{"States":'), machine('{"States":{}}'), unsure),
];

const mapped = (beside: Fields): Fields =>
  templateOf(
    'AWS::SecretsManager::Secret',
    { ReplicaRegions: [{ Region: { 'Fn::FindInMap': ['To', 'eu', 'region'] } }] },
    { Mappings: { To: { eu: { region: 'eu-west-1', ...beside } } } },
  );
const encrypted = (KmsKeyArn: Json): Fields => templateOf('AWS::Lambda::Function', { KmsKeyArn });

/** What is written, or looked up, only when the template is deployed. */
export const later: readonly Case[] = [
  evades(
    'macros',
    'a macro beside what a mapping holds',
    mapped({ 'Fn::Transform': { Name: 'Any' } }),
    mapped({ Transform: 'any' }),
    unsure,
  ),
  evades(
    'unknown-places',
    'what is looked up, in two pieces',
    encrypted({ 'Fn::Join': ['', ['{{res', 'olve:ssm:/key}}']] }),
    encrypted({ 'Fn::Join': ['', ['{{res', 'olved:ssm:/key}}']] }),
    unsure,
  ),
  evades(
    'unknown-places',
    'what is looked up, with a piece put in',
    encrypted({ 'Fn::Sub': [['{{res', '{Rest}'].join('$'), { Rest: 'olve:ssm:/key}}' }] }),
    encrypted({ 'Fn::Sub': [['{{res', '{Rest}'].join('$'), { Rest: 't:ssm:/key}}' }] }),
    unsure,
  ),
];
