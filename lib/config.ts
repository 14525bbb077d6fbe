import type { Scope } from '../contract/api/scopes.ts';
import { type Geography, geographies } from '../domain/geographies.ts';
import { programById } from '../domain/programs/catalog.ts';
import { type Duration, days, hours, minutes } from '../domain/time.ts';
import { problemsOf } from './config-problems.ts';
import { brokenDeadlines } from './deadline-check.ts';

/** A service of the vendor that calls the API with client credentials of its own. */
export type ServiceConfig = {
  /** Names the service's client and the stack's output: lower case, digits and hyphens. */
  readonly name: string;
  readonly scopes: readonly Scope[];
};

/** Where people sign in: a Cognito user pool in each cell. */
export type IdentityConfig = {
  readonly kind: 'user-pool';
  /** Where sign-in returns to; `{geography}` stands for the cell's geography. */
  readonly callbackUrls: readonly string[];
  /** Where sign-out returns to; without it the callback addresses. */
  readonly signOutUrls?: readonly string[];
  /** The first part of the sign-in page's host name, when `domicile-<geography>-<account>` does not please. */
  readonly domainPrefix?: string;
};

/** What a vendor writes in `domicile.config.ts`; whatever is left out has a default. */
export type ConfigInput = {
  /** The geographies to deploy, a cell each. Default: us and eu. */
  readonly geographies?: readonly Geography[];
  /** One account for all cells, or one for each. Default: the account of the credentials at deployment. */
  readonly account?: string | Partial<Record<Geography, string>>;
  /** Ids of the programs that the vendor runs. */
  readonly programs: readonly string[];
  readonly identity: IdentityConfig;
  readonly services?: readonly ServiceConfig[];
  readonly retention?: {
    /** Between two ticks of the planner. Default: an hour. */
    readonly every?: Duration;
  };
  readonly outbox?: {
    /** Between two sweeps for events that the stream did not deliver. Default: five minutes. */
    readonly sweepEvery?: Duration;
  };
  readonly logs?: {
    /** How long logs live. They hold no content, yet their life is stated. Default: 30 days. */
    readonly keptFor?: Duration;
  };
  /** Public addresses of the cells, so that a caller who reached the wrong one is told the right one. */
  readonly cellDirectory?: Partial<Record<Geography, string>>;
};

/** A checked configuration with its defaults filled in. */
export type Config = {
  readonly geographies: readonly Geography[];
  readonly accounts: Partial<Record<Geography, string>>;
  readonly programs: readonly string[];
  readonly identity: IdentityConfig;
  readonly services: readonly ServiceConfig[];
  readonly retention: { readonly every: Duration };
  readonly outbox: { readonly sweepEvery: Duration };
  readonly logs: { readonly keptFor: Duration };
  readonly cellDirectory: Partial<Record<Geography, string>>;
};

/** The configuration names something that is not allowed; the message says what was given and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const accountsOf = (account: ConfigInput['account'], chosen: readonly Geography[]): Config['accounts'] =>
  typeof account === 'string'
    ? Object.fromEntries(chosen.map((geography) => [geography, account]))
    : (account ?? {});

const demandNone = (problems: readonly string[]) => {
  if (problems.length > 0) {
    throw new ConfigError(['The configuration has faults:', ...problems].join('\n  - '));
  }
};

/**
 * Checks a configuration and fills in its defaults.
 * @throws ConfigError naming every faulty field, what was given and what is allowed
 */
export const defineConfig = (input: ConfigInput): Config => {
  demandNone(problemsOf(input));
  const every = input.retention?.every ?? hours(1);
  demandNone(
    brokenDeadlines(
      input.programs.map(programById).filter((program) => program !== undefined),
      every,
    ),
  );
  const chosen = input.geographies ?? ['us', 'eu'];
  return {
    geographies: chosen,
    accounts: accountsOf(input.account, chosen),
    programs: input.programs,
    identity: input.identity,
    services: input.services ?? [],
    retention: { every },
    outbox: { sweepEvery: input.outbox?.sweepEvery ?? minutes(5) },
    logs: { keptFor: input.logs?.keptFor ?? days(30) },
    cellDirectory: input.cellDirectory ?? {},
  };
};

/** The environment that CDK deploys a cell to: its region always, its account where one was configured. */
export const environmentOf = (config: Config, geography: Geography) => {
  const account = config.accounts[geography];
  return { region: geographies[geography].region, ...(account === undefined ? {} : { account }) };
};
