/**
 * Actions of IAM that send or copy data to a place that the request names, while the request itself goes to the home
 * region: `aws:RequestedRegion` holds none of them. What is copied by a call to the region abroad (`ec2:CopyImage`,
 * `rds:CopyDBSnapshot`) is not among them: a condition on the region does hold that.
 */
export const copyingActions: readonly string[] = [
  ...['backup:CopyFromBackupVault', 'backup:CopyIntoBackupVault', 'backup:CreateBackupPlan'],
  ...['backup:StartCopyJob', 'backup:UpdateBackupPlan', 'cloudformation:CreateStackInstances'],
  ...['cloudformation:CreateStackSet', 'cloudformation:UpdateStackSet', 'datasync:CreateTask'],
  ...['dlm:CreateLifecyclePolicy', 'dlm:UpdateLifecyclePolicy'],
  ...['imagebuilder:CreateDistributionConfiguration', 'imagebuilder:UpdateDistributionConfiguration'],
  ...['cloudtrail:CreateTrail', 'cloudtrail:UpdateTrail', 'cloudwatch:PutMetricStream'],
  ...['cognito-idp:CreateUserPoolReplica', 'config:PutConfigurationAggregator', 'config:PutDeliveryChannel'],
  ...['dynamodb:AssociateTableReplica', 'dynamodb:CreateGlobalTable', 'dynamodb:CreateTableReplica'],
  ...['dynamodb:EnableKinesisStreamingDestination', 'dynamodb:ExportTableToPointInTime'],
  ...['dynamodb:ReadDataForReplication', 'dynamodb:ReplicateSettings', 'dynamodb:UpdateGlobalTable'],
  ...['dynamodb:UpdateKinesisStreamingDestination', 'dynamodb:UpdateTable', 'ec2:CreateStoreImageTask'],
  ...['ecr:PutReplicationConfiguration', 'elasticache:CreateGlobalReplicationGroup'],
  ...['elasticfilesystem:CreateReplicationConfiguration', 'events:CreateApiDestination'],
  ...['events:CreateEndpoint', 'events:PutTargets', 'events:UpdateApiDestination', 'events:UpdateEndpoint'],
  ...['firehose:CreateDeliveryStream', 'firehose:UpdateDestination', 'kms:ReplicateKey'],
  ...['kms:UpdatePrimaryRegion', 'lambda:PutFunctionEventInvokeConfig', 'logs:CreateDelivery'],
  ...['logs:CreateExportTask', 'logs:PutAccountPolicy', 'logs:PutDestination', 'logs:PutSubscriptionFilter'],
  ...['pipes:CreatePipe', 'pipes:UpdatePipe', 'rds:CreateGlobalCluster', 'rds:StartExportTask'],
  ...['rds:StartDBInstanceAutomatedBackupsReplication', 'redshift:EnableSnapshotCopy'],
  's3:CreateJob',
  ...['s3:CreateMultiRegionAccessPoint', 's3:PutInventoryConfiguration', 's3:PutReplicationConfiguration'],
  ...['s3:ReplicateObject', 'scheduler:CreateSchedule', 'scheduler:UpdateSchedule'],
  ...['secretsmanager:ReplicateSecretToRegions', 'sns:Subscribe', 'ssm:CreateResourceDataSync'],
  ...['states:CreateStateMachine', 'states:UpdateStateMachine'],
];

/** Services whose ARNs the recovery points of a backup bear: a grant on them is one on the backup. */
export const bearersOfBackups: ReadonlySet<string> = new Set([
  'dynamodb',
  'ec2',
  'elasticfilesystem',
  'fsx',
  'rds',
  'redshift',
  's3',
  'storagegateway',
  'timestream',
]);

/** Condition keys of single services that name where a copy goes: a region or an ARN. */
export const keysOfPlaces: Readonly<Record<string, string>> = {
  'cloudformation:CreateStackInstances': 'cloudformation:TargetRegion',
  'backup:CopyFromBackupVault': 'backup:CopyTargets',
  'events:CreateEndpoint': 'events:EventBusArn',
  'events:PutTargets': 'events:TargetArn',
  'events:UpdateEndpoint': 'events:EventBusArn',
  'kms:ReplicateKey': 'kms:ReplicaRegion',
  'kms:UpdatePrimaryRegion': 'kms:PrimaryRegion',
  'secretsmanager:ReplicateSecretToRegions': 'secretsmanager:AddReplicaRegions',
  'sns:Subscribe': 'sns:Endpoint',
};

/** Policies that AWS writes, and that let nobody copy: what functions and instances commonly get. */
export const harmlessPolicies: ReadonlySet<string> = new Set([
  ...['AmazonEC2ContainerRegistryReadOnly', 'AmazonS3ReadOnlyAccess', 'AmazonSSMManagedInstanceCore'],
  ...['AmazonDynamoDBReadOnlyAccess', 'AWSXRayDaemonWriteAccess', 'AWSXrayWriteOnlyAccess'],
  ...['CloudWatchAgentServerPolicy', 'CloudWatchLambdaInsightsExecutionRolePolicy'],
  ...['service-role/AmazonAPIGatewayPushToCloudWatchLogs', 'service-role/AWSLambdaBasicExecutionRole'],
  ...['service-role/AWSLambdaDynamoDBExecutionRole', 'service-role/AWSLambdaKinesisExecutionRole'],
  ...['service-role/AWSLambdaSQSQueueExecutionRole', 'service-role/AWSLambdaVPCAccessExecutionRole'],
  ...['service-role/AmazonECSTaskExecutionRolePolicy'],
]);

/** Policies that AWS writes, by what they allow of the above. */
export const powerfulPolicies: Readonly<Record<string, string>> = {
  AdministratorAccess: '*',
  AmazonDynamoDBFullAccess: 'dynamodb:*',
  AmazonEventBridgeFullAccess: 'events:*',
  AmazonS3FullAccess: 's3:*',
  AmazonSNSFullAccess: 'sns:*',
  AmazonKinesisFirehoseFullAccess: 'firehose:*',
  AWSBackupFullAccess: 'backup:*',
  AWSStepFunctionsFullAccess: 'states:*',
  CloudWatchLogsFullAccess: 'logs:*',
  PowerUserAccess: '*',
  SecretsManagerReadWrite: 'secretsmanager:*',
};
