import type { ProblemName } from './problem-names.ts';
import { routeDocs } from './route-docs.ts';
import { type DemandedHeader, type Route, type RouteKey, routes } from './routes.ts';

/** What any route can answer with, whatever it does. */
const everywhere = [
  'unauthenticated',
  'missing-scope',
  'not-allowed',
  'invalid-parameter',
  'misdirected-request',
  'body-too-large',
  'store-unavailable',
  'internal-error',
] as const satisfies readonly ProblemName[];

const withBody = ['unsupported-media-type', 'malformed-json', 'invalid-body'] as const;

const withHeader = {
  'if-match': ['precondition-missing'],
  'idempotency-key': ['idempotency-key-missing'],
} as const satisfies Record<DemandedHeader, readonly ProblemName[]>;

/** Every problem that a route can answer with: its own and those that follow from what it takes. */
export const problemsOf = (key: RouteKey): readonly ProblemName[] => {
  const { bodyBytes, headers = [] }: Route = routes[key];
  return [
    ...everywhere,
    ...(bodyBytes === undefined ? [] : withBody),
    ...headers.flatMap((header) => withHeader[header]),
    ...routeDocs[key].problems,
  ];
};
