import { declares, type Escape, tries } from './escape.ts';

/** Services that copy, compute, infer or send: a cell uses none of them. */
export const services: readonly Escape[] = [
  {
    id: 'snapshot-copy',
    way: 'A snapshot or an image of a machine copied to another region',
    layers: {
      policy: [
        tries('ec2:CopySnapshot', 'arn:aws:ec2:{here}::snapshot/snap-0abc'),
        tries('ec2:CopyImage', 'arn:aws:ec2:{here}::image/ami-0abc'),
      ],
    },
  },
  {
    id: 'machine-started',
    way: 'A machine, a container or a build that runs code outside the bounds of the cell',
    layers: {
      policy: [
        tries('ec2:RunInstances', 'arn:aws:ec2:{here}:{account}:instance/*'),
        tries('ecs:RunTask', 'arn:aws:ecs:{here}:{account}:task-definition/t:1'),
        tries('codebuild:StartBuild', 'arn:aws:codebuild:{here}:{account}:project/p'),
        tries('batch:SubmitJob', 'arn:aws:batch:{here}:{account}:job-queue/q'),
      ],
    },
  },
  {
    id: 'network-opened',
    way: 'A network joined to another one, or its traffic recorded',
    layers: {
      policy: [
        tries('ec2:CreateVpcPeeringConnection', 'arn:aws:ec2:{here}:{account}:vpc/vpc-0abc'),
        tries('ec2:CreateFlowLogs', 'arn:aws:ec2:{here}:{account}:vpc-flow-log/fl-0abc'),
        tries(
          'ec2:CreateTrafficMirrorSession',
          'arn:aws:ec2:{here}:{account}:traffic-mirror-session/tms-0abc',
        ),
      ],
    },
  },
  {
    id: 'database-copy',
    way: 'A database whose backups are replicated, or that is copied or exported',
    layers: {
      template: declares('volume-copies', 'AWS::RDS::DBInstance', {
        AutomaticBackupReplicationRegion: 'us-east-1',
      }),
      policy: [
        tries('rds:StartExportTask', 'arn:aws:rds:{here}:{account}:snapshot:s'),
        tries('rds:CopyDBSnapshot', 'arn:aws:rds:{here}:{account}:snapshot:s'),
        tries('rds:StartDBInstanceAutomatedBackupsReplication', 'arn:aws:rds:{here}:{account}:db:d'),
      ],
    },
  },
  {
    id: 'global-database',
    way: 'A database that spans regions',
    layers: {
      template: declares('global-databases', 'AWS::RDS::GlobalCluster'),
      policy: [tries('rds:CreateGlobalCluster', 'arn:aws:rds::{account}:global-cluster:g')],
    },
  },
  {
    id: 'file-system-copy',
    way: 'A file system replicated into another region',
    layers: {
      template: declares('volume-copies', 'AWS::EFS::FileSystem', {
        ReplicationConfiguration: { ReplicationDestinations: [{ Region: 'us-east-2' }] },
      }),
      policy: [
        tries(
          'elasticfilesystem:CreateReplicationConfiguration',
          'arn:aws:elasticfilesystem:{here}:{account}:file-system/fs-0abc',
        ),
      ],
    },
  },
  {
    id: 'image-replication',
    way: 'Container images replicated into another region',
    layers: {
      template: declares('volume-copies', 'AWS::ECR::ReplicationConfiguration', {
        ReplicationConfiguration: {
          Rules: [{ Destinations: [{ Region: 'sa-east-1', RegistryId: '111122223333' }] }],
        },
      }),
      policy: [tries('ecr:PutReplicationConfiguration')],
    },
  },
  {
    id: 'secret-replica',
    way: 'A secret replicated into another region',
    layers: {
      template: declares('secret-replicas', 'AWS::SecretsManager::Secret', {
        ReplicaRegions: [{ Region: 'us-east-1' }],
      }),
      policy: [
        tries(
          'secretsmanager:ReplicateSecretToRegions',
          'arn:aws:secretsmanager:{here}:{account}:secret:s-abcdef',
        ),
      ],
    },
  },
  {
    id: 'parameter-written',
    way: 'Data left in a parameter or a secret, near or abroad',
    layers: {
      policy: [
        tries('ssm:PutParameter', 'arn:aws:ssm:{here}:{account}:parameter/p'),
        tries('ssm:PutParameter', 'arn:aws:ssm:{abroad}:{account}:parameter/p', { at: '{abroad}' }),
        tries('secretsmanager:PutSecretValue', 'arn:aws:secretsmanager:{here}:{account}:secret:s-abcdef'),
      ],
    },
  },
  {
    id: 'automation',
    way: 'A runbook that works in many regions and accounts',
    layers: {
      policy: [
        tries(
          'ssm:StartAutomationExecution',
          'arn:aws:ssm:{here}:{account}:automation-definition/AWS-CopySnapshot:1',
        ),
      ],
    },
  },
  {
    id: 'data-moved',
    way: 'A transfer, a migration or a flow of data to anywhere',
    layers: {
      policy: [
        tries('datasync:CreateTask', 'arn:aws:datasync:{here}:{account}:location/loc-0abc'),
        tries('transfer:CreateServer'),
        tries('dms:CreateReplicationTask', 'arn:aws:dms:{here}:{account}:endpoint:*'),
        tries('appflow:CreateFlow'),
      ],
    },
  },
  {
    id: 'data-analyzed',
    way: 'A table integrated into a warehouse, or read by a query or a job',
    layers: {
      policy: [
        tries('glue:CreateIntegration', 'arn:aws:glue:{here}:{account}:integration:*'),
        tries('glue:StartJobRun', 'arn:aws:glue:{here}:{account}:job/j'),
        tries('athena:StartQueryExecution', 'arn:aws:athena:{here}:{account}:workgroup/w'),
        tries('osis:CreatePipeline'),
      ],
    },
  },
  {
    id: 'inference-profile',
    way: 'A model called through a profile that picks the region itself',
    layers: {
      template: declares('inference-profiles', 'AWS::Lambda::Function', {
        Environment: { Variables: { MODEL: 'global.anthropic.claude-x' } },
      }),
      policy: [
        tries(
          'bedrock:InvokeModel',
          'arn:aws:bedrock:{here}:{account}:inference-profile/global.amazon.nova-x',
          {
            at: 'unspecified',
          },
        ),
      ],
    },
  },
  {
    id: 'model-abroad',
    way: 'A model called in another region by a profile that was called at home',
    layers: {
      policy: [
        tries('bedrock:InvokeModel', 'arn:aws:bedrock:{abroad}::foundation-model/amazon.nova-x', {
          at: '{abroad}',
          context: {
            'bedrock:InferenceProfileArn':
              'arn:aws:bedrock:{here}:{account}:inference-profile/eu.amazon.nova-x',
          },
        }),
      ],
    },
  },
  {
    id: 'model-records',
    way: 'Prompts that a model keeps: logs of its calls, jobs, training',
    layers: {
      policy: [
        tries('bedrock:PutModelInvocationLoggingConfiguration'),
        tries('bedrock:CreateModelInvocationJob', 'arn:aws:bedrock:{here}::foundation-model/amazon.nova-x'),
      ],
    },
  },
  {
    id: 'service-that-learns',
    way: 'Text handed to a service that may keep it for its own improvement',
    layers: {
      policy: [
        tries('translate:TranslateText', 'arn:aws:translate:{here}:{account}:terminology/t'),
        tries(
          'comprehend:DetectEntities',
          'arn:aws:comprehend:{here}:{account}:entity-recognizer-endpoint/e',
        ),
      ],
    },
  },
  {
    id: 'mail',
    way: 'Mail or a text message, which goes where the reader is',
    layers: {
      template: declares('user-pool-senders', 'AWS::Cognito::UserPool', {
        SmsConfiguration: { SnsRegion: 'us-east-1' },
      }),
      policy: [tries('ses:SendEmail', 'arn:aws:ses:{here}:{account}:identity/example.com')],
    },
  },
  {
    id: 'content-delivery',
    way: 'Requests answered at the edge of the network, or sent to any region',
    layers: {
      template: declares('edge-services', 'AWS::CloudFront::Distribution'),
      policy: [
        tries('cloudfront:CreateDistribution', '*', { at: 'us-east-1' }),
        tries('globalaccelerator:CreateAccelerator', '*', { at: 'us-west-2' }),
      ],
    },
  },
  {
    id: 'edge-firewall',
    way: 'A firewall of the edge, which sees every request',
    layers: {
      template: declares('edge-services', 'AWS::WAFv2::WebACL', { Scope: 'CLOUDFRONT' }),
      policy: [
        tries('wafv2:CreateWebACL', 'arn:aws:wafv2:us-east-1:{account}:global/webacl/w/1', {
          at: 'us-east-1',
        }),
      ],
    },
  },
  {
    id: 'edge-api',
    way: 'An API whose requests enter at the edge',
    layers: { template: declares('edge-services', 'AWS::ApiGateway::RestApi') },
  },
  {
    id: 'names-of-hosts',
    way: 'Data written into the names of hosts, or the cell answered for elsewhere',
    layers: {
      policy: [
        tries('route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z0', { at: 'us-east-1' }),
      ],
    },
  },
];
