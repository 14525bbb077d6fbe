import { createRequire } from 'node:module';
import { Aws, Validations } from 'aws-cdk-lib';
import type * as Ec2 from 'aws-cdk-lib/aws-ec2';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type Geography, geographies } from '../../domain/geographies.ts';
import { endpointsFor, type PrivateEndpoint } from './private-endpoints.ts';

/** Loaded only where a cell has a network: no other synthesis waits for it. */
const loadEc2 = (): typeof Ec2 => createRequire(import.meta.url)('aws-cdk-lib/aws-ec2');

/** Nothing is routed between this network and any other, so that every cell can have the same addresses. */
const addresses = { network: '10.0.0.0/24', subnets: ['10.0.0.0/25', '10.0.0.128/25'] } as const;

const https = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 } as const;

/** A security group without a rule for what leaves gets one for everything; this one reaches nobody. */
const reachesNobody = {
  ipProtocol: '-1',
  cidrIp: '127.0.0.1/32',
  description: 'Nothing leaves',
} as const;

type ByRegion = Readonly<Record<(typeof geographies)[Geography]['region'], string>>;

/**
 * AWS's own lists of the addresses of DynamoDB, by region of a cell. AWS gives them for the asking only, and a
 * synthesis asks nobody. A list that is not there stops the deployment at the security group.
 */
export const dynamoDbPrefixLists: ByRegion = {
  'eu-central-1': 'pl-66a5400f',
  'us-east-1': 'pl-02cd2c6b',
  'ap-southeast-2': 'pl-62a5400b',
  'ap-southeast-1': 'pl-67a5400e',
  'eu-west-2': 'pl-b3a742da',
  'sa-east-1': 'pl-60a54009',
  'ca-central-1': 'pl-4ea54027',
  'ap-south-1': 'pl-66a7420f',
  'ap-northeast-1': 'pl-78a54011',
};

/** The same of S3. */
export const s3PrefixLists: ByRegion = {
  'eu-central-1': 'pl-6ea54007',
  'us-east-1': 'pl-63a5400a',
  'ap-southeast-2': 'pl-6ca54005',
  'ap-southeast-1': 'pl-6fa54006',
  'eu-west-2': 'pl-7ca54015',
  'sa-east-1': 'pl-6aa54003',
  'ca-central-1': 'pl-7da54014',
  'ap-south-1': 'pl-78a54011',
  'ap-northeast-1': 'pl-61a54008',
};

/** Zones by the ids that are the same in every account: the letters differ, and not every zone has Lambda. */
const zonesOf: Readonly<Record<Geography, readonly [string, string]>> = {
  eu: ['euc1-az1', 'euc1-az2'],
  us: ['use1-az1', 'use1-az2'],
  au: ['apse2-az1', 'apse2-az2'],
  apac: ['apse1-az1', 'apse1-az2'],
  uk: ['euw2-az1', 'euw2-az2'],
  br: ['sae1-az1', 'sae1-az2'],
  ca: ['cac1-az1', 'cac1-az2'],
  in: ['aps1-az1', 'aps1-az2'],
  jp: ['apne1-az1', 'apne1-az2'],
};

/**
 * Where the functions of an isolated cell are: two subnets in two zones, from which nothing leads on. There is no
 * gateway to the internet, no address translation, no peering and no route but to the endpoints of the services
 * that the functions call. A call to any other address has no way (BY-11).
 *
 * - The gateway endpoints pass the cell's tables and what it locks away only, each interface endpoint one queue,
 *   bus or key.
 * - The functions' security group takes nothing in, and lets out HTTPS to those endpoints.
 * - The group that every network has by default cannot be emptied without code of its own, which the residency
 *   rules refuse. Nothing is in it.
 * - No flow logs: they would keep addresses and need one more role; what finds no way fails in its function.
 */
export class IsolatedNetwork extends Construct {
  /** What a function is put into, as its template says it. */
  readonly placement: { readonly subnetIds: string[]; readonly securityGroupIds: string[] };
  private readonly ec2 = loadEc2();
  private readonly vpc: Ec2.CfnVPC;
  private readonly subnets: readonly Ec2.CfnSubnet[];
  private readonly routeTable: Ec2.CfnRouteTable;

