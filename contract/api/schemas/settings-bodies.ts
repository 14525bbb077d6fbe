import * as z from 'zod/mini';
import { object } from './object.ts';
import { catalogId, count, detachedSignature, language, namedSubject, settingValue } from './texts.ts';

/**
 * An owner's choice, bound to the notice version that was shown (DS-12), in English where no language is named. A signature by the customer's own key is kept
 * with the name of who chose, and not looked into (BY-10).
 */
const choice = object({
  value: settingValue,
  notice: object({ id: catalogId, version: count, language: z.optional(language) }),
  signature: z.optional(detachedSignature),
});

const display = object({ subject: namedSubject, version: count, language: z.optional(language) });

/** What routes of choices take. */
export const settingsBodies = {
  'PUT /v1/settings/{subject}/{program}/{setting}': choice,
  'POST /v1/notices/{notice}/displays': display,
} as const;
