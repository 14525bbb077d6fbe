import type { RouteTable } from '../route.ts';
import { bodyLimits } from '../route-parts.ts';

/** The routes of the function `operations`. */
export const operationsRoutes = {
  'GET /v1/purging': {
    function: 'operations',
    scopes: ['operations.write'],
    who: ['operator'],
  },
  'PUT /v1/purging': {
    function: 'operations',
    scopes: ['operations.write'],
    who: ['operator'],
    bodyBytes: bodyLimits.ordinary,
  },
  'POST /v1/erasures': {
    function: 'operations',
    scopes: ['people.erase'],
    who: ['operator'],
    bodyBytes: bodyLimits.ordinary,
  },
  'POST /v1/certificates/{certificate}/correction': {
    function: 'operations',
    scopes: ['operations.write'],
    who: ['operator'],
    bodyBytes: bodyLimits.ordinary,
  },
  'POST /v1/incidents/{incident}/close': {
    function: 'operations',
    scopes: ['operations.write'],
    who: ['operator'],
    headers: ['if-match'],
    bodyBytes: bodyLimits.ordinary,
  },
} as const satisfies RouteTable;
