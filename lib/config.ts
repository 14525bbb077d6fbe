import type { ScopesClaim, TokenRules } from '../contract/access/token-rules.ts';
import type { Scope } from '../contract/api/scopes.ts';
import { everyGeography, type Geography, geographies } from '../domain/geographies.ts';
import type { Network } from '../domain/network.ts';
import { everyWholeProgram } from '../domain/programs/located.ts';
import type { Program } from '../domain/programs/program.ts';
import { ordinaryNameLife } from '../domain/retention/name-life.ts';
import { copiedStores, storesOf } from '../domain/retention/stores.ts';
import { type Duration, days, hours, minutes } from '../domain/time.ts';
import { nothingDeclared, type TransferDeclarations } from '../domain/transfers/terms.ts';
import { problemsOf } from './config-problems.ts';
import type { PlacementTokens } from './constructs/placement-key.ts';
import { brokenDeadlines, brokenErasures } from './deadline-check.ts';

/** A service of the vendor that calls the API with client credentials of its own. */
export type ServiceConfig = {
  /** Names the service's client and the stack's output: lower case, digits and hyphens. */
  readonly name: string;
  readonly scopes: readonly Scope[];
};

/** Where people sign in: a Cognito user pool in each cell. */
export type UserPoolConfig = {
  readonly kind: 'user-pool';
  /** Where sign-in returns to; `{geography}` stands for the cell's geography. */
  readonly callbackUrls: readonly string[];
  /** Where sign-out returns to; without it the callback addresses. */
  readonly signOutUrls?: readonly string[];
  /** The first part of the sign-in page's host name, when `domicile-<geography>-<account>` does not please. */
  readonly domainPrefix?: string;
};

/** The vendor's own OpenID Connect issuer: no user pool is made, and no client. */
export type OwnIssuerConfig = {
  readonly kind: 'oidc';
  /** What stands in `iss`, letter by letter; `{geography}` stands for the cell's geography. RSA keys, public. */
  readonly issuer: string;
  /** What `aud` of every access token must hold; `{geography}` stands for the cell's geography. */
  readonly audience: string;
  /** Ids of the clients that people sign in with. A token of a client in neither list is refused. */
  readonly people: readonly string[];
  /** Ids of the clients that are services. Default: none. */
  readonly services?: readonly string[];
  /**
   * The claim that lists the vendor's roles of a person and nothing else: where one of its words is none of
   * the four roles, it gives nobody a role.
   */
  readonly rolesClaim: string;
  /** The claim that lists scopes, one of the two that the gateway reads. Default: scope. */
  readonly scopesClaim?: ScopesClaim;
  /**
   * The claim that lists the directory roles of a person and nothing else: settings of some programs ask for one
   * (SC-2). Demanded where they do, like the next.
   */
  readonly directoryRolesClaim?: string;
  /** The claim that lists the ids of the capacities that a person may write, none of them with a blank (SC-2). */
  readonly capacitiesClaim?: string;
  /** In place of both claims: tokens tell nothing of a directory, and membership in the cell decides alone. */
  readonly directoryRoles?: 'not-told';
  /** Clients with which services get tokens of people, to act for them (SC-21). Default: none. */
  readonly onBehalf?: readonly OnBehalfConfig[];
};

/** A service that acts for people: it does what both of them may do, and no more (SC-21). */
export type OnBehalfConfig = {
  /** Names the client at the issuer whose tokens are of the person, and obtained by the service. */
  readonly client: string;
  /** Names the service: one of `services`. The ledger names it beside the person. */
  readonly service: string;
  /** All that the service may do for anybody, whatever scopes a token holds. */
  readonly scopes: readonly Scope[];
};

export type IdentityConfig = UserPoolConfig | OwnIssuerConfig;

/**
 * The permissions boundary of every role: Domicile's own, or one that the account demands. With a foreign one
 * our Denies are attached to every role beside it.
 */
export type BoundaryConfig = 'own' | { readonly arn: string };

/** Whether what is kept is protected against deletion, its stack included. */
export type Protection = 'on' | 'off';

/** Whether registry and evidence have a copy in the second region of their geography; content never has one (DL-2). */
export type Durability = 'one-region' | 'in-geography';

/**
 * How checkpoints in the evidence bucket are locked: governance, which whoever is permitted to can bypass, or
 * compliance, which nobody can, not even the root of the account. There is no bucket without a lock.
 */
