/**
 * Types by service through which, by what they are for, data leaves only by an address, which other rules read. Not
 * checked property by property.
 */
const plain: Readonly<Record<string, string>> = {
  ApiGateway:
    'Account ApiKey Authorizer BasePathMapping Deployment GatewayResponse Model RequestValidator Resource Stage UsagePlan UsagePlanKey',
  ApiGatewayV2: 'Api ApiMapping Authorizer Deployment DomainName Route Stage',
  ApplicationAutoScaling: 'ScalableTarget ScalingPolicy',
  AutoScaling: 'AutoScalingGroup LaunchConfiguration LifecycleHook ScalingPolicy ScheduledAction',
  Backup: 'BackupSelection BackupVault',
  CDK: 'Metadata',
  CertificateManager: 'Certificate',
  CloudFormation: 'WaitCondition WaitConditionHandle',
  CloudFront:
    'CachePolicy CloudFrontOriginAccessIdentity OriginAccessControl OriginRequestPolicy ResponseHeadersPolicy',
  StepFunctions: 'Activity StateMachineAlias StateMachineVersion',
  CloudWatch: 'Alarm AnomalyDetector CompositeAlarm Dashboard',
  Cognito:
    'IdentityPool IdentityPoolRoleAttachment UserPoolClient UserPoolDomain UserPoolGroup UserPoolResourceServer UserPoolUser UserPoolUserToGroupAttachment',
  EC2: 'DHCPOptions EIP EIPAssociation FlowLog Instance KeyPair LaunchTemplate NetworkAcl NetworkAclEntry NetworkInterface PrefixList Route RouteTable SecurityGroup SecurityGroupEgress SecurityGroupIngress Subnet SubnetNetworkAclAssociation SubnetRouteTableAssociation VPC VPCCidrBlock VPCDHCPOptionsAssociation VPCGatewayAttachment Volume VolumeAttachment',
  ECS: 'Cluster Service TaskDefinition',
  EFS: 'AccessPoint MountTarget',
  ElasticLoadBalancing: 'LoadBalancer',
  ElasticLoadBalancingV2: 'Listener ListenerRule LoadBalancer TargetGroup',
  Events: 'EventBusPolicy',
  IAM: 'AccessKey Group GroupPolicy InstanceProfile ManagedPolicy Policy Role RolePolicy ServiceLinkedRole User UserPolicy UserToGroupAddition',
  KMS: 'Alias',
  Kinesis: 'Stream StreamConsumer',
  Lambda: 'Alias LayerVersion LayerVersionPermission Permission Url Version',
  Logs: 'LogGroup LogStream MetricFilter QueryDefinition ResourcePolicy',
  RDS: 'DBClusterParameterGroup DBParameterGroup DBSubnetGroup OptionGroup',
  S3: 'BucketPolicy',
  SNS: 'TopicPolicy',
  SQS: 'QueuePolicy',
  SSM: 'Parameter',
  Scheduler: 'ScheduleGroup',
  SecretsManager: 'ResourcePolicy RotationSchedule SecretTargetAttachment',
  WAFv2: 'WebACLAssociation',
};

/** Every type that copies nothing by itself. */
export const plainTypes: ReadonlySet<string> = new Set(
  Object.entries(plain).flatMap(([service, names]) =>
    names.split(' ').map((name) => `AWS::${service}::${name}`),
  ),
);
