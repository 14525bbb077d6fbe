import type { RouteTable } from '../route.ts';
import { page } from '../route-parts.ts';

/** The routes of the function `evidence`. */
export const evidenceRoutes = {
  'GET /v1/certificates': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer', 'auditor'],
    query: ['epoch', ...page],
  },
  'GET /v1/certificates/{certificate}': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer', 'auditor'],
    query: ['since'],
  },
  'GET /v1/incidents': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer', 'operator', 'auditor'],
    query: ['subject', 'state', ...page],
  },
  'GET /v1/incidents/{incident}': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer', 'operator', 'auditor'],
  },
  'GET /v1/records': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer'],
    query: ['subject', ...page],
  },
  'GET /v1/records/{subject}/{sequence}': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer'],
    query: ['since'],
  },
  'GET /v1/ledgers/{subject}': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer'],
    query: ['from', 'since'],
  },
  'GET /v1/log/checkpoint': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['anyone'],
    query: ['since'],
  },
  'GET /v1/log/consistency': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['anyone'],
    query: ['first', 'second'],
  },
  'GET /.well-known/jwks.json': {
    function: 'evidence',
    scopes: [],
    who: ['public'],
  },
  'GET /v1/transfers': {
    function: 'evidence',
    scopes: ['transfers.read'],
    who: ['owner', 'privacy-officer', 'auditor'],
    query: ['subject', 'from', 'to', ...page],
    offers: ['application/json', 'text/csv'],
  },
  'GET /v1/processing-record': {
    function: 'evidence',
    scopes: ['transfers.read'],
    who: ['owner', 'privacy-officer', 'auditor'],
    query: ['subject'],
  },
  'GET /v1/connections': {
    function: 'evidence',
    scopes: ['transfers.read'],
    who: ['member', 'auditor'],
    query: ['subject'],
  },
  'GET /v1/processors': {
    function: 'evidence',
    scopes: ['transfers.read'],
    who: ['anyone'],
  },
} as const satisfies RouteTable;
