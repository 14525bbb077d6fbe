import fc from 'fast-check';
import type { RouteKey } from '../../contract/api/routes.ts';
import { bodySchemas } from '../../contract/api/schemas/bodies.ts';
import { pathSchemas } from '../../contract/api/schemas/paths.ts';
import { querySchemas } from '../../contract/api/schemas/queries.ts';
import { arbitraryNear, type MeantTexts } from './arbitrary-of.ts';
import { sharing, sharingUse } from './settings.ts';

/** What a request says besides its route and its caller. */
export type NearRequest = {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** To be sent as JSON; undefined where the route takes none, and now and then where it takes one. */
  readonly body: unknown;
  readonly headers: { readonly 'if-match': string; readonly 'idempotency-key': string };
};

/** Texts that lead to everything that a customer has, and some that lead elsewhere. */
export const meantTexts = (customer: {
  readonly organization: string;
  readonly workspace: string;
  readonly owner: string;
  readonly epochs: readonly string[];
  readonly geography: string;
  readonly day: string;
  readonly occurredAt: string;
  readonly callId: string;
  readonly certificates?: readonly string[];
  readonly incidents?: readonly string[];
  readonly placements?: readonly string[];
  readonly transfers?: readonly string[];
}): MeantTexts => ({
  organization: [customer.organization],
  workspace: [customer.workspace],
  subject: [customer.organization, customer.organization, `${customer.geography}_user_me`],
  epoch: customer.epochs,
  owner: [customer.owner],
  person: ['somebody-1'],
  roles: ['owner', 'approver'],
  program: [sharing.program],
  programs: [sharing.program],
  setting: [sharing.setting],
  use: [sharingUse],
  notice: ['data-sharing'],
  id: ['data-sharing'],
  value: ['on', 'off'],
  geography: [customer.geography],
  home: [customer.geography],
  category: ['prompt'],
  source: ['person'],
  dataClass: ['customer-data'],
  language: ['en'],
  day: [customer.day],
  occurredAt: [customer.occurredAt],
  callId: [customer.callId],
  body: ['How do I export a report?'],
  uploader: [`${customer.geography}_user_01J9Z3V8Q2T4N6R8S0W2Y4A6C8`],
  people: [`${customer.geography}_user_01J9Z3V8Q2T4N6R8S0W2Y4A6C8`],
  limit: ['1', '50'],
  version: ['1'],
  certificate: customer.certificates ?? [`${customer.geography}_cert_01J9Z3V8Q2T4N6R8S0W2Y4A6C8`],
  incident: customer.incidents ?? [`${customer.geography}_inc_01J9Z3V8Q2T4N6R8S0W2Y4A6C8`],
  placement: customer.placements ?? [`${customer.geography}_pl_01J9Z3V8Q2T4N6R8S0W2Y4A6C8`],
  transfer: customer.transfers ?? [`${customer.geography}_tr_01J9Z3V8Q2T4N6R8S0W2Y4A6C8`],
  purpose: ['improving', 'validating', 'sales'],
  recipient: ['vendor', 'third-party'],
  from: [customer.geography],
  to: [customer.geography],
  place: [customer.geography],
  outcome: ['executed', 'not-executed'],
  at: [customer.occurredAt],
  state: ['open', 'closed', 'stopped', 'running'],
  wrong: ['A copy was overlooked.'],
  reason: ['It is over.'],
  correction: ['It was put right.'],
  // Whether a key of the customer made it, only a verifier asks.
  signature: [`eyJhbGciOiJFUzI1NiJ9..${'A'.repeat(86)}`],
  sequence: ['0', '1'],
  since: ['1'],
  first: ['1'],
  second: ['1', '2'],
  others: ['eu_org_01J9Z3V8Q2T4N6R8S0W2Y4A6C8', 'us_ep_01J9Z3V8Q2T4N6R8S0W2Y4A6C8', 'constructor'],
});

const text = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');

/** What a gateway makes of a query: texts, and only of parameters that were given. */
const texts = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(Object(value)).flatMap(([name, field]) =>
      field === undefined ? [] : [[name, text(field)]],
    ),
  );

const schemaOf = (schemas: Readonly<Record<string, Parameters<typeof arbitraryNear>[0]>>, key: string) =>
  Object.hasOwn(schemas, key) ? schemas[key] : undefined;

const mostly = <T>(value: T, ...others: readonly T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(value) }, fc.constantFrom(...others));

/** Bodies whose fields belong together, so that none is met by drawing each alone. */
export type WholeBodies = { readonly [key in RouteKey]?: object };

/** Such a body as it is, or with a field as something near it would have it. */
const nearOrWhole = (near: fc.Arbitrary<unknown>, whole: object | undefined): fc.Arbitrary<unknown> => {
  if (whole === undefined) return near;
  const withOther = fc
    .tuple(fc.constantFrom(...Object.keys(whole)), near)
    .map(([name, other]) => ({ ...whole, [name]: (Object(other) as Record<string, unknown>)[name] }));
  return fc.oneof(fc.constant(whole), withOther, near);
};

/**
 * Requests near what a route takes, made from its schemas.
 * @param etag the entity tag of the setting that the meant texts lead to
 * @param whole bodies that are taken as they are
 */
export const requestsNear = (
  key: RouteKey,
  meant: MeantTexts,
  etag: string,
  whole: WholeBodies = {},
): fc.Arbitrary<NearRequest> => {
  const body = schemaOf(bodySchemas, key);
  const query = schemaOf(querySchemas, key);
  const names = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as keyof typeof pathSchemas);
  const path = names.map((name) => [name, arbitraryNear(pathSchemas[name], meant, name).map(text)] as const);
  return fc.record({
    path: fc.record(Object.fromEntries(path)),
    query: query === undefined ? mostly({}, { unknown: '1' }) : arbitraryNear(query, meant).map(texts),
    body: body === undefined ? fc.constant(undefined) : nearOrWhole(arbitraryNear(body, meant), whole[key]),
    headers: fc.record({
      'if-match': mostly(etag, '"other"', '*', ''),
      'idempotency-key': fc.oneof({ weight: 6, arbitrary: fc.uuid() }, fc.constantFrom('same', '', '\u0000')),
    }),
  });
};
