import { ulid } from 'ulid';
import type { Access } from '../../contract/access/access.ts';
import { capturesAccess } from '../../contract/access/captures.ts';
import { consentAccess } from '../../contract/access/consent.ts';
import type { DecisionMetric } from '../../contract/access/decision-metrics.ts';
import { decisionsAccess } from '../../contract/access/decisions.ts';
import { evidenceAccess } from '../../contract/access/evidence.ts';
import { instructionsAccess } from '../../contract/access/instructions.ts';
import { operationsAccess } from '../../contract/access/operations.ts';
import { organizationsAccess } from '../../contract/access/organizations.ts';
import { plannerAccess } from '../../contract/access/planner.ts';
import { settingsAccess } from '../../contract/access/settings.ts';
import type { TokenRules } from '../../contract/access/token-rules.ts';
import { workerAccess } from '../../contract/access/worker.ts';
import { capturesRoutes } from '../../contract/api/routes/captures.ts';
import { consentRoutes } from '../../contract/api/routes/consent.ts';
import { decisionsRoutes } from '../../contract/api/routes/decisions.ts';
import { evidenceRoutes } from '../../contract/api/routes/evidence.ts';
import { instructionsRoutes } from '../../contract/api/routes/instructions.ts';
import { operationsRoutes } from '../../contract/api/routes/operations.ts';
import { organizationsRoutes } from '../../contract/api/routes/organizations.ts';
import { settingsRoutes } from '../../contract/api/routes/settings.ts';
import { statementsRoutes } from '../../contract/api/routes/statements.ts';
import { type RouteKey, routeOf } from '../../contract/api/routes.ts';
import { bodySchemas } from '../../contract/api/schemas/bodies.ts';
import type { PurgeWork } from '../../contract/events/purge-work.ts';
import type { Statement } from '../../contract/statement/statement.ts';
import { sha256Hex } from '../../domain/canonical-form.ts';
import type { Instrument } from '../../domain/decisions/instruments.ts';
import type { Geography } from '../../domain/geographies.ts';
import { everyNotice } from '../../domain/notices/catalog.ts';
import { everyProgram } from '../../domain/programs/catalog.ts';
import type { Program } from '../../domain/programs/program.ts';
import { contentStore, deadlineBudget } from '../../domain/retention/deadline-budget.ts';
import { type Duration, type Instant, minutes } from '../../domain/time.ts';
import {
  instrumentsOf,
  nothingDeclared,
  type TransferDeclarations,
  termsFor,
} from '../../domain/transfers/terms.ts';
import { capturesHandlers } from '../../lambdas/captures/handlers.ts';
import { consentHandlers } from '../../lambdas/consent/handlers.ts';
import { decisionsHandlers } from '../../lambdas/decisions/handlers.ts';
import { type PlacementTokens, placementTokens } from '../../lambdas/decisions/placement-tokens.ts';
import { ruleBookOf } from '../../lambdas/decisions/rule-book.ts';
import { evidenceHandlers } from '../../lambdas/evidence/handlers.ts';
import { instructionsHandlers } from '../../lambdas/instructions/handlers.ts';
import { operationsHandlers } from '../../lambdas/operations/handlers.ts';
import { organizationsHandlers } from '../../lambdas/organizations/handlers.ts';
import { planTick, type Tick } from '../../lambdas/planner/plan-tick.ts';
import { settingsHandlers } from '../../lambdas/settings/handlers.ts';
import type { ApiEvent } from '../../lambdas/shared/http/api-event.ts';
import { httpHandler } from '../../lambdas/shared/http/edge.ts';
import type { RequestLine } from '../../lambdas/shared/http/request-log.ts';
import type { CellPorts } from '../../lambdas/shared/ports.ts';
import type { Measure, Measures } from '../../lambdas/shared/purge-metrics.ts';
import type { SigningKey } from '../../lambdas/shared/signing-key.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Store } from '../../lambdas/shared/store/store.ts';
import { statementsHandlers } from '../../lambdas/statements/handlers.ts';
import { doWork, type WorkDone } from '../../lambdas/worker/do-work.ts';
import type { Claims } from './callers.ts';
import { anEvent, type Sent } from './events.ts';
import { grantedStore } from './operations.ts';
import { aStatement } from './statement.ts';

