import { form, json, type LiveCalls, rest } from './call.ts';

/** Services that copy, compute, infer or send. */
export const services: LiveCalls = {
  'snapshot-copy': [form('ec2:CopySnapshot', { SourceRegion: '{abroad}', SourceSnapshotId: 'snap-0abc' })],
  'machine-started': [
    form('ec2:RunInstances', { ImageId: 'ami-0abc', MinCount: '1', MaxCount: '1' }),
    json('ecs:RunTask', { taskDefinition: 't:1' }),
    json('codebuild:StartBuild', { projectName: 'p' }),
    rest('batch:SubmitJob', 'POST', '/v1/submitjob', { jobName: 'j', jobQueue: 'q', jobDefinition: 'd' }),
  ],
  'network-opened': [
    form('ec2:CreateVpcPeeringConnection', {
      VpcId: 'vpc-0abc',
      PeerVpcId: 'vpc-0def',
      PeerRegion: '{abroad}',
    }),
    form('ec2:CreateFlowLogs', { 'ResourceId.1': 'vpc-0abc', ResourceType: 'VPC', TrafficType: 'ALL' }),
  ],
  'global-database': [
    form('rds:CreateGlobalCluster', { GlobalClusterIdentifier: 'an-escape', Engine: 'aurora-postgresql' }),
  ],
  'file-system-copy': [
    rest(
      'elasticfilesystem:CreateReplicationConfiguration',
      'POST',
      '/2015-02-01/file-systems/fs-0abc/replication-configuration',
      {
        Destinations: [{ Region: '{abroad}' }],
      },
    ),
  ],
  'secret-replica': [
    json('secretsmanager:ReplicateSecretToRegions', {
      SecretId: '{secret}',
      AddReplicaRegions: [{ Region: '{elsewhere}' }],
    }),
  ],
  'parameter-written': [
    json('ssm:PutParameter', { Name: 'an-escape', Value: 'data', Type: 'String', Overwrite: true }),
    json(
      'ssm:PutParameter',
      { Name: 'an-escape', Value: 'data', Type: 'String', Overwrite: true },
      { at: '{abroad}' },
    ),
    json('secretsmanager:PutSecretValue', { SecretId: '{secret}', SecretString: 'data' }),
  ],
  'data-moved': [json('transfer:CreateServer', {})],
  'data-analyzed': [
    json('glue:StartJobRun', { JobName: 'j' }),
    json('athena:StartQueryExecution', { QueryString: 'SELECT 1' }),
  ],
  'inference-profile': [
    rest('bedrock:InvokeModel', 'POST', '/model/global.amazon.nova-x/invoke', { inputText: 'data' }),
  ],
  'model-abroad': [
    rest(
      'bedrock:InvokeModel',
      'POST',
      '/model/amazon.titan-text-lite-v1/invoke',
      { inputText: 'data' },
      { at: '{abroad}' },
    ),
  ],
  'model-records': [
    rest('bedrock:PutModelInvocationLoggingConfiguration', 'PUT', '/logging/modelinvocations', {
      loggingConfig: { s3Config: { bucketName: '{bucket}' } },
    }),
    rest('bedrock:CreateModelInvocationJob', 'POST', '/model-invocation-job', { jobName: 'j' }),
  ],
  mail: [
    rest('ses:SendEmail', 'POST', '/v2/email/outbound-emails', {
      FromEmailAddress: 'a@example.com',
      Destination: { ToAddresses: ['b@example.com'] },
      Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 'data' } } } },
    }),
  ],
  'content-delivery': [
    rest('cloudfront:CreateDistribution', 'POST', '/2020-05-31/distribution', '<DistributionConfig/>', {
      at: 'us-east-1',
    }),
  ],
  'edge-firewall': [
    json(
      'wafv2:CreateWebACL',
      {
        Name: 'w',
        Scope: 'CLOUDFRONT',
        DefaultAction: { Allow: {} },
        VisibilityConfig: { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: false, MetricName: 'w' },
      },
      { at: 'us-east-1' },
    ),
  ],
  'edge-api': [rest('apigateway:POST', 'POST', '/restapis', { name: 'an-escape' })],
  'names-of-hosts': [
    rest(
      'route53:ChangeResourceRecordSets',
      'POST',
      '/2013-04-01/hostedzone/Z0/rrset',
      '<ChangeResourceRecordSetsRequest/>',
      { at: 'us-east-1' },
    ),
  ],
};
