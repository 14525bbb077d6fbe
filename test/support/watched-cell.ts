import type { RequestError } from '../../contract/api/problems.ts';
import type {
  CertificateReply,
  ClosureReply,
  ConsentReply,
  DecisionReply,
  EffectiveSetting,
  ListedIncidentReply,
  LotReply,
  OrganizationReply,
  WorkspaceReply,
} from '../../contract/api/replies.ts';
import type { Geography } from '../../domain/geographies.ts';
import type {
  EpochId,
  OrganizationId,
  PlacementId,
  SubjectId,
  WorkspaceId,
} from '../../domain/identifiers.ts';
import { type Duration, instantOf } from '../../domain/time.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Store } from '../../lambdas/shared/store/store.ts';
import type { Claims } from './callers.ts';
import { aCell } from './cell.ts';
import { anEvent, type Sent } from './events.ts';
import { aSigningKey } from './signing.ts';
import { watchedStore } from './watched-store.ts';

/** What bodies of answers hold, as far as tests go on with it: each answer has some of these. */
export type Answered = {
  readonly type: string;
  readonly source: string;
  readonly value: string;
  readonly subject: SubjectId;
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
  readonly certificates: readonly CertificateReply[];
  readonly incidents: readonly ListedIncidentReply[];
  readonly lot: string;
  readonly lots: readonly LotReply[];
  readonly applied: readonly string[];
  readonly errors: readonly RequestError[];
  readonly next: string;
  readonly placement: PlacementId;
  readonly decisions: readonly DecisionReply[];
  readonly link: string;
};

/** An answer of the API with its body parsed. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Answered;
};

export type WatchedCell = ReturnType<typeof aWatchedCell>;

/**
 * A cell in memory that counts what reaches its store, so that a test can say that nothing was looked up or
 * written. It is called with the claims of a token and any route key whatever.
 * @param between stands between the handlers and the tables
 */
export const aWatchedCell = (
  geography: Geography = 'us',
  between: (store: Store) => Store = (store) => store,
) => {
  const { store, watch } = watchedStore(inMemoryStore());
  const startsAt = instantOf('2026-11-21T09:30:00.000Z');
  const cell = aCell(geography, { store: between(store), startsAt, placementKey: aSigningKey() });
  return {
    geography,
    ports: cell.ports,
    tick: cell.tick,
    log: cell.log,
    watch,
    /** Lets time pass. */
    later: (duration: Duration) => {
      cell.clock.now += duration;
    },
    /** Sends a request to the function that serves its route. */
    call: (claims: Claims, routeKey: string, sent: Sent = {}): Promise<Answer> =>
      cell.send<Answered>(anEvent(routeKey, claims, sent)),
  };
};
