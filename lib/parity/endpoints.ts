import { belongsInNetwork } from '../../contract/access/access.ts';
import { serviceOf, wayTo } from '../constructs/private-endpoints.ts';
import { attributeOf, type CellResource } from './cell.ts';
import { declaredFor } from './declared-permissions.ts';
import type { Facts } from './facts.ts';
import { allowedBy, statementsOf } from './grants.ts';
import { type Mismatch, unexplained } from './mismatch.ts';
import { waysOut } from './ways-out.ts';

/** The service that an endpoint leads to: `sqs` of `com.amazonaws.<AWS::Region>.sqs`. */
const leadsTo = ({ cell }: Facts, { properties }: CellResource): string =>
  cell.text(properties.ServiceName).split('.').at(-1) ?? '';

/** What some function of the cell is declared to do. */
const declaredByAnybody = ({ geography, functions, cell, anchors }: Facts): ReadonlySet<string> =>
  new Set(
    functions.flatMap(({ access }) =>
      access === undefined ? [] : [...declaredFor(access, geography, cell, anchors).keys()],
    ),
  );

const passesMore = (facts: Facts): readonly Mismatch[] => {
  const declared = declaredByAnybody(facts);
  return facts.cell.ofType('AWS::EC2::VPCEndpoint').flatMap((endpoint) => {
    // An endpoint without a policy passes everything.
    const statements = statementsOf(endpoint.properties.PolicyDocument);
    if (statements.length === 0) return [unexplained(endpoint, 'passes everything', 'what functions call')];
    return statements
      .flatMap((statement) => allowedBy(facts.cell, statement))
      .filter(({ action, resource }) => !declared.has(`${action} ${resource}`))
      .map(({ action, resource }) =>
        unexplained(endpoint, `passes ${action} on ${resource}`, 'what access files declare'),
      );
  });
};

/** Lambda and DynamoDB do these with the role of a function, outside its network. */
const doneByOthers = ['ec2', 'kms', 'logs'];

const isOutside = ({ access }: Facts['functions'][number]): boolean =>
  access !== undefined && !belongsInNetwork(access);

const callsWithoutWay = (facts: Facts): readonly Mismatch[] => {
  const reached = facts.cell.ofType('AWS::EC2::VPCEndpoint').map((endpoint) => leadsTo(facts, endpoint));
  const calling = facts.functions.filter((fn) => !isOutside(fn));
  return calling.flatMap(({ resource, role, access }) => {
    const calls = facts.grants.filter((grant) => attributeOf(`<${grant.role.id}>`, 'Arn') === role);
    const services = [...new Set(calls.map(({ action }) => serviceOf(action)))];
    return services
      .filter((service) => !doneByOthers.includes(service))
      .filter((service) => !isPolled(service, access) && !reached.includes(wayTo(service)?.service ?? ''))
      .map((service) => ({
        direction: 'decided-without-means' as const,
        resource: resource.id,
        template: resource.template,
        given: `calls ${service}, which no endpoint of the network leads to`,
        allowed: reached.join(', '),
      }));
  });
};

type Declared = Facts['functions'][number]['access'];

/** Lambda takes messages from queues, and leaves what failed there, outside the network of a function. */
const isPolled = (service: string, access: Declared): boolean =>
  service === 'sqs' && access !== undefined && access.sendsTo === undefined;

const placedOutside = ({ functions }: Facts): readonly string[] =>
  functions.filter(isOutside).map(({ resource }) => resource.id);

/** In an isolated cell: ways out, endpoints that pass more than is declared, and calls that have no endpoint. */
export const networkMismatches = (facts: Facts): readonly Mismatch[] =>
  facts.config.network === 'open'
    ? []
    : [...waysOut(facts.cell, placedOutside(facts)), ...passesMore(facts), ...callsWithoutWay(facts)];
