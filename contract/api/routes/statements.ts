import type { RouteTable } from '../route.ts';

/** The routes of the function `statements`. */
export const statementsRoutes = {
  'GET /v1/programs': {
    function: 'statements',
    scopes: ['settings.read'],
    who: ['anyone'],
  },
  'GET /v1/programs/{program}': {
    function: 'statements',
    scopes: ['settings.read'],
    who: ['anyone'],
  },
  'GET /v1/notices/{notice}': {
    function: 'statements',
    scopes: ['settings.read'],
    who: ['anyone'],
    query: ['version', 'language'],
  },
  'GET /v1/residency': {
    function: 'statements',
    scopes: ['settings.read'],
    who: ['anyone'],
    offers: ['application/json', 'text/html'],
  },
} as const satisfies RouteTable;
