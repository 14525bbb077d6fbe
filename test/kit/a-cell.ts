import type { RequestError } from '../../contract/api/problems.ts';
import type {
  ClosureReply,
  ConsentReply,
  EffectiveSetting,
  LotReply,
  OrganizationReply,
  WorkspaceReply,
} from '../../contract/api/replies.ts';
import { routeOf } from '../../contract/api/routes.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../domain/identifiers.ts';
import { everyProgram } from '../../domain/programs/catalog.ts';
import type { Program } from '../../domain/programs/program.ts';
import { type Duration, days, instantOf } from '../../domain/time.ts';
import { capturesHandlers } from '../../lambdas/captures/handlers.ts';
import { consentHandlers } from '../../lambdas/consent/handlers.ts';
import { settingsHandlers } from '../../lambdas/settings/handlers.ts';
import { httpHandler } from '../../lambdas/shared/http/edge.ts';
import type { RequestLine } from '../../lambdas/shared/http/request-log.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Store } from '../../lambdas/shared/store/store.ts';
import { systemRandomness } from '../../lambdas/shared/system-ports.ts';
import type { Claims } from './callers.ts';
import { anEvent, type Sent } from './events.ts';
import { watchedStore } from './watched-store.ts';

/** What bodies of answers hold, as far as tests go on with it: each answer has some of these. */
export type Answered = {
  readonly type: string;
  readonly source: string;
  readonly geography: Geography;
  readonly organizations: readonly OrganizationReply[];
  readonly workspaces: readonly WorkspaceReply[];
  readonly organization: OrganizationId;
  readonly workspace: WorkspaceId;
  readonly epoch: EpochId;
  readonly notice: { readonly id: string; readonly version: number };
  readonly settings: readonly EffectiveSetting[];
  readonly entries: readonly ConsentReply[];
  readonly closures: readonly ClosureReply[];
  readonly lots: readonly LotReply[];
  readonly applied: readonly string[];
  readonly errors: readonly RequestError[];
  readonly next: string;
};

/** An answer of the API with its body parsed. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Answered;
};

export type CellOptions = {
  readonly programs?: readonly Program[];
  /** Stands between the handlers and the tables. */
  readonly store?: (store: Store) => Store;
};

export type Cell = ReturnType<typeof aCell>;

/** A cell in memory behind its real edge: what a caller of its API meets, without gateway and network. */
export const aCell = (geography: Geography = 'us', options: CellOptions = {}) => {
  const { store, watch } = watchedStore(inMemoryStore());
  const time = { now: instantOf('2026-11-21T09:30:00.000Z') };
  const log: RequestLine[] = [];
  const ports = {
    geography,
    store: options.store?.(store) ?? store,
    clock: { now: () => time.now },
    randomness: systemRandomness,
    wait: async () => {},
    cellDirectory: { us: 'https://us.example', eu: 'https://eu.example' },
    programs: options.programs ?? everyProgram,
    purgeBudget: days(2),
    log: (line: RequestLine) => void log.push(line),
  };
  const functions = {
    settings: httpHandler('settings', settingsHandlers, ports),
    consent: httpHandler('consent', consentHandlers, ports),
    captures: httpHandler('captures', capturesHandlers, ports),
  };
  return {
    geography,
    ports,
    log,
    watch,
    /** Lets time pass. */
    later: (duration: Duration) => {
      time.now += duration;
    },
    /** Sends a request to the function that serves its route. */
    call: async (claims: Claims, routeKey: string, sent: Sent = {}): Promise<Answer> => {
      const fn = routeOf(routeKey)?.function ?? 'settings';
      const { statusCode = 0, headers = {}, body } = await functions[fn](anEvent(routeKey, claims, sent));
      return { status: statusCode, headers: headers as Answer['headers'], body: JSON.parse(body ?? 'null') };
    },
  };
};
