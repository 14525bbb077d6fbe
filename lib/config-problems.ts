import { everyScopesClaim } from '../contract/access/token-rules.ts';
import { everyScope } from '../contract/api/scopes.ts';
import { everyGeography } from '../domain/geographies.ts';
import { networks } from '../domain/network.ts';
import { everyProgram } from '../domain/programs/catalog.ts';
import { longestNameLife, shortestNameLife } from '../domain/retention/name-life.ts';
import { type Duration, days, describeDuration, minutes } from '../domain/time.ts';
import {
  byKind,
  type Check,
  hidden,
  isRecord,
  list,
  oneOf,
  optional,
  type Problems,
  problem,
  repeatedIn,
  shape,
  text,
} from './config-checks.ts';
import { everyDurability, impossibleCopies, wrongCopyKeys } from './durability-problems.ts';
import { issuerProblem } from './issuer-address.ts';
import { actingClients, claimsTwice, onBehalf, standingUnsaid } from './standing-problems.ts';
import { transfers } from './transfers-problems.ts';
import { witness } from './witness-problems.ts';

/** How many days CloudWatch can keep logs for, up to a year. */
export const logLifeDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365] as const;

/** A duration in whole minutes: schedules of EventBridge count no finer. */
const wholeMinutes =
  (from: Duration, to: Duration): Check =>
  (field, value) => {
    const allowed = `whole minutes from ${describeDuration(from)} to ${describeDuration(to)}`;
    if (typeof value !== 'number') return problem(field, value, allowed);
    if (value >= from && value <= to && value % minutes(1) === 0) return [];
    return [`\`${field}\` is ${describeDuration(value)} (${value} ms); allowed: ${allowed}.`];
  };

/** More than anybody should ever need: a key a year for a generation. */
const mostSigningKeys = 30;
const signingKeys: Check = (field, value) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= mostSigningKeys
    ? []
    : problem(field, value, `a whole number from 1 to ${mostSigningKeys}`);

/** The longest term that S3 knows. */
const longestLock = days(36_500);
const lockTerm: Check = (field, value) =>
  typeof value === 'number' && value >= days(1) && value <= longestLock && value % days(1) === 0
    ? []
    : problem(field, value, 'whole days from 1 to 36,500, in milliseconds as days(…) gives them');

const lock = shape({ mode: optional(oneOf(['governance', 'compliance'])), keptFor: optional(lockTerm) });

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

