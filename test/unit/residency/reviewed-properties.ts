/**
 * Properties of plain types whose names could carry data elsewhere, and why they do not. Each was looked up in
 * CloudFormation's own reference. What is an ARN is read by `foreign-arns` and `unknown-places` wherever it stands.
 */
const reviewed: readonly (readonly [why: string, properties: Readonly<Record<string, string>>])[] = [
  [
    'a role that the service takes on; what it may do stands in its policies',
    {
      'ApiGateway::Account': 'cloudWatchRoleArn',
      'ApplicationAutoScaling::ScalableTarget': 'roleArn',
      'Backup::BackupSelection': 'iamRoleArn',
      'Cognito::IdentityPool': 'roleArn',
      'Cognito::IdentityPoolRoleAttachment': 'roleArn',
      'Cognito::UserPoolGroup': 'roleArn',
    },
  ],
  [
    'a certificate, a license or a place in which the thing itself is made; no data is sent to it',
    {
      'ApiGatewayV2::DomainName': 'certificateArn ownershipVerificationCertificateArn truststoreUri',
      'CertificateManager::Certificate': 'certificateAuthorityArn',
      'EC2::Instance': 'hostId hostResourceGroupArn licenseConfigurationArn',
      'EC2::LaunchTemplate':
        'arn capacityReservationResourceGroupArn capacityReservationTarget hostId hostResourceGroupArn licenseConfigurationArn',
      'EC2::Subnet': 'outpostArn',
      'EC2::Volume': 'outpostArn',
    },
  ],
  [
    'a public certificate may be taken out by whoever is allowed to; it protects data and holds none',
    { 'CertificateManager::Certificate': 'certificateExport' },
  ],
  [
    'domain names go into public logs, and nothing else',
    { 'CertificateManager::Certificate': 'certificateTransparencyLoggingPreference' },
  ],
  [
    'EDGE or REGIONAL: `edge-services` is about the API behind it',
    { 'ApiGatewayV2::DomainName': 'endpointType' },
  ],
  ['an integration of the same API, which is a type of its own', { 'ApiGatewayV2::Route': 'target' }],
  [
    'how much there shall be, when, or of what; a number or a name of a metric',
    {
      'ApplicationAutoScaling::ScalableTarget': 'scalableTargetAction scheduledActions',
      'ApplicationAutoScaling::ScalingPolicy':
        'scalingTargetId targetTrackingScalingPolicyConfiguration targetValue',
      'AutoScaling::ScalingPolicy': 'targetTrackingConfiguration targetValue',
      'EC2::Instance': 'secondaryPrivateIpAddressCount',
      'EC2::LaunchTemplate': 'enaQueueCount secondaryPrivateIpAddressCount',
      'EC2::NatGateway': 'secondaryAllocationIds secondaryPrivateIpAddressCount secondaryPrivateIpAddresses',
      'EC2::NetworkInterface': 'secondaryPrivateIpAddressCount',
      'Kinesis::Stream': 'targetMiBps',
      'EFS::AccessPoint': 'ownerGid ownerUid secondaryGids',
    },
  ],
  [
    'whether a machine may ask for its own metadata, on itself',
    {
      'AutoScaling::LaunchConfiguration': 'httpEndpoint',
      'EC2::Instance': 'httpEndpoint',
      'EC2::LaunchTemplate': 'httpEndpoint',
    },
  ],
  [
    'part of what an edge distribution does, which `edge-services` breaks as a whole',
    {
      'CloudFront::CachePolicy': 'parametersInCacheKeyAndForwardedToOrigin',
      'CloudFront::ResponseHeadersPolicy': 'reportUri serverTimingHeadersConfig',
    },
  ],
  [
    'a state machine of the same region and account',
    {
      'StepFunctions::StateMachineAlias': 'stateMachineArn stateMachineVersionArn',
      'StepFunctions::StateMachineVersion': 'stateMachineArn',
    },
  ],
  [
    'metrics of another account are read here, and none are sent',
    { 'CloudWatch::AnomalyDetector': 'accountId' },
  ],
  [
    'who says who somebody is: it is asked, and told nothing but that',
    {
      'Cognito::IdentityPool': 'openIdConnectProviderArns samlProviderArns serverSideTokenCheck',
    },
  ],
  [
    'where notices for phones are sent from: an ARN, in the region that it names',
    { 'Cognito::IdentityPool': 'applicationArns' },
  ],
  [
    'servers that are asked for names and the time; they see names of hosts',
    { 'EC2::DHCPOptions': 'domainNameServers netbiosNameServers ntpServers' },
  ],
  [
    'whom a network lets in or out, among what it is joined to; it joins nothing',
    {
      'EC2::SecurityGroup': 'destinationPrefixListId destinationSecurityGroupId sourceSecurityGroupOwnerId',
      'EC2::SecurityGroupEgress': 'destinationPrefixListId destinationSecurityGroupId',
      'EC2::SecurityGroupIngress': 'sourceSecurityGroupOwnerId',
      'EC2::VPC': 'lambda lambdaExclusion vpcPeering vpcPeeringExclusion',
    },
  ],
  [
    'an endpoint in the network; the region of its service is read by `region-names` and `unknown-places`',
    {
      'EC2::VPCEndpoint':
        'privateDnsOnlyForInboundResolverEndpoint resourceConfigurationArn serviceNetworkArn serviceRegion vpcEndpointType',
    },
  ],
  [
    'machines that the network reaches; ways to other networks are types of their own',
    {
      'ElasticLoadBalancingV2::TargetGroup':
        'quicServerId targetControlPort targetGroupAttributes targetType targets',
    },
  ],
  [
    'policies that are attached, which `allowed-copies` reads',
    { 'IAM::Group': 'managedPolicyArns', 'IAM::User': 'managedPolicyArns' },
  ],
  [
    'the thing itself, of which this is a name or a part; always of the same region',
    {
      'KMS::Alias': 'targetKeyId',
      'Lambda::Url': 'targetFunctionArn',
      'SecretsManager::SecretTargetAttachment': 'targetId targetType',
      'WAFv2::WebACLAssociation': 'resourceArn webAclArn',
    },
  ],
  [
    'where something is read from, into this region',
    {
      'Kinesis::StreamConsumer': 'streamArn',
      'Lambda::LayerVersion': 's3Bucket',
      'Lambda::Version': 'runtimeVersionArn',
    },
  ],
];

/** Why each reviewed property of a type is fine, by its name. */
export const reviewOf = (type: string): ReadonlyMap<string, string> =>
  new Map(
    reviewed.flatMap(([why, properties]) =>
      (properties[type.replace(/^AWS::/, '')] ?? '')
        .split(' ')
        .filter((name) => name !== '')
        .map((name) => [name, why] as const),
    ),
  );