export type TestReply<Body = Readonly<Record<string, unknown>>> = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
};

/**
 * A whole cell in memory: the real handlers behind the real edge, over a store in memory, with a clock and a
 * queue that the test holds in its hands. Each function reaches the store within its grants. Tests go through its public door: `call` for the API, `tick` for what
 * the schedule does.
 */
export type TestCell = {
  readonly geography: Geography;
  readonly store: Store;
  readonly ports: CellPorts & {
    readonly purgeBudget: Duration;
    readonly timeLeft: () => Duration;
    readonly measure: Measure;
  };
  /** What planner, worker and sweep measured, in order. */
  readonly measures: Measures[];
  /** What the function of decisions measured, in order. */
  readonly alarming: { readonly metric: DecisionMetric; readonly count: number }[];
  readonly clock: { now: Instant };
  readonly log: RequestLine[];
  readonly queue: PurgeWork[];
  readonly call: <Body = Readonly<Record<string, unknown>>>(
    caller: Claims,
    route: RouteKey,
    sent?: Sent,
  ) => Promise<TestReply<Body>>;
  /** Sends an event as the gateway would, whatever stands in it. */
  readonly send: <Body = Readonly<Record<string, unknown>>>(event: ApiEvent) => Promise<TestReply<Body>>;
  /** What one firing of the schedule does, until its messages are worked through. */
  readonly tick: () => Promise<{ readonly planned: Tick; readonly done: readonly WorkDone[] }>;
};

export type TestCellOptions = {
  readonly store?: Store;
  readonly startsAt?: Instant;
  /** Draws numbers from 0 up to 1. The same numbers give the same identifiers and salts. */
  readonly draw?: () => number;
  readonly wait?: CellPorts['wait'];
  /** The programs that the vendor runs; all that there are by default. */
  readonly programs?: readonly Program[];
  /** Instruments that decisions look up; those of `transfers` by default. */
  readonly instruments?: readonly Instrument[];
  /** What certifies keys of placement tokens; by default the cell signs none. */
  readonly placementKey?: SigningKey;
  /** How tokens are read; as those of a user pool by default. */
  readonly tokenRules?: TokenRules;
  /** What the vendor declared about transfers; nothing by default. */
  readonly transfers?: Partial<TransferDeclarations>;
  /** What the cell states of where its data lies. */
  readonly statement?: Statement;
  /** Replaces the clock that stands still. */
  readonly now?: () => Instant;
};

const noon = Date.parse('2026-03-01T12:00:00.000Z');
export const purgeBudget = deadlineBudget(contentStore, minutes(1)).total;

