import { everyRoute } from '../../contract/api/routes.ts';
import { qualifiedScope, resourceServer, type Scope } from '../../contract/api/scopes.ts';
import type { Readers } from '../../contract/statement/statement.ts';
import type { PartitionedTable } from '../../contract/tables/every-partition.ts';
import type { Resource } from '../residency/template/template.ts';
import { type CellReading, referredIn, textAt } from './cell-reading.ts';

/** Actions that hand out what is in a table, a stream, a queue or a log; a policy is not in a table. */
const reading =
  /^(?:\*|dynamodb:(?:\*|Get(?!ResourcePolicy$).*|BatchGet.*|Query|Scan|PartiQL.*)|sqs:(?:\*|ReceiveMessage)|logs:(?:\*|Get.*|FilterLogEvents|StartQuery))$/;

/** Logical ids of what statements let a role read, streams of tables included. */
const readBy = (role: Resource): ReadonlySet<string> => {
  const statements = role.properties
    .each('Policies')
    .flatMap((policy) => policy.each('PolicyDocument', 'Statement'));
  const permitted = statements
    .filter((statement) => textAt(statement, 'Effect') === 'Allow')
    .filter((statement) => statement.each('Action').some((action) => reading.test(action.literal ?? '*')))
    .flatMap((statement) => statement.each('Resource'));
  return new Set(
    permitted.map((resource) => referredIn(textAt(resource) ?? '')).filter((id) => id !== undefined),
  );
};

/** The name of a function, without what CDK adds to it. */
export const nameOfFunction = ({ id }: Resource): string =>
  id.replace(/Function[0-9A-F]{8}$/, '').toLowerCase();

/** Functions whose role may read what is in a store. */
export const functionsReading = (cell: CellReading, store: Resource): readonly string[] =>
  cell.ofType('AWS::Lambda::Function').flatMap((fn) => {
    const role = cell.resources.find(({ id }) => id === referredIn(textAt(fn.properties, 'Role') ?? ''));
    return role !== undefined && readBy(role).has(store.id) ? [nameOfFunction(fn)] : [];
  });

const scopesOf = ({ properties }: Resource): readonly string[] =>
  properties
    .each('AllowedOAuthScopes')
    .map((scope) => (textAt(scope) ?? '').replace(/^\$\{\w+\}/, resourceServer));

/** Services of the vendor whose client has one of the scopes. An own issuer's scopes stand in no template. */
const servicesWith = (cell: CellReading, scopes: readonly Scope[]): readonly string[] => {
  const { tokenRules } = cell;
  if (tokenRules.kind === 'oidc') {
    return tokenRules.services.map((id) => `${id}, where the vendor's issuer gives it the scope`);
  }
  const wanted: readonly string[] = scopes.map(qualifiedScope);
  return cell
    .ofType('AWS::Cognito::UserPoolClient')
    .filter(({ properties }) =>
      properties.each('AllowedOAuthFlows').some((flow) => flow.literal === 'client_credentials'),
    )
    .filter((client) => scopesOf(client).some((scope) => wanted.includes(scope)))
    .map(({ id }) => id.replace(/^ClientsService/, '').replace(/[0-9A-F]{8}$/, ''));
};

/** Scopes of the reading routes that admit a kind of caller. */
const scopesShown = (scopes: readonly Scope[], who: 'service' | 'operator'): readonly Scope[] =>
  scopes.filter((scope) =>
    everyRoute.some(
      ([key, route]) =>
        key.startsWith('GET ') && route.scopes.includes(scope) && route.who.some((each) => each === who),
    ),
  );

/**
 * Who reads a table: functions by their roles, others by the routes of the API and their scopes. From which
 * countries people of the vendor read is not declared anywhere yet, and so it is not said.
 */
export const readersOf = (
  cell: CellReading,
  table: PartitionedTable,
  { scopes, customer }: { readonly scopes: readonly Scope[]; readonly customer: string },
): Readers => ({
  functions: functionsReading(cell, cell.tables[table]),
  services: servicesWith(cell, scopesShown(scopes, 'service')),
  vendorRoles: scopesShown(scopes, 'operator').length > 0 ? ['operator'] : [],
  customer,
  countries: 'not declared',
});

/** Readers of what no route of the API shows. @param functions that read it for their work */
export const noRouteShows = (functions: readonly string[] = []): Readers => ({
  functions,
  services: [],
  vendorRoles: [],
  customer: 'nobody',
  countries: 'not declared',
});
