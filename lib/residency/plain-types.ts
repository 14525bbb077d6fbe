/**
 * Types by service through which data leaves only by an address, which the rules over every text read. A test takes the
 * properties of each from CloudFormation's own specification, and demands a reason for every one whose name could
 * carry data elsewhere.
 */
const plain: Readonly<Record<string, string>> = {
  ApiGateway:
    'Account ApiKey BasePathMapping GatewayResponse Model RequestValidator Resource UsagePlan UsagePlanKey',
  ApiGatewayV2: 'ApiMapping Deployment DomainName Route',
  ApplicationAutoScaling: 'ScalableTarget ScalingPolicy',
  AutoScaling: 'LaunchConfiguration ScalingPolicy ScheduledAction',
  Backup: 'BackupSelection',
  CDK: 'Metadata',
  CertificateManager: 'Certificate',
  CloudFormation: 'WaitCondition WaitConditionHandle',
  CloudFront:
    'CachePolicy CloudFrontOriginAccessIdentity OriginAccessControl OriginRequestPolicy ResponseHeadersPolicy',
  StepFunctions: 'Activity StateMachineAlias StateMachineVersion',
  CloudWatch: 'AnomalyDetector Dashboard',
  Cognito:
    'IdentityPool IdentityPoolRoleAttachment UserPoolGroup UserPoolResourceServer UserPoolUser UserPoolUserToGroupAttachment',
  EC2: 'DHCPOptions EIP EIPAssociation Instance KeyPair LaunchTemplate NetworkAcl NetworkAclEntry NetworkInterface PrefixList RouteTable SecurityGroup SecurityGroupEgress SecurityGroupIngress Subnet SubnetNetworkAclAssociation VPC VPCCidrBlock VPCDHCPOptionsAssociation Volume VolumeAttachment',
  EFS: 'AccessPoint MountTarget',
  ElasticLoadBalancingV2: 'TargetGroup',
  IAM: 'AccessKey Group GroupPolicy InstanceProfile ManagedPolicy Policy RolePolicy ServiceLinkedRole User UserPolicy UserToGroupAddition',
  KMS: 'Alias',
  Kinesis: 'Stream StreamConsumer',
  Lambda: 'Alias LayerVersion Url Version',
  Logs: 'LogStream MetricFilter QueryDefinition',
  RDS: 'DBClusterParameterGroup DBParameterGroup DBSubnetGroup OptionGroup',
  SSM: 'Parameter',
  Scheduler: 'ScheduleGroup',
  SecretsManager: 'SecretTargetAttachment',
  WAFv2: 'WebACLAssociation',
};

/** Every type that copies nothing by itself. */
export const plainTypes: ReadonlySet<string> = new Set(
  Object.entries(plain).flatMap(([service, names]) =>
    names.split(' ').map((name) => `AWS::${service}::${name}`),
  ),
);
