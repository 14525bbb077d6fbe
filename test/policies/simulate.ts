import { runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { type Call, filledIn, type Place } from '../escapes/escape.ts';
import type { PolicyDocument, SimulatedRole } from './roles.ts';

/** Who calls: a role's own policies within a boundary, or within none. */
export type Caller = Pick<SimulatedRole, 'arn' | 'own' | 'boundary'>;

/** A role that permits everything, within a boundary or within none: what a mistake would make of a role. */
export const almighty = (boundary?: PolicyDocument): Caller => ({
  arn: 'arn:aws:iam::111122223333:role/almighty',
  own: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }],
  boundary,
});

/** The session under which a function calls. */
export const sessionOf = ({ arn }: Caller): string =>
  `${arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/function`;

const regionOf = ({ at }: Call, place: Place): string => filledIn(at ?? '{here}', place);

const contextOf = (call: Call, place: Place): Record<string, string | string[]> => {
  const own = Object.entries(call.context ?? {}).map(([key, value]) => [
    key,
    typeof value === 'string' ? filledIn(value, place) : value.map((text) => filledIn(text, place)),
  ]);
  return {
    'aws:RequestedRegion': regionOf(call, place),
    'aws:ResourceAccount': filledIn(call.of ?? '{account}', place),
    ...Object.fromEntries(own),
  };
};

const document = (principal: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: '*', Resource: '*' }],
});

/** What the resource itself says: a key and a role trust the account's policies, another account trusts everybody. */
const resourcePolicyOf = (caller: Caller, call: Call, place: Place) => {
  if (call.of !== undefined) return document(caller.arn);
  return /^(kms|sts):/.test(call.action) ? document(`arn:aws:iam::${place.account}:root`) : undefined;
};

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : (value ?? []);

const shortened = new WeakMap<PolicyDocument, Map<string, PolicyDocument>>();

/** A policy without the statements that name other actions: they decide nothing, and take time. */
const concerning = (document: PolicyDocument, action: string): PolicyDocument => {
  const known = shortened.get(document) ?? new Map<string, PolicyDocument>();
  shortened.set(document, known);
  const before = known.get(action);
  if (before !== undefined) return before;
  const named = (text: string) => text.includes('*') || text.toLowerCase() === action.toLowerCase();
  const Statement = document.Statement.filter(
    ({ Action, NotAction }) => NotAction !== undefined || listOf(Action).some(named),
  );
  const shorter = { ...document, Statement };
  known.set(action, shorter);
  return shorter;
};

const policies = (documents: readonly PolicyDocument[]) =>
  documents.map((policy, index) => ({ name: `policy-${index}`, policy }));

const concerned = (caller: Caller, { action }: Call) =>
  caller.own.map((document) => concerning(document, action)).filter(({ Statement }) => Statement.length > 0);

/** A call as the simulator takes it. */
export const simulation = (caller: Caller, call: Call, place: Place): Simulation => ({
  request: {
    principal: sessionOf(caller),
    action: call.action,
    resource: {
      resource: filledIn(call.resource, place),
      accountId: filledIn(call.of ?? '{account}', place),
    },
    contextVariables: contextOf(call, place),
  },
  identityPolicies: policies(concerned(caller, call)),
  serviceControlPolicies: [],
  resourceControlPolicies: [],
  resourcePolicy: resourcePolicyOf(caller, call, place),
  ...(caller.boundary && { permissionBoundaryPolicies: policies([caller.boundary]) }),
});

/** @throws RangeError where there is no such call, or a policy is not one */
const validated = async (given: Simulation) => {
  const answer = await runSimulation(given, {});
  if (answer.resultType === 'error') throw new RangeError(JSON.stringify(answer.errors));
  return answer;
};

/** What was simulated before: for a call, most roles of a cell have the same to say, which is nothing. */
const simulated = new WeakMap<object, Map<string, boolean>>();
const unbounded = {};

const simulatedOnce = (given: Simulation, boundary: PolicyDocument | undefined): boolean => {
  const within = boundary ?? unbounded;
  const known = simulated.get(within) ?? new Map<string, boolean>();
  simulated.set(within, known);
  const { principal: _, ...request } = given.request;
  const key = JSON.stringify([request, given.identityPolicies]);
  const answer = known.get(key) ?? runUnsafeSimulation(given, {}) === 'Allowed';
  known.set(key, answer);
  return answer;
};

/**
 * Whether IAM would let a caller do it. The call is taken as it is, which is fast: `ignoredKeysOf` says whether
 * there is such a call. Where a resource has a policy of its own, the simulator asks for more, and is slower.
 */
export const isAllowed = async (caller: Caller, call: Call, place: Place): Promise<boolean> => {
  const given = simulation(caller, call, place);
  if (given.resourcePolicy === undefined) return simulatedOnce(given, caller.boundary);
  return (await validated(given)).overallResult === 'Allowed';
};

/**
 * Condition keys that a call brings and IAM would not fill, by the service authorization reference.
 * @throws RangeError where there is no such action, or it takes no such resource
 */
export const ignoredKeysOf = async (caller: Caller, call: Call, place: Place): Promise<readonly string[]> => {
  const answer = await validated(simulation(caller, call, place));
  const results = answer.resultType === 'single' ? [answer.result] : answer.results;
  return results.flatMap(({ ignoredContextKeys = [] }) => ignoredContextKeys);
};
