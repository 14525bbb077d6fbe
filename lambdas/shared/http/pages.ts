import { limits } from '../../../contract/api/limits.ts';
import type { RouteKey } from '../../../contract/api/routes.ts';
import type { Cursor } from '../store/store.ts';
import type { Caller } from './caller.ts';
import { type ListedPartition, openCursor, sealCursor } from './cursors.ts';

type PagedRequest = {
  readonly routeKey: RouteKey;
  readonly caller: Caller;
  readonly query: { readonly limit?: number | undefined; readonly cursor?: string | undefined };
};

/** The page that a request asks for, within one partition and one prefix of its keys. */
export type WantedPage = {
  readonly limit: number;
  readonly after?: Cursor;
  /** The `next` of the answer, where the list goes on. */
  readonly nextOf: (next: Cursor | undefined) => { readonly next?: string };
};

/**
 * Opens the page of a list. The caller, the route and the rest of the query are bound into the cursor.
 * @throws ProblemError invalid-cursor
 */
export const wantedPage = (
  request: PagedRequest,
  list: Pick<ListedPartition, 'pk' | 'prefix'>,
): WantedPage => {
  const { limit, cursor, ...rest } = request.query;
  const asked = [request.routeKey, request.caller.tokenSubject, JSON.stringify(rest)];
  const listed = { ...list, asked };
  return {
    limit: limit ?? limits.pageDefault,
    ...(cursor !== undefined && { after: openCursor(listed, cursor) }),
    nextOf: (next) => (next === undefined ? {} : { next: sealCursor(listed, next) }),
  };
};
