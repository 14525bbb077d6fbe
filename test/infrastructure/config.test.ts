import { expect, test } from 'vitest';
import { everyGeography } from '../../domain/geographies.ts';
import { businessAppsDataSharing } from '../../domain/programs/business-apps-data-sharing.ts';
import type { Program } from '../../domain/programs/program.ts';
import { keepsRecords } from '../../domain/programs/use.ts';
import { contentStore, deadlineBudget } from '../../domain/retention/deadline-budget.ts';
import { copiedStores, storesOf } from '../../domain/retention/stores.ts';
import { type Duration, days, hours, minutes } from '../../domain/time.ts';
import { type ConfigInput, environmentOf } from '../../lib/config.ts';
import { brokenDeadlines, brokenErasures } from '../../lib/deadline-check.ts';
import { aConfig, ownIssuer } from './cells.ts';

/** Values that TypeScript would refuse: a configuration may be written in JavaScript. */
const given = (changes: Record<string, unknown>) => () => aConfig(changes as Partial<ConfigInput>);

const identity = { kind: 'user-pool', callbackUrls: ['https://console.example.com/'] };
const own = (changes: object) => ({ ...ownIssuer, identity: { ...ownIssuer.identity, ...changes } });

test.each([
  ['a geography', { geographies: ['us', 'mars'] }, /`geographies\[1\]` is "mars"; allowed: 'eu', 'us'/],
  ['no geography', { geographies: [] }, /`geographies` is \[\]; allowed: one or more of/],
  ['a repeated geography', { geographies: ['us', 'us'] }, /each only once, and "us" repeats/],
  ['an account', { account: '42' }, /`account` is "42"; allowed: an account number of 12 digits/],
  ['one of the accounts', { account: { eu: 'x' } }, /`account.eu` is "x"/],
  [
    'a program',
    { programs: ['telepathy'] },
    /`programs\[0\]` is "telepathy"; allowed: .*'business-apps-data-sharing'/,
  ],
  ['no program', { programs: undefined }, /`programs` is missing; allowed: one program or more/],
  [
    'an identity',
    { identity: { ...identity, kind: 'x' } },
    /`identity.kind` is "x"; allowed: 'user-pool', 'oidc'/,
  ],
  ['a plain address', { identity: { ...identity, callbackUrls: ['http://a.example'] } }, /callbackUrls\[0\]/],
  [
    'a service',
    { services: [{ name: 'console', scopes: ['lots.read'] }] },
    /`services\[0\].name` is "console"/,
  ],
  ['a scope', { services: [{ name: 'bot', scopes: ['all'] }] }, /`services\[0\].scopes\[0\]` is "all"/],
  [
    'a tick',
    { retention: { every: 90_000 } },
    /1 minute 30 seconds .*; allowed: whole minutes from 1 minute/,
  ],
  ['a long tick', { retention: { every: days(2) } }, /`retention.every` is 2 days/],
  ['a tick in words', { retention: { every: '1h' } }, /`retention.every` is "1h"/],
  ['a sweep', { outbox: { sweepEvery: hours(2) } }, /`outbox.sweepEvery` is 2 hours/],
  ['a signature each second', { evidence: { signEvery: 1_000 } }, /`evidence.signEvery` is 1 second/],
  [
    'names for a month',
    { evidence: { namesKeptFor: days(30) } },
    /`evidence.namesKeptFor` is 30 days .*; allowed: whole minutes from 365 days to 36525 days/,
  ],
  [
    'half a signing key',
    { evidence: { signingKeys: 1.5 } },
    /`evidence.signingKeys` is 1.5; allowed: a whole number from 1 to 30/,
  ],
  ['no signing key', { evidence: { signingKeys: 0 } }, /`evidence.signingKeys` is 0; allowed: .*from 1/],
  [
    'a bucket without a lock',
    { evidence: { lock: { mode: 'off' } } },
    /`evidence.lock.mode` is "off"; allowed: 'governance', 'compliance'/,
  ],
  ['a lock that is taken away by a word', { evidence: { lock: false } }, /`evidence.lock` is false/],
  [
    'a lock of half a day',
    { evidence: { lock: { keptFor: hours(12) } } },
    /`evidence.lock.keptFor` is 43200000; allowed: whole days from 1 to 36,500/,
  ],
  ['a lock for ever', { evidence: { lock: { keptFor: days(36_501) } } }, /`evidence.lock.keptFor` is/],
  ['a lock of no time', { evidence: { lock: { keptFor: 0 } } }, /`evidence.lock.keptFor` is 0; allowed/],
  ['an audit all the time', { audit: { every: minutes(1) } }, /`audit.every` is 1 minute/],
  ['the life of logs', { logs: { keptFor: days(31) } }, /`logs.keptFor` is 2678400000; allowed: 1, 3, 5, 7/],
  ['an address of a cell', { cellDirectory: { us: 'ftp://x' } }, /`cellDirectory.us` is "ftp:\/\/x"/],
  [
    'a password in an address that callers are told',
    { cellDirectory: { us: 'https://somebody:secret@cell.example.com' } },
    /`cellDirectory.us` is "https:\/\/…@cell.example.com"; allowed: an address without user/,
  ],
  [
    'a query in an address that callers are told',
    { cellDirectory: { us: 'https://cell.example.com/?token=secret' } },
    /`cellDirectory.us` is "https:\/\/cell.example.com\/…"/,
  ],
  [
    'one account of several',
    { geographies: ['us', 'eu'], account: { eu: '111122223333' } },
    /`account.us` is missing; allowed: one for each geography/,
  ],
  [
    'a host name that the user pools refuse',
    { identity: { ...identity, domainPrefix: 'my-aws-cell' } },
    /`identity.domainPrefix` is "my-aws-cell"; .* without aws, amazon and cognito/,
  ],
  ['a boundary', { boundary: 'none' }, /`boundary` is "none"; allowed: 'own' or { arn: … }/],
  ['the ARN of a boundary', { boundary: { arn: 'arn:aws:iam::1:policy/x' } }, /`boundary.arn` is/],
  [
    'a boundary of another account',
    { account: '111122223333', boundary: { arn: 'arn:aws:iam::444455556666:policy/team' } },
    /a policy of the cell's own account; write '\{account\}' where they differ/,
  ],
  ['a network', { network: 'private' }, /`network` is "private"; allowed: 'open', 'isolated'/],
  ['a protection', { protection: true }, /`protection` is true; allowed: 'on', 'off'/],
  [
    'an issuer without https',
    own({ issuer: 'http://login.example.com' }),
    /`identity.issuer` .*is not https/,
  ],
  ['an issuer of an own network', own({ issuer: 'https://10.0.0.7/' }), /is a number and no name/],
  [
    'a field of the other kind',
    own({ callbackUrls: ['https://a.example'] }),
    /`identity.callbackUrls` is not known/,
  ],
  ['no audience', own({ audience: undefined }), /`identity.audience` is missing/],
  ['a claim for scopes', own({ scopesClaim: 'permissions' }), /allowed: 'scope', 'scp'/],
  ['roles from the subject', own({ rolesClaim: 'sub' }), /a claim that means nothing else; taken: aud, azp/],
  [
    'no claim for roles',
    own({ rolesClaim: undefined }),
    /`identity.rolesClaim` is missing; allowed: 1 to 256/,
  ],
  [
    '[SC-2] an issuer that is not said to tell directory roles, where settings require one,',
    own({ directoryRolesClaim: undefined }),
    /`identity.directoryRolesClaim` is missing; allowed: the claim that lists directory roles of a person \(global-administrator, security-administrator\), which security-copilot\/validate-performance requires, as do .*security-copilot\/collect-feedback; or `directoryRoles: 'not-told'`/,
  ],
  [
    '[SC-2] an issuer that is not said to tell capacities, where settings require one,',
    own({ capacitiesClaim: undefined }),
    /`identity.capacitiesClaim` is missing; allowed: the claim that lists the ids of the capacities .* security-copilot\/validate-performance requires(?!.*collect-feedback)/,
  ],
  [
    '[SC-2] roles of the vendor read from the claim of capacities, whose ids customers may choose,',
    own({ rolesClaim: 'https://example.com/told', capacitiesClaim: 'https://example.com/told' }),
    /`identity.capacitiesClaim` is "https:\/\/example.com\/told"; allowed: a claim of its own; that one is identity.rolesClaim/,
  ],
  [
    '[SC-2] directory roles read from the claim of capacities',
    own({ directoryRolesClaim: 'told', capacitiesClaim: 'told' }),
    /`identity.capacitiesClaim` is "told"; allowed: a claim of its own; that one is identity.directoryRolesClaim/,
  ],
  [
    'an issuer that both tells and does not tell',
    own({ directoryRoles: 'not-told' }),
    /`identity.directoryRoles` is "not-told"; allowed: nothing, where a claim tells of the directory/,
  ],
  [
    'a word that says something else about directories',
    own({ directoryRoles: 'ignored' }),
    /`identity.directoryRoles` is "ignored"; allowed: 'not-told'/,
  ],
  [
    'directory roles from the name',
    own({ directoryRolesClaim: 'name' }),
    /`identity.directoryRolesClaim` .* a claim that means nothing else/,
  ],
  [
    '[SC-21] a client that acts for people and for no declared service',
    own({ onBehalf: [{ client: 'x', service: 'y', scopes: ['settings.read'] }] }),
    /`identity.onBehalf\[0\].service` is "y"; allowed: one of identity.services/,
  ],
  [
    '[SC-21] a client that acts for people and is one of them',
    own({ onBehalf: [{ client: 'console-client', service: 'assistant-client', scopes: ['settings.read'] }] }),
    /`identity.onBehalf\[0\].client` is "console-client"; allowed: a client that nothing else/,
  ],
  [
    '[SC-21] a client that acts for people without a limit',
    own({ onBehalf: [{ client: 'x', service: 'assistant-client' }] }),
    /`identity.onBehalf\[0\].scopes` is missing; allowed: one or more of/,
  ],
  ['no client for people', own({ people: undefined }), /`identity.people` is missing; allowed: ids of one/],
  [
    'a client for people and services',
    own({ people: ['console-client', 'assistant-client'] }),
    /`identity.people` is "assistant-client"; allowed: clients that identity.services does not name/,
  ],
  [
    'one token for all cells',
    {
      ...own({ issuer: 'https://login.example.com', audience: 'https://domicile.example.com' }),
      geographies: ['eu', 'us'],
    },
    /`identity.audience` is "https:\/\/domicile.example.com"; allowed: a text that holds '\{geography\}'/,
  ],
  ['clients at an own issuer', { ...ownIssuer, services: [] }, /name them in identity.services/],
  [
    'a durability',
    { durability: 'global' },
    /`durability` is "global"; allowed: 'one-region', 'in-geography'/,
  ],
  [
    'the durability of a cell',
    { durability: { eu: true } },
    /`durability.eu` is true; allowed: 'one-region'/,
  ],
  [
    'copies in every cell, where one has no second region',
    { geographies: ['eu', 'uk'], durability: 'in-geography' },
    /`durability` is "in-geography"; allowed: 'one-region' for uk, .* write durability: \{ eu: 'in-geography' \}/,
  ],
  [
    'copies in a cell without a second region',
    { durability: { br: 'in-geography' } },
    /`durability.br` is "in-geography"; allowed: 'one-region' for br, where no second region/,
  ],
  [
    'a key of copies in the region of the cell',
    { copyKeys: { eu: 'arn:aws:kms:eu-central-1:111122223333:key/x' } },
    /`copyKeys.eu` is "arn:aws:kms:eu-central-1:.*; allowed: the ARN of a key in eu-west-1/,
  ],
  [
    'a key of copies in another account',
    { account: '444455556666', copyKeys: { eu: 'arn:aws:kms:eu-west-1:111122223333:key/x' } },
    /allowed: the ARN of a key in eu-west-1, in account 444455556666/,
  ],
  [
    'an alias for a key of copies',
    { copyKeys: { eu: 'arn:aws:kms:eu-west-1:111122223333:alias/x' } },
    /allowed: the ARN of a key in eu-west-1/,
  ],
  [
    'a key of copies where there can be none',
    { copyKeys: { uk: 'arn:aws:kms:eu-west-1:111122223333:key/x' } },
    /allowed: none: uk has no second region/,
  ],
  ['an unknown field', { color: 'red' }, /`color` is not known; allowed: geographies, account/],
])('%s that is not allowed is refused with what was given and what is allowed', (_, changes, message) => {
  expect(given(changes)).toThrow(message);
});

