/** Types that hold data: something of this folder speaks of each. */
export const storeTypes = {
  table: 'AWS::DynamoDB::Table',
  globalTable: 'AWS::DynamoDB::GlobalTable',
  queue: 'AWS::SQS::Queue',
  bus: 'AWS::Events::EventBus',
  bucket: 'AWS::S3::Bucket',
  logGroup: 'AWS::Logs::LogGroup',
  userPool: 'AWS::Cognito::UserPool',
  key: 'AWS::KMS::Key',
  replicaKey: 'AWS::KMS::ReplicaKey',
} as const;

/** Types by service that hold nothing of customers: they run, permit, route, alarm or describe. */
const emptyHanded: Readonly<Record<string, string>> = {
  ApiGatewayV2: 'Api Authorizer Integration Route Stage',
  CDK: 'Metadata',
  CloudWatch: 'Alarm CompositeAlarm Dashboard',
  Cognito: 'UserPoolClient UserPoolDomain UserPoolGroup UserPoolResourceServer',
  EC2: 'NetworkAcl NetworkAclEntry Route RouteTable SecurityGroup SecurityGroupEgress SecurityGroupIngress Subnet SubnetNetworkAclAssociation SubnetRouteTableAssociation VPC VPCEndpoint',
  Events: 'ApiDestination Connection EventBusPolicy Rule',
  IAM: 'ManagedPolicy Policy Role RolePolicy',
  KMS: 'Alias',
  Lambda: 'EventInvokeConfig EventSourceMapping Function Permission',
  S3: 'BucketPolicy',
  SQS: 'QueuePolicy',
};

const known: ReadonlySet<string> = new Set([
  ...Object.values(storeTypes),
  ...Object.entries(emptyHanded).flatMap(([service, names]) =>
    names.split(' ').map((name) => `AWS::${service}::${name}`),
  ),
]);

/** A resource of a cell holds data, or may hold data, that the statement would be silent about. */
export class UnknownStore extends Error {
  override readonly name = 'UnknownStore';
}

/** A bucket can hold anything: one is known, in which checkpoints are locked away. */
const isUnknownBucket = ({ id, type }: { readonly id: string; readonly type: string }): boolean =>
  type === storeTypes.bucket && !/^EvidenceBucket[0-9A-F]{8}$/.test(id);

/** @throws UnknownStore where a type may hold data, for all that the statement knows */
export const demandKnown = (resources: readonly { readonly id: string; readonly type: string }[]): void => {
  const unknown = resources.filter((one) => !known.has(one.type) || isUnknownBucket(one));
  if (unknown.length === 0) return;
  const listed = unknown.map(({ id, type }) => `${id} (${type})`).join(', ');
  throw new UnknownStore(
    `The residency statement does not know what these hold: ${listed}. Let lib/statement say it, or leave them out.`,
  );
};
