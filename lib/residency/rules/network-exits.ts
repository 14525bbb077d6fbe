import { partsAt } from '../destinations.ts';
import type { Pin } from '../pin.ts';
import { isOwnAccount, judgeRegion } from '../places.ts';
import { regionsNamedIn } from '../regions.ts';
import { allowed, broken, cannotTell, kept, rule, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';
import { makerOf, shown } from '../template/text.ts';

/** What leads to addresses that no template names: whatever is in the network can send there. */
const exits: Readonly<Record<string, string>> = {
  'AWS::EC2::CarrierGateway': 'the network of a carrier',
  'AWS::EC2::ClientVpnEndpoint': 'the machines of people',
  'AWS::EC2::EgressOnlyInternetGateway': 'the internet',
  'AWS::EC2::InternetGateway': 'the internet',
  'AWS::EC2::NatGateway': 'other networks, or the internet',
  'AWS::EC2::TransitGateway': 'other networks',
  'AWS::EC2::TransitGatewayAttachment': 'other networks',
  'AWS::EC2::TransitGatewayVpcAttachment': 'other networks',
  'AWS::EC2::VPNConnection': 'a network outside AWS',
  'AWS::EC2::VPNGateway': 'a network outside AWS',
};

/** Properties that name the region of the other side. */
const otherSides: Readonly<Record<string, string>> = {
  'AWS::EC2::TransitGatewayPeeringAttachment': 'PeerRegion',
  'AWS::EC2::VPCEndpoint': 'ServiceRegion',
  'AWS::EC2::VPCPeeringConnection': 'PeerRegion',
};

/**
 * Properties that lead on by an id. Whatever the same stack makes is looked at as what it is; an id from elsewhere may be
 * of a gateway to the internet, or of a table of routes to one.
 */
const ways: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::Route': [
    ...['CarrierGatewayId', 'CoreNetworkArn', 'EgressOnlyInternetGatewayId', 'GatewayId', 'InstanceId'],
    ...['LocalGatewayId', 'NatGatewayId', 'NetworkInterfaceId', 'OdbNetworkArn', 'TransitGatewayId'],
    ...['VpcEndpointId', 'VpcPeeringConnectionId'],
  ],
  'AWS::EC2::SubnetRouteTableAssociation': ['RouteTableId'],
  'AWS::EC2::VPCGatewayAttachment': ['InternetGatewayId', 'VpnGatewayId'],
};

const owners = ['PeerOwnerId', 'PeerAccountId'];

const fix = 'Reach services through endpoints of an allowed region.';

const judgeService = (name: Part, pin: Pin): Verdict => {
  const service = name.literal;
  if (service === undefined) return cannotTell(name, name.unknown ?? 'the service is not known', fix);
  const regions = regionsNamedIn(service);
  if (service.startsWith('com.amazonaws.vpce.'))
    return cannotTell(name, `whose service ${service} is does not stand in the template`, fix);
  if (regions.length === 0) return cannotTell(name, `${service} names no region`, fix);
  return regions.every(pin.allows) ? kept(name) : broken(name, `leads to ${service}; ${allowed(pin)}`, fix);
};

const judgeWay = (way: Part): Verdict =>
  way.literal === 'local' || /^AWS::EC2::/.test(makerOf(way.text)?.type ?? '')
    ? kept(way)
    : cannotTell(way, `where ${shown(way.text)} leads does not stand in these templates`, fix);

/** The account of the other side; where it is left out, it is the same one. */
const judgeOwner = (owner: Part, pin: Pin): Verdict => {
  const text = shown(owner.text);
  if (isOwnAccount(text, pin)) return kept(owner);
  return owner.literal === undefined || pin.account === undefined
    ? cannotTell(owner, `whether ${text} is the account of the pin is not known`, fix)
    : broken(owner, `the other side is of account ${text}`, fix);
};

/** A network leads to services and networks within the pin, and not to where no template tells. */
export const networkExits = rule({
  id: 'network-exits',
  sentence: 'A network leads to services and networks within the pin, and not to where no template tells.',
  appliesTo: [...Object.keys(exits), ...Object.keys(otherSides), ...Object.keys(ways)],
  check: (properties, pin, { type }) => {
    const exit = exits[type];
    if (exit !== undefined) return [cannotTell(properties, `it leads to ${exit}`, fix)];
    return [
      ...partsAt(properties, otherSides[type] ?? '').map((region) => judgeRegion(region, pin, fix)),
      ...(ways[type] ?? []).flatMap((name) => properties.at(name)).map(judgeWay),
      ...owners.flatMap((name) => properties.at(name)).map((owner) => judgeOwner(owner, pin)),
      ...partsAt(properties, 'ServiceName').map((name) => judgeService(name, pin)),
    ];
  },
});