test.each(['name', 'email', 'preferred_username', 'nickname', 'given_name', 'family_name', 'sub'])(
  'roles are not read from the claim %s',
  (rolesClaim) => {
    expect(given(own({ rolesClaim }))).toThrow(/`identity.rolesClaim` .* a claim that means nothing else/);
  },
);

test.each([
  ['the audience', { issuer: 'https://login.example.com' }, ['eu', 'us']],
  ['the issuer', { audience: 'https://domicile.example.com' }, ['eu', 'us']],
  [
    'that there is one cell only',
    { issuer: 'https://login.example.com', audience: 'https://domicile.example.com' },
    ['eu'],
  ],
])('a token opens one cell only where %s says so', (_, changes, geographies) => {
  expect(given({ ...own(changes), geographies })).not.toThrow();
});

test.each([
  ['membership alone is declared to decide', { directoryRoles: 'not-told' }, ['security-copilot']],
  ['no setting asks for more', {}, ['business-apps-data-sharing']],
])('[SC-2] an issuer tells nothing of directories where %s', (_, changes, programs) => {
  const claims = { directoryRolesClaim: undefined, capacitiesClaim: undefined };
  expect(given({ ...own({ ...claims, ...changes }), programs })).not.toThrow();
});

test('every fault is told at once', () => {
  expect(given({ geographies: ['mars'], retention: { every: 1 } })).toThrow(/mars[\s\S]*retention\.every/);
});

