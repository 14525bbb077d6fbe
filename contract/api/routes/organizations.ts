import type { RouteTable } from '../route.ts';
import { bodyLimits, page } from '../route-parts.ts';

/** The routes of the function `organizations`. */
export const organizationsRoutes = {
  'POST /v1/organizations': {
    function: 'organizations',
    scopes: ['organizations.write'],
    who: ['operator'],
    headers: ['idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /v1/organizations': {
    function: 'organizations',
    scopes: ['settings.read'],
    who: ['person'],
    query: page,
  },
  'GET /v1/organizations/{organization}': {
    function: 'organizations',
    scopes: ['settings.read'],
    who: ['member'],
  },
  'POST /v1/workspaces': {
    function: 'organizations',
    scopes: ['workspaces.write'],
    who: ['owner'],
    headers: ['idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /v1/workspaces': {
    function: 'organizations',
    scopes: ['settings.read'],
    who: ['member'],
    query: ['organization', ...page],
  },
  'GET /v1/workspaces/{workspace}': {
    function: 'organizations',
    scopes: ['settings.read'],
    who: ['member'],
  },
  'POST /v1/admissions': {
    function: 'organizations',
    scopes: ['settings.write'],
    who: ['owner'],
    headers: ['idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /v1/admissions': {
    function: 'organizations',
    scopes: ['settings.read'],
    who: ['member', 'operator'],
    query: ['subject', 'state', ...page],
  },
  'POST /v1/admissions/{subject}/{program}/{setting}/decision': {
    function: 'organizations',
    scopes: ['admissions.write'],
    who: ['operator'],
    headers: ['idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /v1/members': {
    function: 'organizations',
    scopes: ['settings.read'],
    who: ['owner', 'privacy-officer'],
    query: ['subject', ...page],
  },
  'POST /v1/members': {
    function: 'organizations',
    scopes: ['members.write'],
    who: ['owner'],
    bodyBytes: bodyLimits.ordinary,
  },
  'PUT /v1/members/{subject}/{user}': {
    function: 'organizations',
    scopes: ['members.write'],
    who: ['owner'],
    bodyBytes: bodyLimits.ordinary,
  },
} as const satisfies RouteTable;
