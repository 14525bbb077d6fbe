import { everyScope } from '../contract/api/scopes.ts';
import { everyGeography } from '../domain/geographies.ts';
import { everyProgram } from '../domain/programs/catalog.ts';
import { type Duration, days, describeDuration, minutes } from '../domain/time.ts';

/** How many days CloudWatch can keep logs for, up to a year. */
export const logLifeDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365] as const;

/** Why a value is not allowed: the field, what was given, what is allowed. Empty where all is well. */
type Problems = readonly string[];
type Check = (field: string, value: unknown) => Problems;

const shown = (value: unknown): string =>
  value === undefined ? 'missing' : (JSON.stringify(value) ?? typeof value);

const problem = (field: string, value: unknown, allowed: string): Problems => [
  `\`${field}\` is ${shown(value)}; allowed: ${allowed}.`,
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const optional =
  (check: Check): Check =>
  (field, value) =>
    value === undefined ? [] : check(field, value);

const text =
  (pattern: RegExp, allowed: string): Check =>
  (field, value) =>
    typeof value === 'string' && pattern.test(value) ? [] : problem(field, value, allowed);

const oneOf = (allowed: readonly string[]): Check => {
  const named = allowed.map((name) => `'${name}'`).join(', ');
  return (field, value) =>
    typeof value === 'string' && allowed.includes(value) ? [] : problem(field, value, named);
};

const repeatedIn = (values: readonly unknown[]): unknown =>
  values.find((value, index) => values.indexOf(value) !== index);

const list =
  (check: Check, allowed: string): Check =>
  (field, value) => {
    if (!Array.isArray(value) || value.length === 0) return problem(field, value, allowed);
    const repeated = repeatedIn(value);
    if (repeated !== undefined)
      return problem(field, value, `each only once, and ${shown(repeated)} repeats`);
    return value.flatMap((element, index) => check(`${field}[${index}]`, element));
  };

const shape =
  (checks: Record<string, Check>): Check =>
  (field, value) => {
    const known = Object.keys(checks);
    const path = (name: string) => (field === '' ? name : `${field}.${name}`);
    if (!isRecord(value)) return problem(field || 'the configuration', value, `fields ${known.join(', ')}`);
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(checks, name));
    return [
      ...unknown.map((name) => `\`${path(name)}\` is not known; allowed: ${known.join(', ')}.`),
      ...Object.entries(checks).flatMap(([name, check]) => check(path(name), value[name])),
    ];
  };

/** A duration in whole minutes: schedules of EventBridge count no finer. */
const wholeMinutes =
  (from: Duration, to: Duration): Check =>
  (field, value) => {
    const allowed = `whole minutes from ${describeDuration(from)} to ${describeDuration(to)}`;
    if (typeof value !== 'number') return problem(field, value, allowed);
    if (value >= from && value <= to && value % minutes(1) === 0) return [];
    return [`\`${field}\` is ${describeDuration(value)} (${value} ms); allowed: ${allowed}.`];
  };

const logLife: Check = (field, value) =>
  typeof value === 'number' && logLifeDays.some((count) => days(count) === value)
    ? []
    : problem(field, value, `${logLifeDays.join(', ')} days, in milliseconds as days(…) gives them`);

const loopback = /^(localhost|127\.0\.0\.1|.+\.localhost)$/;

const address: Check = (field, value) => {
  const allowed = 'an https address, or http on localhost';
  const plain = typeof value === 'string' ? value.replaceAll('{geography}', 'eu') : '';
  if (!URL.canParse(plain)) return problem(field, value, allowed);
  const { protocol, hostname } = new URL(plain);
  const safe = protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
  return safe ? [] : problem(field, value, allowed);
};

const account = text(/^\d{12}$/, 'an account number of 12 digits');

const byGeography = (check: Check): Check =>
  shape(Object.fromEntries(everyGeography.map((geography) => [geography, optional(check)])));

/** `console` is the client that people sign in with. */
const serviceName: Check = (field, value) => {
  const allowed = "2 to 32 of lower-case letters, digits and hyphens, a letter first, and not 'console'";
  return value === 'console'
    ? problem(field, value, allowed)
    : text(/^[a-z][a-z0-9-]{1,31}$/, allowed)(field, value);
};

const addresses = list(address, 'one address or more');

const service = shape({
  name: serviceName,
  scopes: list(oneOf(everyScope), `one or more of ${everyScope.join(', ')}`),
});

const services: Check = (field, value) => {
  if (!Array.isArray(value)) return problem(field, value, 'a list of { name, scopes }');
  const repeated = repeatedIn(value.map((element) => (isRecord(element) ? element.name : undefined)));
  const found = value.flatMap((element, index) => service(`${field}[${index}]`, element));
  return repeated === undefined ? found : [...found, ...problem(field, repeated, 'each name only once')];
};

const configuration = shape({
  geographies: optional(
    list(oneOf(everyGeography), `one or more of ${everyGeography.map((name) => `'${name}'`).join(', ')}`),
  ),
  account: optional((field, value) => (isRecord(value) ? byGeography(account) : account)(field, value)),
  programs: list(oneOf(everyProgram.map(({ id }) => id)), 'one program or more'),
  identity: shape({
    kind: oneOf(['user-pool']),
    callbackUrls: addresses,
    signOutUrls: optional(addresses),
    domainPrefix: optional(text(/^[a-z][a-z0-9-]{0,39}$/, 'up to 40 lower-case letters, digits and hyphens')),
  }),
  services: optional(services),
  retention: optional(shape({ every: optional(wholeMinutes(minutes(1), days(1))) })),
  outbox: optional(shape({ sweepEvery: optional(wholeMinutes(minutes(1), minutes(60))) })),
  logs: optional(shape({ keptFor: optional(logLife) })),
  cellDirectory: optional(byGeography(address)),
});

/** Everything that is wrong with a configuration, a sentence each. */
export const problemsOf = (input: unknown): Problems => configuration('', input);
