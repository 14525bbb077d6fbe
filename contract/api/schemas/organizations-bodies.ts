import * as z from 'zod/mini';
import { admissionOutcomes } from '../../../domain/consent/admission.ts';
import { customerRoles } from '../../../domain/programs/program.ts';
import { isCapacityId } from '../../../domain/programs/requires.ts';
import { object } from './object.ts';
import {
  catalogId,
  geography,
  matching,
  namedSubject,
  organizationId,
  tokenSubject,
  words,
} from './texts.ts';

const programs = z.optional(z.array(catalogId).check(z.maxLength(20)));

/** The id of a capacity at the vendor, as its tokens name it. */
const capacityId = matching('1 to 128 letters, digits or . _ : / @ | + = ~ -', (text): text is string =>
  isCapacityId(text),
);

const roles = z.array(z.enum(customerRoles)).check(z.maxLength(customerRoles.length));

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

/** Whoever gets roles for the first time is named as their token names them: they may never have acted. */
const newMember = object({
  subject: namedSubject,
  person: tokenSubject,
  roles: roles.check(z.minLength(1)),
});

const rolesGiven = object({ roles });

/** What routes of organizations, workspaces, admissions and members take. */
export const organizationsBodies = {
  'POST /v1/organizations': newOrganization,
  'POST /v1/workspaces': newWorkspace,
  'POST /v1/admissions': admission,
  'POST /v1/admissions/{subject}/{program}/{setting}/decision': decision,
  'POST /v1/members': newMember,
  'PUT /v1/members/{subject}/{user}': rolesGiven,
} as const;
