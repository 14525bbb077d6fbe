import type { RouteTable } from '../route.ts';
import { bodyLimits, page } from '../route-parts.ts';

/** The routes of the function `captures`. */
export const capturesRoutes = {
  'POST /v1/captures': {
    function: 'captures',
    scopes: ['captures.write'],
    who: ['service'],
    bodyBytes: bodyLimits.captures,
  },
  'GET /v1/captures': {
    function: 'captures',
    scopes: ['captures.read'],
    who: ['service'],
    query: ['workspace', 'use', 'day', 'epoch', ...page],
  },
} as const satisfies RouteTable;
