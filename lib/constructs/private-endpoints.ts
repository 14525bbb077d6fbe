import { Aws } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** How a service is reached from a network without a way out. */
type Way = {
  /** The last part of the endpoint service's name: `com.amazonaws.<region>.<this>`. */
  readonly service: string;
  readonly kind: 'gateway' | 'interface';
};

/**
 * Every service that functions of a cell call, by the first part of its actions. A call of a service that is not
 * here has no way in an isolated cell, and the synthesis says so.
 */
const ways: Readonly<Record<string, Way>> = {
  dynamodb: { service: 'dynamodb', kind: 'gateway' },
  events: { service: 'events', kind: 'interface' },
  kms: { service: 'kms', kind: 'interface' },
  s3: { service: 's3', kind: 'gateway' },
  sqs: { service: 'sqs', kind: 'interface' },
};

/** An endpoint of an isolated network, with what may pass it. */
export type PrivateEndpoint = Way & { readonly policy: PolicyDocument };

/** The service that an action belongs to, as policies name it: `sqs` of `sqs:SendMessage`. */
export const serviceOf = (action: string): string => action.split(':')[0] ?? '';

/** The service of an endpoint by the first part of its actions; undefined where none is known. */
export const wayTo = (service: string): Way | undefined =>
  Object.hasOwn(ways, service) ? ways[service] : undefined;

const actionsByResource = (calls: readonly PolicyStatement[]): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, readonly string[]>();
  for (const { actions, resources } of calls) {
    for (const resource of resources) {
      found.set(resource, [...new Set([...(found.get(resource) ?? []), ...actions])].sort());
    }
  }
  return found;
};

/** What may pass: the calls that functions make, on the very resources, by principals of the cell's own account. */
const policyFor = (calls: readonly PolicyStatement[]): PolicyDocument =>
  new PolicyDocument({
    statements: [...actionsByResource(calls)].map(
      ([resource, actions]) =>
        new PolicyStatement({
          principals: [new AnyPrincipal()],
          actions: [...actions],
          resources: [resource],
          conditions: { StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID } },
        }),
    ),
  });

/**
 * The endpoints that the calls of functions need, one a service: a new call asks for a new endpoint.
 * @param calls what the functions of a cell call themselves, as their roles allow it
 * @throws Error naming a service that has no endpoint
 */
export const endpointsFor = (calls: readonly PolicyStatement[]): readonly PrivateEndpoint[] => {
  const services = [...new Set(calls.flatMap(({ actions }) => actions.map(serviceOf)))].sort();
  return services.map((service) => {
    const way = wayTo(service);
    if (way === undefined) {
      throw new Error(
        `A function calls ${service}, which has no endpoint in an isolated network; allowed: ${Object.keys(ways).join(', ')}.`,
      );
    }
    const own = calls.filter(({ actions }) => actions.every((action) => serviceOf(action) === service));
    return { ...way, policy: policyFor(own) };
  });
};
