import type { Json } from '../residency/template/values.ts';
import { type Cell, type CellResource, eachOf } from './cell.ts';
import { type Mismatch, unexplained } from './mismatch.ts';

/** What would lead out of a network, whatever is routed to it. */
const gateways = [
  'AWS::EC2::CarrierGateway',
  'AWS::EC2::EgressOnlyInternetGateway',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::NatGateway',
  'AWS::EC2::TransitGatewayAttachment',
  'AWS::EC2::TransitGatewayVpcAttachment',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::EC2::VPCPeeringConnection',
  'AWS::EC2::VPNGateway',
];

/** The first address and the number of fixed bits of a range such as `10.0.0.0/24`; undefined for anything else. */
const rangeOf = (text: string): { readonly first: number; readonly bits: number } | undefined => {
  const [, one, two, three, four, bits] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(text) ?? [];
  if (bits === undefined) return undefined;
  const first = [one, two, three, four].reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first, bits: Number(bits) };
};

/** Whether a range of addresses lies wholly in another. What cannot be read lies nowhere. */
const liesIn = (text: string, outer: string): boolean => {
  const [range, around] = [rangeOf(text), rangeOf(outer)];
  if (range === undefined || around === undefined || range.bits < around.bits) return false;
  const size = 2 ** (32 - around.bits);
  return Math.floor(range.first / size) === Math.floor(around.first / size);
};

const thisHost = '127.0.0.1/32';

type Network = {
  readonly cell: Cell;
  readonly ranges: readonly string[];
  /** Ids of functions that have their place outside. */
  readonly outside: readonly string[];
};

/** The text of a group, by its reference or its attribute. */
const groupIds = (cell: Cell): readonly string[] =>
  cell.ofType('AWS::EC2::SecurityGroup').flatMap(({ id }) => [`<${id}>`, `<${id}.GroupId>`]);

const isWithin = ({ cell, ranges }: Network, rule: Readonly<Record<string, Json>>): boolean => {
  if (rule.DestinationPrefixListId !== undefined)
    return /^pl-[0-9a-f]+$/.test(cell.text(rule.DestinationPrefixListId)) && isHttps(cell, rule);
  if (rule.DestinationSecurityGroupId !== undefined)
    return groupIds(cell).includes(cell.text(rule.DestinationSecurityGroupId)) && isHttps(cell, rule);
  const range = cell.text(rule.CidrIp);
  return range === thisHost || ranges.some((own) => liesIn(range, own));
};

const isHttps = (cell: Cell, { FromPort, ToPort }: Readonly<Record<string, Json>>): boolean =>
  cell.text(FromPort) === '443' && cell.text(ToPort) === '443';

const groupsOut = (network: Network): readonly Mismatch[] => {
  const { cell } = network;
  const allowed = 'HTTPS to endpoints of the cell';
  const apart = cell.ofType('AWS::EC2::SecurityGroupEgress');
  return [
    ...cell.ofType('AWS::EC2::SecurityGroup').flatMap((group) => {
      const rules = eachOf(group.properties.SecurityGroupEgress);
      // Without a rule for what leaves, EC2 adds one for everything.
      if (rules.length === 0) return [unexplained(group, 'lets out everything', allowed)];
      return rules.filter((rule) => !isWithin(network, rule)).map((rule) => letsOut(group, rule, allowed));
    }),
    ...apart
      .filter(({ properties }) => !isWithin(network, properties))
      .map((rule) => letsOut(rule, rule.properties, allowed)),
  ];
};

const letsOut = (resource: CellResource, rule: object, allowed: string): Mismatch =>
  unexplained(resource, `lets out ${JSON.stringify(rule)}`, allowed);

const routesOut = ({ cell }: Network): readonly Mismatch[] => [
  ...cell
    .ofType(...gateways)
    .map((gateway) =>
      unexplained(gateway, `${gateway.type} leads out of the network`, 'endpoints of services'),
    ),
  ...cell
    .ofType('AWS::EC2::Route')
    .map((route) =>
      unexplained(
        route,
        `routes ${cell.text(route.properties.DestinationCidrBlock ?? route.properties.DestinationIpv6CidrBlock)} on`,
        'the routes that endpoints bring',
      ),
    ),
];

/** Functions outside the network, or in a part of it that these templates do not make. */
const functionsOut = ({ cell, outside }: Network): readonly Mismatch[] => {
  const subnets = cell.ofType('AWS::EC2::Subnet').flatMap(({ id }) => [`<${id}>`, `<${id}.SubnetId>`]);
  const inside = cell.ofType('AWS::Lambda::Function').filter(({ id }) => !outside.includes(id));
  return inside.flatMap((one) => {
    const [placed] = eachOf(one.properties.VpcConfig);
    const inSubnets = cell.texts(placed?.SubnetIds);
    const inGroups = cell.texts(placed?.SecurityGroupIds);
    const isInside =
      inSubnets.length > 0 &&
      inGroups.length > 0 &&
      inSubnets.every((subnet) => subnets.includes(subnet)) &&
      inGroups.every((group) => groupIds(cell).includes(group));
    return isInside
      ? []
      : [unexplained(one, 'runs outside the network of the cell', 'its subnets and groups')];
  });
};

/**
 * Every way by which something that runs in an isolated cell could reach an address that no endpoint of the cell
 * answers: gateways, routes, groups that let out more, functions outside (BY-11). Computed from the templates: the
 * names that its functions look up still reach the resolver of the network.
 * @param outside ids of the functions that have their place outside of it
 */
export const waysOut = (cell: Cell, outside: readonly string[]): readonly Mismatch[] => {
  const ranges = cell.ofType('AWS::EC2::VPC').map(({ properties }) => cell.text(properties.CidrBlock));
  const network = { cell, ranges, outside };
  return [...routesOut(network), ...groupsOut(network), ...functionsOut(network)];
};
