import type { RouteTable } from '../route.ts';
import { page } from '../route-parts.ts';

/** The routes of the function `consent`. */
export const consentRoutes = {
  'GET /v1/consents': {
    function: 'consent',
    scopes: ['consents.read'],
    who: ['owner', 'privacy-officer'],
    query: ['subject', ...page],
  },
  'GET /v1/closures': {
    function: 'consent',
    scopes: ['consents.read'],
    who: ['owner', 'privacy-officer'],
    query: ['subject', ...page],
  },
  'GET /v1/closures/{epoch}': {
    function: 'consent',
    scopes: ['consents.read'],
    who: ['owner', 'privacy-officer'],
  },
  'GET /v1/lots': {
    function: 'consent',
    scopes: ['lots.read'],
    who: ['owner', 'privacy-officer'],
    query: ['epoch', ...page],
  },
  'GET /v1/purges': {
    function: 'consent',
    scopes: ['lots.read'],
    who: ['owner', 'privacy-officer'],
    query: ['epoch', ...page],
  },
  'GET /v1/notices/{notice}/unseen': {
    function: 'consent',
    scopes: ['settings.read'],
    who: ['member', 'operator'],
    query: ['subject', ...page],
  },
  'GET /v1/residency/findings': {
    function: 'consent',
    scopes: ['residency.read'],
    who: ['operator', 'auditor'],
  },
} as const satisfies RouteTable;
