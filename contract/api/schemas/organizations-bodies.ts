import * as z from 'zod/mini';
import { admissionOutcomes } from '../../../domain/consent/admission.ts';
import { object } from './object.ts';
import {
  capacityId,
  catalogId,
  geography,
  namedSubject,
  organizationId,
  tokenSubject,
  words,
} from './texts.ts';

const programs = z.optional(z.array(catalogId).check(z.maxLength(20)));

/** What an operator says about a new organization: its home, which never changes, and its first owner. */
const newOrganization = object({ home: geography, owner: tokenSubject, programs });

/** The geography is demanded although the cell knows it: where data will lie is said, never assumed (SC-6). */
const newWorkspace = object({
  organization: organizationId,
  geography,
  programs,
  capacity: z.optional(capacityId),
});

/** For whom an owner asks, and for which limited preview (CC-4). */
const admission = object({ subject: namedSubject, program: catalogId, setting: catalogId });

/** What an operator decides, and why: the customer is told the reason, and it is kept for good. */
const decision = object({ outcome: z.enum(admissionOutcomes), reason: words });

/** What routes of organizations, workspaces and admissions take. */
export const organizationsBodies = {
  'POST /v1/organizations': newOrganization,
  'POST /v1/workspaces': newWorkspace,
  'POST /v1/admissions': admission,
  'POST /v1/admissions/{subject}/{program}/{setting}/decision': decision,
} as const;
