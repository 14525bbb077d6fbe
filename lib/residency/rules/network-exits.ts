import { partsAt } from '../destinations.ts';
import type { Pin } from '../pin.ts';
import { judgeRegion } from '../places.ts';
import { regionsNamedIn } from '../regions.ts';
import { allowed, broken, cannotTell, kept, rule, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';

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

const fix = 'Reach services through endpoints of an allowed region.';

const judgeService = (name: Part, pin: Pin): Verdict => {
  const service = name.literal;
  if (service === undefined) return cannotTell(name, name.unknown ?? 'the service is not known', fix);
  const regions = regionsNamedIn(service);
  if (regions.length === 0) return cannotTell(name, `${service} names no region`, fix);
  return regions.every(pin.allows) ? kept(name) : broken(name, `leads to ${service}; ${allowed(pin)}`, fix);
};

/** A network leads to services and networks within the pin, and not to where no template tells. */
export const networkExits = rule({
  id: 'network-exits',
  sentence: 'A network leads to services and networks within the pin, and not to where no template tells.',
  appliesTo: [...Object.keys(exits), ...Object.keys(otherSides)],
  check: (properties, pin, { type }) => {
    const exit = exits[type];
    if (exit !== undefined) return [cannotTell(properties, `it leads to ${exit}`, fix)];
    return [
      ...partsAt(properties, otherSides[type] ?? '').map((region) => judgeRegion(region, pin, fix)),
      ...partsAt(properties, 'ServiceName').map((name) => judgeService(name, pin)),
    ];
  },
});