export type LockConfig = {
  readonly mode: 'governance' | 'compliance';
  /** How long each checkpoint is locked from when it came in: whole days. It never gets shorter for what is there. */
  readonly keptFor: Duration;
};

/** Somebody outside the cell who is sent every signed checkpoint of its log, and nothing else. */
export type WitnessConfig = {
  /** Where checkpoints are sent to by POST. Every cell sends to the same address, and names itself in a header. */
  readonly url: string;
};

/** Policies of an organization that hold the accounts of the cells, beside what holds the cells themselves. */
export type GuardrailsConfig = {
  /** The id of the organization. */
  readonly organization: string;
  /** Accounts or organizational units that hold nothing but cells. Default: the accounts in `account`. */
  readonly targets?: readonly string[];
};

/** What a vendor writes in `domicile.config.ts`; whatever is left out has a default. */
export type ConfigInput = {
  /** The geographies to deploy, a cell each. Default: all nine. */
  readonly geographies?: readonly Geography[];
  /** One account for all cells, or one for each. Default: the account of the credentials at deployment. */
  readonly account?: string | Partial<Record<Geography, string>>;
  /** Ids of the programs that the vendor runs. */
  readonly programs: readonly string[];
  readonly identity: IdentityConfig;
  /** Clients of the user pools; with an own issuer they are there, and `identity.services` names them. */
  readonly services?: readonly ServiceConfig[];
  /** Default: own. */
  readonly boundary?: BoundaryConfig;
  /** Default: on. Off for a first deployment, which then leaves nothing behind where it fails, and for a removal. */
  readonly protection?: Protection;
  /**
   * For all cells, or for each; a geography that is left out of a map is in one region. Default: one-region.
   * Not every geography has a second region.
   */
  readonly durability?: Durability | Partial<Record<Geography, Durability>>;
  /** The keys of the copies, ARNs in the second regions, as `copyKeysFrom` reads them. */
  readonly copyKeys?: Partial<Record<Geography, string>>;
  /** Default: open. Isolated costs per cell and hour; docs/deployment.md says how much. */
  readonly network?: Network;
  readonly retention?: {
    /** Between two ticks of the planner. Default: an hour. */
    readonly every?: Duration;
  };
  readonly outbox?: {
    /** Between two sweeps for events that the stream did not deliver. Default: five minutes. */
    readonly sweepEvery?: Duration;
  };
  readonly audit?: {
    /** Between two looks of the auditor at the account. Default: an hour. */
    readonly every?: Duration;
  };
  readonly evidence?: {
    /** Between two checkpoints of the log, where there is something to sign. Default: five minutes. */
    readonly signEvery?: Duration;
    /**
     * How many signing keys the cell has had; the newest signs, the others stay so that what they signed can be
     * verified. Raise it by one for another key, and never lower it. Default: 1.
     */
    readonly signingKeys?: number;
    /**
     * How long the name of whoever acted is kept after what was done ceased to hold: a choice until another takes its
     * place, a hold until it is released. Default: six years.
     */
    readonly namesKeptFor?: Duration;
    /** Default: governance, 2,555 days. Compliance cannot be taken back for what is there. */
    readonly lock?: Partial<LockConfig>;
    /** Default: none. With one, the root of the log leaves the cell: to an address outside, wherever that is. */
    readonly witness?: WitnessConfig;
  };
  /** With `signed` placements come with a token for gateways, and the cell has one more key. Default: none. */
  readonly placements?: { readonly tokens?: PlacementTokens };
  readonly logs?: {
    /** How long logs live. They hold no content, yet their life is stated. Default: 30 days. */
    readonly keptFor?: Duration;
  };
  /** Public addresses of the cells, so that a caller who reached the wrong one is told the right one. */
  readonly cellDirectory?: Partial<Record<Geography, string>>;
  /** Default: none. With it there is one stack more, for the management account. */
  readonly guardrails?: GuardrailsConfig;
  /** Default: no instrument, so that nothing leaves a geography; 30 days to object to a processor. */
  readonly transfers?: Partial<TransferDeclarations>;
};

