/**
 * What the roles of a cell may ever do, whatever their own policies say: run the cell, and look at it. Everything
 * else, and every action that AWS invents tomorrow, is denied. A role still needs each of these in its own policy.
 *
 * No copy, no export, no delivery and no change of who reaches a resource is in this list: a deployment does that,
 * with roles of its own.
 */

/** Reads of IAM by which a cell looks at its own roles. They are answered in one region for all the world. */
export const roleReads = [
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies',
] as const;

const running = [
  'cloudwatch:PutMetricData',
  'dynamodb:BatchGetItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
  'events:PutEvents',
  // Only for DynamoDB's own grants: `GrantsToOthers` stops the others.
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:GetPublicKey',
  'kms:ReEncrypt*',
  'kms:Sign',
  'kms:Verify',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  // Only of checkpoints, into the evidence bucket: `OtherObjects` stops the others.
  's3:PutObject',
  // The stars are for the batches, which the embedded cloud counts as actions of their own.
  'sqs:ChangeMessageVisibility*',
  'sqs:DeleteMessage*',
  'sqs:ReceiveMessage',
  'sqs:SendMessage*',
  'sts:GetCallerIdentity',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
] as const;

/** What is added to running where an outside witness of the log is asked for: `OtherAddresses` leaves one address. */
export const witnessing = ['events:InvokeApiDestination'] as const;

/** What Lambda does in the name of a function that runs in a network of its own. */
const joiningNetwork = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DetachNetworkInterface',
  'ec2:GetSecurityGroupsForVpc',
  'ec2:UnassignPrivateIpAddresses',
] as const;

/** How resources are set up, and not what is in them: no objects, secrets, parameters or users. */
const looking = [
  'apigateway:GET',
  'backup:Describe*',
  'backup:GetBackupPlan',
  'backup:GetBackupSelection',
  'backup:GetBackupVault*',
  'backup:List*',
  'cloudformation:Describe*',
  'cloudformation:GetTemplate',
  'cloudformation:List*',
  'cloudtrail:Describe*',
  'cloudtrail:Get*',
  'cloudtrail:List*',
  'cloudwatch:Describe*',
  'cloudwatch:Get*',
  'cloudwatch:List*',
  // Not clients of a pool: those are described with their secrets.
  'cognito-idp:DescribeUserPool',
  'cognito-idp:DescribeUserPoolDomain',
  'config:Describe*',
  'dynamodb:Describe*',
  'dynamodb:GetResourcePolicy',
  'dynamodb:List*',
  'ec2:Describe*',
  'events:Describe*',
  'events:List*',
  'kms:Describe*',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:List*',
  'lambda:GetEventSourceMapping',
  'lambda:GetFunction*',
  'lambda:GetPolicy',
  'lambda:List*',
  'logs:Describe*',
  'logs:GetDataProtectionPolicy',
  'logs:List*',
  'pipes:Describe*',
  'pipes:List*',
  's3:GetBucket*',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
  's3:GetReplicationConfiguration',
  's3:ListAllMyBuckets',
  'scheduler:Get*',
  'scheduler:List*',
  'sns:Get*',
  'sns:List*',
  'sqs:Get*',
  'sqs:List*',
] as const;

export const runningActions: readonly string[] = [...running, ...joiningNetwork, ...looking, ...roleReads];