test('two services of one name are refused', () => {
  const bot = { name: 'bot', scopes: ['lots.read'] };
  expect(given({ services: [bot, bot] })).toThrow(/`services` is "bot"; allowed: each name only once/);
});

test('what is left out has its default', () => {
  const config = aConfig({ geographies: undefined as never });
  expect(config).toMatchObject({
    geographies: everyGeography,
    boundary: 'own',
    protection: 'on',
    network: 'open',
    retention: { every: hours(1) },
    outbox: { sweepEvery: minutes(5) },
    audit: { every: hours(1) },
    evidence: {
      signEvery: minutes(5),
      signingKeys: 1,
      namesKeptFor: days(2_192),
      lock: { mode: 'governance', keptFor: days(2_555) },
    },
    logs: { keptFor: days(30) },
    accounts: {},
    durability: {},
    copyKeys: {},
    cellDirectory: {},
  });
});

test('a cell has its region always, and an account only where one is configured', () => {
  expect(environmentOf(aConfig(), 'jp')).toEqual({ region: 'ap-northeast-1' });
  expect(environmentOf(aConfig({ account: '111122223333' }), 'jp').account).toBe('111122223333');
  const apart = aConfig({ geographies: ['eu', 'us'], account: { eu: '444455556666', us: '111122223333' } });
  expect(environmentOf(apart, 'eu')).toEqual({ region: 'eu-central-1', account: '444455556666' });
  expect(environmentOf(apart, 'us')).toEqual({ region: 'us-east-1', account: '111122223333' });
});

