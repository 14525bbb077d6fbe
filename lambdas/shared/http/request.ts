import type { TokenRules } from '../../../contract/access/token-rules.ts';
import type {
  DemandedHeader,
  HttpFunction,
  MediaType,
  RouteKey,
  RouteKeyOf,
  routes,
} from '../../../contract/api/routes.ts';
import type { BodyOf } from '../../../contract/api/schemas/bodies.ts';
import type { PathOf } from '../../../contract/api/schemas/paths.ts';
import type { QueryOf } from '../../../contract/api/schemas/queries.ts';
import type { CellPorts } from '../ports.ts';
import type { Caller } from './caller.ts';
import type { CellDirectory } from './misdirected.ts';
import type { Reply, TextReply } from './reply.ts';
import type { RequestLog } from './request-log.ts';

/** What the edge itself needs. */
export type EdgePorts = Pick<CellPorts, 'geography'> & {
  readonly cellDirectory: CellDirectory;
  readonly tokenRules: TokenRules;
  readonly log: RequestLog;
};

type Demanded<Key extends RouteKey, Header extends DemandedHeader> = (typeof routes)[Key] extends {
  readonly headers: readonly (infer Given)[];
}
  ? Header extends Given
    ? string
    : undefined
  : undefined;

type Offered<Key extends RouteKey> = (typeof routes)[Key] extends {
  readonly offers: readonly MediaType[];
}
  ? string | undefined
  : undefined;

type CallerOf<Key extends RouteKey> = (typeof routes)[Key]['who'] extends readonly ['public']
  ? undefined
  : Caller;

/** A request that passed the edge: every part has the shape that the route demands, and is of this cell. */
export type Request<Key extends RouteKey> = {
  readonly routeKey: Key;
  readonly requestId: string;
  /** Nobody is asked who they are on a public route. */
  readonly caller: CallerOf<Key>;
  readonly path: PathOf<Key>;
  readonly query: QueryOf<Key>;
  readonly body: BodyOf<Key>;
  /** The forms that the caller takes, as the header says; only where the route offers several. */
  readonly accept: Offered<Key>;
  /** The entity tag of If-Match, with its quotes. */
  readonly ifMatch: Demanded<Key, 'if-match'>;
  readonly idempotencyKey: Demanded<Key, 'idempotency-key'>;
};

export type Handler<Key extends RouteKey, Ports> = (
  request: Request<Key>,
  ports: Ports,
) => Promise<Reply | TextReply>;

/** One handler for each route of a function. */
export type Handlers<Fn extends HttpFunction, Ports> = {
  readonly [Key in RouteKeyOf<Fn>]: Handler<Key, Ports>;
};
