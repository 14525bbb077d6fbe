import * as z from 'zod/mini';
import { object } from './object.ts';
import {
  catalogId,
  count,
  detachedSignature,
  geography,
  language,
  namedSubject,
  organizationId,
  settingValue,
  tokenSubject,
} from './texts.ts';

const programs = z.optional(z.array(catalogId).check(z.maxLength(20)));

/** What an operator says about a new organization: its home, which never changes, and its first owner. */
const newOrganization = object({ home: geography, owner: tokenSubject, programs });

/** The geography is demanded although the cell knows it: where data will lie is said, never assumed (SC-6). */
const newWorkspace = object({ organization: organizationId, geography, programs });

/**
 * An owner's choice, bound to the notice version that was shown (DS-12). A signature by the customer's own key is kept
 * with the name of who chose, and not looked into (BY-10).
 */
const choice = object({
  value: settingValue,
  notice: object({ id: catalogId, version: count }),
  signature: z.optional(detachedSignature),
});

const display = object({ subject: namedSubject, version: count, language });

/** What routes of choices and their subjects take. */
export const settingsBodies = {
  'POST /v1/organizations': newOrganization,
  'POST /v1/workspaces': newWorkspace,
  'PUT /v1/settings/{subject}/{program}/{setting}': choice,
  'POST /v1/notices/{notice}/displays': display,
} as const;
