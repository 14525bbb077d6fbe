import { everyProgram } from '../../domain/programs/catalog.ts';
import { type CustomerRole, customerRoles } from '../../domain/programs/program.ts';
import { everyVendorRole } from '../access/token-rules.ts';
import type { Route, Who } from './routes.ts';
import type { Scope } from './scopes.ts';

/**
 * What each role is answered on each route, said from the route table alone: for readers, and for the test that sends
 * every role to every route. No function needs it while it runs.
 */

/** Whoever can call a cell, in one role. `nobody` has no token. */
export const everyRole = [...customerRoles, ...everyVendorRole, 'person', 'service', 'nobody'] as const;
export type Role = (typeof everyRole)[number];

/** Allowed, or the status of the refusal. */
export type RoleAnswer = 'allowed' | 401 | 403 | 404;

/** Roles that some setting of the catalog lets decide. */
export const deciders: readonly CustomerRole[] = customerRoles.filter((role) =>
  everyProgram.some(({ settings }) =>
    Object.values(settings).some(({ decidedBy }) => decidedBy.includes(role)),
  ),
);

const isOfCustomer = (role: Role): role is CustomerRole => customerRoles.some((each) => each === role);

const names = ({ who }: Pick<Route, 'who'>, ...wanted: readonly Who[]): boolean =>
  who.some((each) => wanted.includes(each));

/** Whether a route asks for membership of somebody who comes with none of the vendor's roles that it names. */
const asksForMembership = (route: Pick<Route, 'who'>): boolean =>
  names(route, 'member', 'decider', ...customerRoles);

/**
 * What a role is answered, with a token that holds every scope, about things that are there. A person in a customer's
 * role is a member of the subject that is asked for, `person` of none.
 */
export const answerTo = (role: Role, route: Pick<Route, 'who'>): RoleAnswer => {
  if (names(route, 'public')) return 'allowed';
  if (role === 'nobody') return 401;
  if (names(route, 'anyone')) return 'allowed';
  if (role === 'service') return names(route, 'service') ? 'allowed' : 403;
  if (names(route, 'person') || (role !== 'person' && names(route, role))) return 'allowed';
  if (!asksForMembership(route)) return 403;
  if (!isOfCustomer(role)) return 404;
  const admitted = names(route, 'member') || (names(route, 'decider') && deciders.includes(role));
  return admitted ? 'allowed' : 403;
};

/** Somebody who acts for a person, and the scopes that it may send at most (SC-21). */
export type Acting = { readonly for: Exclude<Role, 'service' | 'nobody'>; readonly scopes: readonly Scope[] };

/** A service that acts for a person is answered as the person, and refused whatever it may not do itself. */
export const answerToActing = (acting: Acting, route: Pick<Route, 'who' | 'scopes'>): RoleAnswer =>
  route.scopes.every((scope) => acting.scopes.includes(scope)) ? answerTo(acting.for, route) : 403;
