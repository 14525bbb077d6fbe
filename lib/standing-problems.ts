import { everyScope } from '../contract/api/scopes.ts';
import { programById } from '../domain/programs/catalog.ts';
import type { Program } from '../domain/programs/program.ts';
import type { Requires } from '../domain/programs/requires.ts';
import { type Check, isRecord, list, oneOf, type Problems, problem, shape } from './config-checks.ts';

/** Settings that ask for more than a role in the cell (SC-2), with what they ask for. */
type Demanding = { readonly name: string; readonly requires: Requires };

const demandingIn = ({ id, settings }: Program): readonly Demanding[] =>
  Object.entries(settings).flatMap(([setting, { requires }]) =>
    requires === undefined ? [] : [{ name: `${id}/${setting}`, requires }],
  );

const chosenIn = (programs: unknown): readonly Program[] =>
  (Array.isArray(programs) ? programs : [])
    .map((id) => programById(String(id)))
    .filter((program) => program !== undefined);

const instead = "or `directoryRoles: 'not-told'`, with which membership in the cell decides alone";

/** Where tokens tell nothing of a directory, nobody could ever change what asks for it: somebody has to say so. */
const unsaid = (field: string, what: string, demanding: readonly Demanding[]): Problems => {
  const [first, ...more] = demanding;
  if (first === undefined) return [];
  const others = more.length === 0 ? '' : `, as do ${more.map(({ name }) => name).join(', ')}`;
  return problem(
    `identity.${field}`,
    undefined,
    `the claim that lists ${what}, which ${first.name} requires${others}; ${instead}`,
  );
};

/**
 * What an own issuer must tell for the settings of the chosen programs, or declare that it does not (SC-2). The groups
 * of a cell's user pool tell it by their names.
 */
export const standingUnsaid = ({ identity, programs }: Readonly<Record<string, unknown>>): Problems => {
  if (!isRecord(identity) || identity.kind !== 'oidc') return [];
  const { directoryRolesClaim, capacitiesClaim, directoryRoles } = identity;
  if (directoryRoles === 'not-told') {
    const [claim] = [directoryRolesClaim, capacitiesClaim].filter((name) => name !== undefined);
    return claim === undefined
      ? []
      : problem('identity.directoryRoles', directoryRoles, 'nothing, where a claim tells of the directory');
  }
  const demanding = chosenIn(programs).flatMap(demandingIn);
  const ofCapacity = demanding.filter(({ requires }) => requires.capacity !== undefined);
  const roles = [...new Set(demanding.flatMap(({ requires }) => requires.directoryRoles))];
  return [
    ...(directoryRolesClaim === undefined
      ? unsaid('directoryRolesClaim', `directory roles of a person (${roles.join(', ')})`, demanding)
      : []),
    ...(capacitiesClaim === undefined
      ? unsaid('capacitiesClaim', 'the ids of the capacities that a person may write', ofCapacity)
      : []),
  ];
};

const claimsOfStanding = ['rolesClaim', 'directoryRolesClaim', 'capacitiesClaim'] as const;

/** Ids of capacities are chosen by customers: one that is called as a role is called must give nobody that role. */
export const claimsTwice = ({ identity }: Readonly<Record<string, unknown>>): Problems => {
  if (!isRecord(identity)) return [];
  return claimsOfStanding.flatMap((field, index) => {
    const claim = identity[field];
    const before = claimsOfStanding.slice(0, index).find((each) => identity[each] === claim);
    return claim === undefined || before === undefined
      ? []
      : problem(`identity.${field}`, claim, `a claim of its own; that one is identity.${before}`);
  });
};

/** The list of clients with which services act for people. @param id what the id of a client may be */
export const onBehalf = (id: Check): Check =>
  list(
    shape({
      client: id,
      service: id,
      scopes: list(oneOf(everyScope), `one or more of ${everyScope.join(', ')}`),
    }),
    'one { client, service, scopes } or more',
  );

/** Clients with which services act for people: each of a declared service, and none of another list (SC-21). */
export const actingClients = ({ identity }: Readonly<Record<string, unknown>>): Problems => {
  if (!isRecord(identity) || !Array.isArray(identity.onBehalf)) return [];
  const { people, services, onBehalf } = identity;
  const machines: readonly unknown[] = Array.isArray(services) ? services : [];
  const taken: readonly unknown[] = [...(Array.isArray(people) ? people : []), ...machines];
  const clients = onBehalf.map((each) => Object(each).client);
  return onBehalf.flatMap((each, index) => {
    const { client, service } = Object(each);
    const field = `identity.onBehalf[${index}]`;
    return [
      ...(machines.includes(service) ? [] : problem(`${field}.service`, service, 'one of identity.services')),
      ...(taken.includes(client) || clients.indexOf(client) !== index
        ? problem(`${field}.client`, client, 'a client that nothing else of identity names')
        : []),
    ];
  });
};