/** What callers are told (421, `/v1/residency`): an address and nothing that somebody should not see. */
const shownAddress: Check = (field, value) => {
  const found = address(field, value);
  if (found.length > 0 || typeof value !== 'string') return found;
  const { username, password, search, hash } = new URL(value.replaceAll('{geography}', 'eu'));
  const isBare = [username, password, search, hash].every((part) => part === '') && !/[?#@]/.test(value);
  return isBare ? [] : problem(field, hidden(value), 'an address without user, password, query and fragment');
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

const words = (max: number) => `1 to ${max} characters without spaces, commas and brackets`;
const word = (max: number): Check => text(new RegExp(`^[^\\s,[\\]]{1,${max}}$`), words(max));

const issuer: Check = (field, value) => {
  const wrong = issuerProblem(typeof value === 'string' ? value.replaceAll('{geography}', 'eu') : '');
  return wrong === undefined ? [] : problem(field, value, `${issuerAllowed}; this one ${wrong}`);
};
const issuerAllowed = 'the public https address that stands in `iss` of its tokens, as it stands there';

/** Claims that mean something else: roles must not be read from them. */
const claimsOfTokens = ['aud', 'azp', 'client_id', 'exp', 'iat', 'iss', 'jti', 'nbf', 'scope', 'scp', 'sub'];
/** Claims that people fill in themselves. */
const claimsOfPeople = [
  ...['name', 'given_name', 'middle_name', 'family_name', 'nickname', 'preferred_username', 'email'],
  ...[
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'phone_number',
    'address',
  ],
];
const takenClaims = [...claimsOfTokens, ...claimsOfPeople];
const rolesClaim: Check = (field, value) =>
  takenClaims.includes(String(value))
    ? problem(field, value, `a claim that means nothing else; taken: ${takenClaims.join(', ')}`)
    : word(256)(field, value);

const clients = list(word(128), 'ids of one client or more');

const kind: Check = () => [];

const identity = byKind({
  'user-pool': shape({
    kind,
    callbackUrls: addresses,
    signOutUrls: optional(addresses),
    domainPrefix: optional(
      text(
        /^(?!.*(aws|amazon|cognito))[a-z][a-z0-9-]{0,39}$/,
        'up to 40 lower-case letters, digits and hyphens, without aws, amazon and cognito',
      ),
    ),
  }),
  oidc: shape({
    kind,
    issuer,
    audience: word(256),
    people: clients,
    services: optional(clients),
    rolesClaim,
    scopesClaim: optional(oneOf(everyScopesClaim)),
    directoryRolesClaim: optional(rolesClaim),
    capacitiesClaim: optional(rolesClaim),
    directoryRoles: optional(oneOf(['not-told'])),
    onBehalf: optional(onBehalf(word(128))),
  }),
});

const boundaryArn = /^arn:aws:iam::(\d{12}|\{account\}):policy\/[\w+=,.@/-]{1,128}$/;
const boundary: Check = (field, value) =>
  value === 'own'
    ? []
    : isRecord(value)
      ? shape({
          arn: text(boundaryArn, "the ARN of a managed policy; '{account}' stands for the cell's account"),
        })(field, value)
      : problem(field, value, "'own' or { arn: … }");

const guardrails = shape({
  organization: text(/^o-[a-z0-9]{10,32}$/, 'the id of your organization, like o-a1b2c3d4e5'),
  targets: optional(
    list(
      text(/^(\d{12}|ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})$/, 'an account, or an organizational unit'),
      'the accounts or organizational units of the cells',
    ),
  ),
});

/** Guardrails hold accounts: somebody has to say which. */
const nobodyGuarded = ({ account: given, guardrails: asked }: Fields): Problems =>
  isRecord(asked) && asked.targets === undefined && given === undefined
    ? problem(
        'guardrails.targets',
        undefined,
        'the accounts of the cells, where `account` does not name them',
      )
    : [];

const fields = {
  geographies: optional(
    list(oneOf(everyGeography), `one or more of ${everyGeography.map((name) => `'${name}'`).join(', ')}`),
  ),
  account: optional((field, value) => (isRecord(value) ? byGeography(account) : account)(field, value)),
  programs: list(oneOf(everyProgram.map(({ id }) => id)), 'one program or more'),
  identity,
  boundary: optional(boundary),
  protection: optional(oneOf(['on', 'off'])),
  network: optional(oneOf(networks)),
  services: optional(services),
  durability: optional((field, value) =>
    (isRecord(value) ? byGeography(oneOf(everyDurability)) : oneOf(everyDurability))(field, value),
  ),
  copyKeys: optional(byGeography(text(/^arn:/, 'the ARN of a key'))),
  retention: optional(shape({ every: optional(wholeMinutes(minutes(1), days(1))) })),
  outbox: optional(shape({ sweepEvery: optional(wholeMinutes(minutes(1), minutes(60))) })),
  audit: optional(shape({ every: optional(wholeMinutes(minutes(5), days(1))) })),
  evidence: optional(
    shape({
      signEvery: optional(wholeMinutes(minutes(1), minutes(60))),
      signingKeys: optional(signingKeys),
      namesKeptFor: optional(wholeMinutes(shortestNameLife, longestNameLife)),
      lock: optional(lock),
      witness: optional(witness),
    }),
  ),
  placements: optional(shape({ tokens: optional(oneOf(['signed', 'none'])) })),
  logs: optional(shape({ keptFor: optional(logLife) })),
  cellDirectory: optional(byGeography(shownAddress)),
  guardrails: optional(guardrails),
  transfers: optional(transfers),
} as const satisfies Record<string, Check>;

/** Every field of a configuration. */
export const everyField = Object.keys(fields) as readonly (keyof typeof fields)[];

type Fields = Readonly<Record<string, unknown>>;

const chosenIn = (geographies: unknown): readonly string[] =>
  Array.isArray(geographies) ? geographies.map(String) : everyGeography;

/** With an account each, one that is left out would land in whatever account the credentials are of. */
const accountsMissing = ({ account: given, geographies }: Fields): Problems => {
  if (!isRecord(given)) return [];
  const missing = chosenIn(geographies).filter((geography) => given[geography] === undefined);
  return missing.flatMap((geography) => problem(`account.${geography}`, undefined, 'one for each geography'));
};

/** A boundary is a policy of the account that its roles are in. */
const foreignBoundary = ({ account: given, boundary: bound, geographies }: Fields): Problems => {
  const arn = isRecord(bound) ? String(bound.arn) : '';
  const owner = /^arn:aws:iam::(\d{12}):/.exec(arn)?.[1];
  if (owner === undefined) return [];
  const accounts = chosenIn(geographies).map((name) => (isRecord(given) ? given[name] : given));
  return accounts.every((id) => id === undefined || id === owner)
    ? []
    : problem('boundary.arn', arn, "a policy of the cell's own account; write '{account}' where they differ");
};

const servicesElsewhere = ({ identity: given, services: named }: Fields): Problems =>
  isRecord(given) && given.kind === 'oidc' && named !== undefined
    ? problem('services', named, 'none: the clients are at your issuer, name them in identity.services')
    : [];

const clientsTwice = ({ identity: given }: Fields): Problems => {
  if (!isRecord(given) || !Array.isArray(given.people) || !Array.isArray(given.services)) return [];
  const { people, services: machines } = given;
  const twice = people.find((client) => machines.includes(client));
  return twice === undefined
    ? []
    : problem('identity.people', twice, 'clients that identity.services does not name');
};

/** Where issuer and audience are the same for all cells, a token for one opens every other. */
const oneTokenForAll = ({ identity: given, geographies }: Fields): Problems => {
  if (!isRecord(given) || given.kind !== 'oidc' || chosenIn(geographies).length < 2) return [];
  const { issuer: address, audience } = given;
  if ([address, audience].some((part) => typeof part !== 'string' || part.includes('{geography}'))) return [];
  const allowed = "a text that holds '{geography}', or else such an issuer: no token may open two cells";
  return problem('identity.audience', audience, allowed);
};

const copiesElsewhere = ({ durability, copyKeys, account: given, geographies }: Fields): Problems => [
  ...impossibleCopies(durability, chosenIn(geographies)),
  ...wrongCopyKeys(copyKeys, given),
];

const everyCombination = [
  ...[accountsMissing, foreignBoundary, servicesElsewhere, clientsTwice, oneTokenForAll],
  ...[copiesElsewhere, nobodyGuarded, standingUnsaid, claimsTwice, actingClients],
];

/** Faults between fields that are each fine. */
const together = (input: unknown): Problems =>
  isRecord(input) ? everyCombination.flatMap((check) => check(input)) : [];

/** Everything that is wrong with a configuration, a sentence each. */
export const problemsOf = (input: unknown): Problems => [...shape(fields)('', input), ...together(input)];
