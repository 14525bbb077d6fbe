import * as z from 'zod/mini';
import { categories, dataClasses } from '../../../domain/programs/data.ts';
import { limits } from '../limits.ts';
import { object } from './object.ts';
import { catalogId, content, epochId, instant, ulid, userId, workspaceId } from './texts.ts';

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

/** What routes of captures take. */
export const capturesBodies = {
  'POST /v1/captures': capture,
} as const;