  /** @param props.calls what functions call themselves, as their roles allow it */
  constructor(
    scope: Construct,
    id: string,
    props: { readonly geography: Geography; readonly calls: readonly PolicyStatement[] },
  ) {
    super(scope, id);
    this.vpc = new this.ec2.CfnVPC(this, 'Vpc', {
      cidrBlock: addresses.network,
      // Names of services mean their endpoints in here.
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    const reason =
      'Nothing leads out of this network: flow logs would keep addresses, and tell less than the function that failed.';
    Validations.of(this.vpc).acknowledge({ id: 'AwsSolutions-VPC7', reason });
    this.routeTable = new this.ec2.CfnRouteTable(this, 'Routes', { vpcId: this.vpc.attrVpcId });
    const [first, second] = zonesOf[props.geography];
    this.subnets = [
      this.subnet('Subnet1', first, addresses.subnets[0]),
      this.subnet('Subnet2', second, addresses.subnets[1]),
    ];
    const endpoints = endpointsFor(props.calls);
    const groups = this.groups(geographies[props.geography].region);
    for (const endpoint of endpoints) this.endpoint(endpoint, groups.endpoints);
    this.placement = {
      subnetIds: this.subnets.map((subnet) => subnet.attrSubnetId),
      securityGroupIds: [groups.functions.attrGroupId],
    };
  }

  private subnet(id: string, availabilityZoneId: string, cidrBlock: string): Ec2.CfnSubnet {
    const subnet = new this.ec2.CfnSubnet(this, id, {
      vpcId: this.vpc.attrVpcId,
      cidrBlock,
      availabilityZoneId,
      mapPublicIpOnLaunch: false,
    });
    new this.ec2.CfnSubnetRouteTableAssociation(this, `${id}Routes`, {
      subnetId: subnet.attrSubnetId,
      routeTableId: this.routeTable.attrRouteTableId,
    });
    return subnet;
  }

  private groups(region: keyof typeof dynamoDbPrefixLists) {
    const vpcId = this.vpc.attrVpcId;
    const endpoints = new this.ec2.CfnSecurityGroup(this, 'EndpointsGroup', {
      vpcId,
      groupDescription: 'Endpoints of the services that functions call',
      securityGroupIngress: [
        { ...https, cidrIp: addresses.network, description: 'From the functions of the cell' },
      ],
      securityGroupEgress: [reachesNobody],
    });
    const functions = new this.ec2.CfnSecurityGroup(this, 'FunctionsGroup', {
      vpcId,
      groupDescription: 'Functions of the cell: nothing in, and out to endpoints only',
      securityGroupEgress: [
        {
          ...https,
          destinationPrefixListId: dynamoDbPrefixLists[region],
          description: 'To DynamoDB through its gateway endpoint',
        },
        {
          ...https,
          destinationPrefixListId: s3PrefixLists[region],
          description: 'To S3 through its gateway endpoint',
        },
        {
          ...https,
          destinationSecurityGroupId: endpoints.attrGroupId,
          description: 'To the endpoints of the cell',
        },
      ],
    });
    return { endpoints, functions };
  }

  private endpoint({ service, kind, policy }: PrivateEndpoint, group: Ec2.CfnSecurityGroup): void {
    const shared = {
      vpcId: this.vpc.attrVpcId,
      serviceName: `com.amazonaws.${Aws.REGION}.${service}`,
      policyDocument: policy,
    };
    const id = `${service[0]?.toUpperCase()}${service.slice(1)}Endpoint`;
    if (kind === 'gateway') {
      const routeTableIds = [this.routeTable.attrRouteTableId];
      new this.ec2.CfnVPCEndpoint(this, id, { ...shared, vpcEndpointType: 'Gateway', routeTableIds });
      return;
    }
    new this.ec2.CfnVPCEndpoint(this, id, {
      ...shared,
      vpcEndpointType: 'Interface',
      subnetIds: this.subnets.map((subnet) => subnet.attrSubnetId),
      securityGroupIds: [group.attrGroupId],
      privateDnsEnabled: true,
    });
  }
}
