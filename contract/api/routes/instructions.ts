import type { RouteTable } from '../route.ts';
import { bodyLimits } from '../route-parts.ts';

/** The routes of the function `instructions`. */
export const instructionsRoutes = {
  'POST /v1/instructions': {
    function: 'instructions',
    scopes: ['settings.write'],
    who: ['decider'],
    bodyBytes: bodyLimits.ordinary,
  },
} as const satisfies RouteTable;
