import * as z from 'zod/mini';
import { categories, dataClasses } from '../../../domain/programs/data.ts';
import { sources } from '../../../domain/programs/sources.ts';
import { limits } from '../limits.ts';
import { object } from './object.ts';
import { catalogId, content, epochId, instant, ulid, userId, workspaceId } from './texts.ts';

/** What a record and each of its parts say of themselves: what it is, from where, and since when there is it. */
const told = { category: z.enum(categories), source: z.enum(sources), occurredAt: instant };

/** One part of a record with an origin of its own: an earlier turn, a retrieved page (SC-18, SC-25). */
const part = object(told);

const captured = object({
  ...told,
  dataClass: z.enum(dataClasses),
  body: content,
  parts: z.optional(z.array(part).check(z.maxLength(limits.partsPerRecord))),
  /** Who uploaded what something in it was retrieved from: named there, and nowhere else (SC-9). */
  uploader: z.optional(userId),
  /** By these and the uploader a person's records are found again: for a hold, and for what that person may ask. */
  people: z.optional(z.array(userId).check(z.maxLength(limits.peoplePerRecord))),
});

const capture = object({
  workspace: workspaceId,
  use: catalogId,
  callId: ulid,
  epoch: z.optional(epochId),
  records: z.array(captured).check(z.minLength(1), z.maxLength(limits.recordsPerCall)),
});

/** What routes of captures take. */
export const capturesBodies = {
  'POST /v1/captures': capture,
} as const;
