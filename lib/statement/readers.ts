import type { VendorRole } from '../../contract/access/token-rules.ts';
import { everyRoute } from '../../contract/api/routes.ts';
import { qualifiedScope, resourceServer, type Scope } from '../../contract/api/scopes.ts';
import type { Readers } from '../../contract/statement/statement.ts';
import {
  everyPartition,
  type PartitionedTable,
  type PartitionOf,
} from '../../contract/tables/every-partition.ts';
import type { Partitions } from '../../contract/tables/partitions.ts';
import type { Resource } from '../residency/template/template.ts';
import { type CellReading, referredIn, textAt } from './cell-reading.ts';
import { letsRead, type ReadingGrant, readingGrants } from './grants-read.ts';
import { UnknownStore } from './known-types.ts';

/** The name of a function, without what CDK adds to it. */
export const nameOfFunction = ({ id }: Resource): string =>
  id.replace(/Function[0-9A-F]{8}$/, '').toLowerCase();

/** A function and what its role may read. */
type ReadingFunction = { readonly name: string; readonly grants: readonly ReadingGrant[] };

const readingFunctions = (cell: CellReading): readonly ReadingFunction[] => {
  const roles = new Map(cell.ofType('AWS::IAM::Role').map((role) => [role.id, role]));
  const grants = new Map<Resource, readonly ReadingGrant[]>();
  return cell.ofType('AWS::Lambda::Function').map((fn) => {
    const role = roles.get(referredIn(textAt(fn.properties, 'Role') ?? '') ?? '');
    if (role === undefined) throw new UnknownStore(`The role of ${fn.id} stands in no template.`);
    const known = grants.get(role) ?? readingGrants(cell, role);
    grants.set(role, known);
    return { name: nameOfFunction(fn), grants: known };
  });
};

/** The functions of each cell, looked up once for all that is asked of them. */
const functionsByCell = new WeakMap<CellReading, readonly ReadingFunction[]>();

const functionsOf = (cell: CellReading): readonly ReadingFunction[] => {
  const known = functionsByCell.get(cell) ?? readingFunctions(cell);
  functionsByCell.set(cell, known);
  return known;
};

/**
 * Functions whose role may read what is in a store.
 * @param keys patterns of the partitions that are meant; the stream of a table and a queue have none
 * @throws UnknownStore where nobody can tell what a function may read
 */
export const functionsReading = (
  cell: CellReading,
  store: Resource,
  keys: ReadingGrant['keys'] = 'all',
): readonly string[] =>
  functionsOf(cell)
    .filter(({ grants }) => grants.some((grant) => letsRead(grant, store.id, keys)))
    .map(({ name }) => name);

/** Functions that may read these kinds of partitions of a table. */
export const functionsReadingKinds = <Table extends PartitionedTable>(
  cell: CellReading,
  table: Table,
  kinds: readonly PartitionOf<Table>[],
): readonly string[] => {
  const all: Partitions = everyPartition[table];
  const keys = kinds.flatMap((kind) => all[String(kind)]?.(cell.geography) ?? []);
  return functionsReading(cell, cell.tables[table], keys);
};

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

/** Roles of the vendor's people that routes let read; the others are shown nothing by the API yet. */
const vendorsReaders = ['operator', 'auditor'] as const satisfies readonly VendorRole[];
type VendorsReader = (typeof vendorsReaders)[number];

/** Scopes of the reading routes that admit a kind of caller. */
const scopesShown = (scopes: readonly Scope[], who: 'service' | VendorsReader): readonly Scope[] =>
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
export const readersOf = <Table extends PartitionedTable>(
  cell: CellReading,
  table: Table,
  {
    kinds,
    scopes,
    customer,
  }: {
    readonly kinds: readonly PartitionOf<Table>[];
    readonly scopes: readonly Scope[];
    readonly customer: string;
  },
): Readers => ({
  functions: functionsReadingKinds(cell, table, kinds),
  services: servicesWith(cell, scopesShown(scopes, 'service')),
  vendorRoles: vendorsReaders.filter((role) => scopesShown(scopes, role).length > 0),
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
