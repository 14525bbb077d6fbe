import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import type { RouteKey } from '../routes.ts';
import { object } from './object.ts';
import {
  admissionState,
  catalogId,
  countInQuery,
  cursor,
  day,
  epochId,
  incidentState,
  language,
  namedSubject,
  organizationId,
  workspaceId,
} from './texts.ts';

const page = { limit: z.optional(countInQuery(limits.pageMost)), cursor: z.optional(cursor) };

/** How many leaves the log has: as many as its keys can count. */
const logSize = countInQuery(999_999_999_999);
/** The first entry of a further page of a ledger; without it a file begins with entry 0. */
const firstEntry = countInQuery(999_999_999_999);
const sinceSize = { since: z.optional(logSize) };

/** The parameters that are numbers for a handler where they come as digits; `countInQuery` checks those texts. */
export const countsInQuery: readonly string[] = ['limit', 'version', 'since', 'from', 'first', 'second'];

/** The schema of each route that knows query parameters; every parameter arrives as text, once. */
export const querySchemas = {
  'GET /v1/notices/{notice}': object({
    version: z.optional(countInQuery(1_000_000)),
    language: z.optional(language),
  }),
  'GET /v1/notices/{notice}/unseen': object({ subject: z.optional(organizationId), ...page }),
  'GET /v1/organizations': object(page),
  'GET /v1/workspaces': object({ organization: organizationId, ...page }),
  'GET /v1/admissions': object({
    subject: z.optional(namedSubject),
    state: z.optional(admissionState),
    ...page,
  }),
  'GET /v1/members': object({ subject: namedSubject, ...page }),
  'GET /v1/settings': object({ subject: namedSubject, ...page }),
  'GET /v1/consents': object({ subject: namedSubject, ...page }),
  'GET /v1/closures': object({ subject: namedSubject, ...page }),
  'GET /v1/lots': object({ epoch: epochId, ...page }),
  'GET /v1/purges': object({ epoch: epochId, ...page }),
  'GET /v1/transfers': object({
    subject: namedSubject,
    from: z.optional(day),
    to: z.optional(day),
    ...page,
  }),
  'GET /v1/processing-record': object({ subject: namedSubject }),
  'GET /v1/connections': object({ subject: namedSubject }),
  'GET /v1/certificates': object({ epoch: epochId, ...page }),
  'GET /v1/certificates/{certificate}': object(sinceSize),
  'GET /v1/incidents': object({
    subject: z.optional(namedSubject),
    state: z.optional(incidentState),
    ...page,
  }),
  'GET /v1/records': object({ subject: namedSubject, ...page }),
  'GET /v1/records/{subject}/{sequence}': object(sinceSize),
  'GET /v1/ledgers/{subject}': object({ from: z.optional(firstEntry), ...sinceSize }),
  'GET /v1/log/checkpoint': object(sinceSize),
  'GET /v1/log/consistency': object({ first: logSize, second: logSize }),
  'GET /v1/captures': object({ workspace: workspaceId, use: catalogId, day, epoch: epochId, ...page }),
} as const satisfies Partial<Record<RouteKey, z.ZodMiniType>>;

/** What a handler gets as the query of a route. */
export type QueryOf<Key extends RouteKey> = Key extends keyof typeof querySchemas
  ? z.infer<(typeof querySchemas)[Key]>
  : Record<never, never>;

/** Routes that know no query parameters refuse every one. */
export const noQuery = object({});
