import * as z from 'zod/mini';
import { object } from './object.ts';
import { amount, count, instant, tokenSubject, userId, words } from './texts.ts';

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

/** Whom to erase: named as a user, or as their token names them. One of both. */
const erasure = object({ user: z.optional(userId), tokenSubject: z.optional(tokenSubject) });

/** What routes of operators take. */
export const operationsBodies = {
  'PUT /v1/purging': purging,
  'POST /v1/certificates/{certificate}/correction': correction,
  'POST /v1/incidents/{incident}/close': closing,
  'POST /v1/erasures': erasure,
} as const;