test('a promise that the planner cannot keep is refused with the sum', () => {
  const [id, use] = Object.entries(businessAppsDataSharing.uses)[0] ?? [];
  if (id === undefined || !keepsRecords(use)) throw new Error('The program has no use that keeps records.');
  const hasty: Program = { ...businessAppsDataSharing, uses: { [id]: { ...use, retention: days(1) } } };

  expect(brokenDeadlines([hasty], hours(1))).toEqual([
    expect.stringMatching(
      /`retention` of .* is 1 day; purging takes 1 day 7 hours \(interval 1 hour, .*slack 1 day\)/,
    ),
  ]);
  expect(brokenDeadlines([businessAppsDataSharing], hours(1))).toEqual([]);
});

test('what a person had erased and would come back for longer than the law leaves is refused with the sum', () => {
  const stores = storesOf(copiedStores);
  expect(brokenErasures(stores, hours(1))).toEqual([]);

  const long = stores.map((store) => ({
    ...store,
    facts: { ...store.facts, copies: [{ lag: hours(20), recoveryWindow: days(35) }] },
  }));
  expect(brokenErasures(long, hours(1))).toEqual([
    expect.stringMatching(
      /records leave the content within 37 days 3 hours \(.*\); promised: less than 15 days/,
    ),
    expect.stringMatching(
      /names leave the registry within 37 days 3 hours \(interval 1 hour, .*residual 35 days 20 hours, .*\); promised: less than 15 days \(SC-16\)/,
    ),
  ]);
});

test('a retention that would purge a lot before its day and its late calls are over is refused', () => {
  const [id, use] = Object.entries(businessAppsDataSharing.uses)[0] ?? [];
  if (id === undefined || !keepsRecords(use)) throw new Error('The program has no use that keeps records.');
  const kept = (retention: Duration) =>
    brokenDeadlines([{ ...businessAppsDataSharing, uses: { [id]: { ...use, retention } } }], hours(1));
  const purging = deadlineBudget(contentStore, hours(1)).total;

  expect(kept(purging + hours(25))).toEqual([expect.stringContaining('`retention`')]);
  expect(kept(purging + hours(25) + 1)).toEqual([]);
});
