import type { RouteTable } from '../route.ts';
import { bodyLimits, page } from '../route-parts.ts';

/** The routes of the function `settings`. */
export const settingsRoutes = {
  'GET /v1/settings': {
    function: 'settings',
    scopes: ['settings.read'],
    who: ['member', 'service'],
    query: ['subject', ...page],
  },
  'GET /v1/settings/{subject}/{program}/{setting}': {
    function: 'settings',
    scopes: ['settings.read'],
    who: ['member', 'service'],
  },
  'PUT /v1/settings/{subject}/{program}/{setting}': {
    function: 'settings',
    scopes: ['settings.write'],
    who: ['decider'],
    headers: ['if-match', 'idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
  },
  'POST /v1/notices/{notice}/displays': {
    function: 'settings',
    scopes: ['settings.write'],
    who: ['owner'],
    headers: ['idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
  },
} as const satisfies RouteTable;