/** A checked configuration with its defaults filled in. */
export type Config = {
  readonly geographies: readonly Geography[];
  readonly accounts: Partial<Record<Geography, string>>;
  readonly programs: readonly string[];
  readonly identity: IdentityConfig;
  readonly services: readonly ServiceConfig[];
  readonly boundary: BoundaryConfig;
  readonly protection: Protection;
  /** A geography that is not named is in one region. */
  readonly durability: Partial<Record<Geography, Durability>>;
  readonly copyKeys: Partial<Record<Geography, string>>;
  readonly network: Network;
  readonly retention: { readonly every: Duration };
  readonly outbox: { readonly sweepEvery: Duration };
  readonly audit: { readonly every: Duration };
  readonly evidence: {
    readonly signEvery: Duration;
    readonly signingKeys: number;
    readonly namesKeptFor: Duration;
    readonly lock: LockConfig;
    readonly witness?: WitnessConfig;
  };
  readonly placements: { readonly tokens: PlacementTokens };
  readonly logs: { readonly keptFor: Duration };
  readonly cellDirectory: Partial<Record<Geography, string>>;
  readonly guardrails?: GuardrailsConfig;
  readonly transfers: TransferDeclarations;
};

/** The configuration names something that is not allowed; the message says what was given and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** One value for all, or one for each. */
const byGeography = <Value extends string>(
  given: Value | Partial<Record<Geography, Value>> | undefined,
  chosen: readonly Geography[],
): Partial<Record<Geography, Value>> =>
  typeof given === 'string'
    ? Object.fromEntries(chosen.map((geography) => [geography, given]))
    : (given ?? {});

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
  demandNone(brokenDeadlines(chosenPrograms(input.programs), every));
  const chosen = input.geographies ?? everyGeography;
  const durability = byGeography(input.durability, chosen);
  const copied = Object.values(durability).includes('in-geography') ? copiedStores : [];
  demandNone(brokenErasures(storesOf(copied), every));
  return {
    geographies: chosen,
    accounts: byGeography(input.account, chosen),
    programs: input.programs,
    identity: input.identity,
    services: input.services ?? [],
    boundary: input.boundary ?? 'own',
    protection: input.protection ?? 'on',
    durability,
    copyKeys: input.copyKeys ?? {},
    network: input.network ?? 'open',
    retention: { every },
    outbox: { sweepEvery: input.outbox?.sweepEvery ?? minutes(5) },
    audit: { every: input.audit?.every ?? hours(1) },
    evidence: {
      signEvery: input.evidence?.signEvery ?? minutes(5),
      signingKeys: input.evidence?.signingKeys ?? 1,
      namesKeptFor: input.evidence?.namesKeptFor ?? ordinaryNameLife,
      lock: {
        mode: input.evidence?.lock?.mode ?? 'governance',
        keptFor: input.evidence?.lock?.keptFor ?? days(2_555),
      },
      ...(input.evidence?.witness && { witness: input.evidence.witness }),
    },
    placements: { tokens: input.placements?.tokens ?? 'none' },
    logs: { keptFor: input.logs?.keptFor ?? days(30) },
    cellDirectory: input.cellDirectory ?? {},
    ...(input.guardrails && { guardrails: input.guardrails }),
    transfers: { ...nothingDeclared, ...input.transfers },
  };
};

/** The programs of these ids; the check of a configuration has refused unknown ones before. */
export const chosenPrograms = (ids: readonly string[]): readonly Program[] =>
  ids.flatMap((id) => everyWholeProgram.filter((program) => program.id === id));

/** How the functions of a cell read tokens, as the configuration says. */
export const tokenRulesOf = ({ identity }: Config, geography: Geography): TokenRules =>
  identity.kind === 'user-pool'
    ? { kind: 'user-pool' }
    : {
        kind: 'oidc',
        audience: identity.audience.replaceAll('{geography}', geography),
        rolesClaim: identity.rolesClaim,
        scopesClaim: identity.scopesClaim ?? 'scope',
        services: identity.services ?? [],
        people: identity.people,
        ...(identity.onBehalf && { onBehalf: identity.onBehalf }),
        ...(identity.directoryRolesClaim && { directoryRolesClaim: identity.directoryRolesClaim }),
        ...(identity.capacitiesClaim && { capacitiesClaim: identity.capacitiesClaim }),
        ...(identity.directoryRoles && { directoryRoles: identity.directoryRoles }),
      };

/** The environment that CDK deploys a cell to: its region always, its account where one was configured. */
export const environmentOf = (config: Config, geography: Geography) => {
  const account = config.accounts[geography];
  return { region: geographies[geography].region, ...(account === undefined ? {} : { account }) };
};
