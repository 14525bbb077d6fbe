import * as z from 'zod/mini';
import { categories, dataClasses } from '../../../domain/programs/data.ts';
import { limits } from '../limits.ts';
import type { RouteKey } from '../routes.ts';
import { object } from './object.ts';
import {
  amount,
  catalogId,
  content,
  count,
  epochId,
  geography,
  instant,
  language,
  namedSubject,
  organizationId,
  settingValue,
  tokenSubject,
  ulid,
  userId,
  words,
  workspaceId,
} from './texts.ts';

const programs = z.optional(z.array(catalogId).check(z.maxLength(20)));

/** What an operator says about a new organization: its home, which never changes, and its first owner. */
const newOrganization = object({ home: geography, owner: tokenSubject, programs });

/** The geography is demanded although the cell knows it: where data will lie is said, never assumed (SC-6). */
const newWorkspace = object({ organization: organizationId, geography, programs });

/** An owner's choice, bound to the notice version that was shown (DS-12). */
const choice = object({ value: settingValue, notice: object({ id: catalogId, version: count }) });

const display = object({ subject: namedSubject, version: count, language });

/** One part of a record that is older or newer than the rest: an earlier turn, a retrieved page (SC-18). */
const part = object({ category: z.enum(categories), occurredAt: instant });

const captured = object({
  category: z.enum(categories),
  dataClass: z.enum(dataClasses),
  occurredAt: instant,
  body: content,
  parts: z.optional(z.array(part).check(z.maxLength(limits.partsPerRecord))),
  /** By these a person's records are found again: for a hold, and for what that person may ask. */
  uploader: z.optional(userId),
  people: z.optional(z.array(userId).check(z.maxLength(limits.peoplePerRecord))),
});

const capture = object({
  workspace: workspaceId,
  use: catalogId,
  callId: ulid,
  epoch: z.optional(epochId),
  records: z.array(captured).check(z.minLength(1), z.maxLength(limits.recordsPerCall)),
});

/** What an operator decides about purging, and why: it is asked for when deadlines are explained. */
const purging = object({
  state: z.enum(['running', 'stopped']),
  reason: z.string().check(z.minLength(1), z.maxLength(500)),
});

/** What is wrong with which revision of a certificate, and what is so: what follows from that is computed. */
const correction = object({
  revision: count,
  wrong: words,
  facts: object({
    deletedAt: z.optional(instant),
    counts: z.optional(object({ captured: amount, deleted: amount, moved: amount })),
    otherCopies: z.optional(z.array(object({ store: words, until: instant })).check(z.maxLength(20))),
    storesNotCovered: z.optional(z.array(words).check(z.maxLength(20))),
  }),
});

/** Why an incident is over, and what was put right. */
const closing = object({ reason: words, correction: z.optional(words) });

/** The schema of each route that takes a body. */
export const bodySchemas = {
  'POST /v1/organizations': newOrganization,
  'POST /v1/workspaces': newWorkspace,
  'PUT /v1/settings/{subject}/{program}/{setting}': choice,
  'POST /v1/notices/{notice}/displays': display,
  'PUT /v1/purging': purging,
  'POST /v1/certificates/{certificate}/correction': correction,
  'POST /v1/incidents/{incident}/close': closing,
  'POST /v1/captures': capture,
} as const satisfies Partial<Record<RouteKey, z.ZodMiniType>>;

/** What a handler gets as the body of a route; undefined where the route takes none. */
export type BodyOf<Key extends RouteKey> = Key extends keyof typeof bodySchemas
  ? z.infer<(typeof bodySchemas)[Key]>
  : undefined;
