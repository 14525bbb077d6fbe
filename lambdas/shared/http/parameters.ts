import { describeGiven } from '../../../contract/api/given.ts';
import { invalidParameter, type RequestError } from '../../../contract/api/problems.ts';
import type { RouteKey } from '../../../contract/api/routes.ts';
import { explainIssues } from '../../../contract/api/schemas/explain.ts';
import { type PathOf, pathSchemas } from '../../../contract/api/schemas/paths.ts';
import { countsInQuery, noQuery, type QueryOf, querySchemas } from '../../../contract/api/schemas/queries.ts';

type Texts = Readonly<Record<string, string | undefined>>;

/** The values of a route's path. @throws ProblemError invalid-parameter */
export const readPath = <Key extends RouteKey>(key: Key, given: Texts | undefined): PathOf<Key> => {
  const names = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as keyof typeof pathSchemas);
  const values = names.map((name) => [name, decoded(textAt(given, name))] as const);
  const errors = values.flatMap(([name, value]) => wrongIn(name, value));
  if (errors.length > 0) throw invalidParameter(...errors);
  return Object.fromEntries(values) as PathOf<Key>;
};

const textAt = (given: Texts | undefined, name: string): string =>
  (given !== undefined && Object.hasOwn(given, name) ? given[name] : undefined) ?? '';

const wrongIn = (name: keyof typeof pathSchemas, value: string): readonly RequestError[] => {
  const parsed = pathSchemas[name].safeParse(value);
  if (parsed.success) return [];
  const allowed = parsed.error.issues[0]?.message ?? 'another value';
  return [{ at: `path.${name}`, given: describeGiven(value), allowed }];
};

/** Gateways differ in whether they decode; no value of ours has a percent sign, so decoding once more is safe. */
const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/** The values of a route's query; what it does not know is refused. @throws ProblemError invalid-parameter */
export const readQuery = <Key extends RouteKey>(key: Key, given: Texts | undefined): QueryOf<Key> => {
  const schema = Object.hasOwn(querySchemas, key) ? querySchemas[key as keyof typeof querySchemas] : noQuery;
  const input = given ?? {};
  const parsed = schema.safeParse(input);
  if (parsed.success) return withNumbers(parsed.data) as QueryOf<Key>;
  throw invalidParameter(...explainIssues(parsed.error.issues, input, nameInQuery));
};

/** A transformation in the schema would do the same; what the library brings for it is compiled at every start. */
const withNumbers = (query: object): object =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, isCount(name, value) ? Number(value) : value]),
  );

/** A name may stand for a count on one route and for a day on another one. */
const isCount = (name: string, value: unknown): boolean =>
  typeof value === 'string' && countsInQuery.includes(name) && /^\d+$/.test(value);

const nameInQuery = (path: readonly PropertyKey[]): string =>
  path.every((part) => /^[A-Za-z0-9_-]{1,40}$/.test(String(part)))
    ? `query.${path.map(String).join('.')}`
    : 'query.(a name that is not shown)';
