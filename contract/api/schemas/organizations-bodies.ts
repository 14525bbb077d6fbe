import * as z from 'zod/mini';
import { object } from './object.ts';
import { catalogId, geography, organizationId, tokenSubject } from './texts.ts';

const programs = z.optional(z.array(catalogId).check(z.maxLength(20)));

/** What an operator says about a new organization: its home, which never changes, and its first owner. */
const newOrganization = object({ home: geography, owner: tokenSubject, programs });

/** The geography is demanded although the cell knows it: where data will lie is said, never assumed (SC-6). */
const newWorkspace = object({ organization: organizationId, geography, programs });

/** What routes of organizations and workspaces take. */
export const organizationsBodies = {
  'POST /v1/organizations': newOrganization,
  'POST /v1/workspaces': newWorkspace,
} as const;
