import type { RouteTable } from '../route.ts';
import { bodyLimits } from '../route-parts.ts';

/** The routes of the function `decisions`. */
export const decisionsRoutes = {
  'POST /v1/decisions': {
    function: 'decisions',
    scopes: ['decisions.write'],
    who: ['service'],
    bodyBytes: bodyLimits.ordinary,
  },
  'POST /v1/placements': {
    function: 'decisions',
    scopes: ['decisions.write'],
    who: ['service'],
    bodyBytes: bodyLimits.ordinary,
  },
  'POST /v1/placements/{placement}/report': {
    function: 'decisions',
    scopes: ['decisions.write'],
    who: ['service'],
    bodyBytes: bodyLimits.ordinary,
  },
  'POST /v1/transfers/{transfer}/report': {
    function: 'decisions',
    scopes: ['decisions.write'],
    who: ['service'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /.well-known/placement-keys.json': {
    function: 'decisions',
    scopes: [],
    who: ['public'],
  },
} as const satisfies RouteTable;