/** A cell in memory. Its clock stands still until the test moves it. */
export const aCell = (geography: Geography, options: TestCellOptions = {}): TestCell => {
  const clock = { now: options.startsAt ?? noon };
  const draw = options.draw ?? Math.random;
  const store = options.store ?? inMemoryStore();
  const log: RequestLine[] = [];
  const queue: PurgeWork[] = [];
  const measures: Measures[] = [];
  const alarming: TestCell['alarming'] = [];
  const told = new Map<string, number>();
  const ports = {
    geography,
    store,
    clock: { now: options.now ?? (() => clock.now) },
    randomness: {
      ulid: (at: Instant) => ulid(at, draw),
      salt: () => sha256Hex(String(draw())),
      fraction: draw,
    },
    wait: options.wait ?? (async () => {}),
    purgeBudget,
    timeLeft: () => minutes(5),
    measure: (measured: Measures) => void measures.push(measured),
  };
  // Kept from call to call, as an instance of the function keeps it.
  const tokens: PlacementTokens | undefined =
    options.placementKey &&
    placementTokens({ geography, clock: ports.clock, key: options.placementKey, report: () => {} });
  const as = (access: Access) => ({ store: grantedStore(store, access) });
  const edge = {
    ...ports,
    programs: options.programs ?? everyProgram,
    statement: options.statement ?? aStatement(geography),
    notices: everyNotice,
    terms: termsFor({ ...nothingDeclared, ...options.transfers }, geography),
    cellDirectory: { us: 'https://us.cells.example', eu: 'https://eu.cells.example' },
    tokenRules: options.tokenRules ?? ({ kind: 'user-pool' } as const),
    log: (line: RequestLine) => log.push(line),
  };
  // Each is built when it is called: a simulation makes a cell for every function that starts.
  const functions = {
    organizations: () =>
      httpHandler('organizations', organizationsRoutes, organizationsHandlers, bodySchemas, {
        ...edge,
        ...as(organizationsAccess),
      }),
    settings: () =>
      httpHandler('settings', settingsRoutes, settingsHandlers, bodySchemas, {
        ...edge,
        ...as(settingsAccess),
      }),
    instructions: () =>
      httpHandler('instructions', instructionsRoutes, instructionsHandlers, bodySchemas, {
        ...edge,
        ...as(instructionsAccess),
      }),
    consent: () =>
      httpHandler('consent', consentRoutes, consentHandlers, {}, { ...edge, ...as(consentAccess) }),
    captures: () =>
      httpHandler('captures', capturesRoutes, capturesHandlers, bodySchemas, {
        ...edge,
        ...as(capturesAccess),
      }),
    decisions: () =>
      httpHandler('decisions', decisionsRoutes, decisionsHandlers, bodySchemas, {
        ...edge,
        ...as(decisionsAccess),
        book: ruleBookOf(edge.programs, options.instruments ?? instrumentsOf(edge.terms)),
        measure: (metric, count) => void alarming.push({ metric, count }),
        told,
        ...(tokens && { tokens }),
      }),
    operations: () =>
      httpHandler('operations', operationsRoutes, operationsHandlers, bodySchemas, {
        ...edge,
        ...as(operationsAccess),
      }),
    evidence: () =>
      httpHandler('evidence', evidenceRoutes, evidenceHandlers, {}, { ...edge, ...as(evidenceAccess) }),
    statements: () => httpHandler('statements', statementsRoutes, statementsHandlers, {}, edge),
  };
  const send = async (event: ApiEvent) => {
    const result = await functions[functionOf(event.routeKey)]()(event);
    return {
      status: result.statusCode ?? 0,
      headers: Object.fromEntries(
        Object.entries(result.headers ?? {}).map(([name, value]) => [name, String(value)]),
      ),
      body: isJson(result.headers) ? JSON.parse(result.body ?? 'null') : { page: result.body },
    };
  };
  return {
    geography,
    store,
    ports,
    clock,
    log,
    queue,
    measures,
    alarming,
    send,
    call: (caller, route, sent) => send(anEvent(route, caller, sent)),
    tick: async () => {
      const send = async (work: readonly PurgeWork[]) => {
        queue.push(...work);
      };
      const planned = await planTick({ ...ports, ...as(plannerAccess), queue: { send }, report: () => {} });
      const done: WorkDone[] = [];
      for (let work = queue.shift(); work !== undefined; work = queue.shift())
        done.push(await doWork({ ...ports, ...as(workerAccess) }, work));
      return { planned, done };
    },
  };
};

/** A page to read is given as it stands. */
const isJson = (headers: Readonly<Record<string, unknown>> = {}): boolean =>
  String(headers['content-type']).includes('json');

/** The function that serves a route; what no function serves is answered by any of them. */
const functionOf = (routeKey: string) => routeOf(routeKey)?.function ?? 'settings';
