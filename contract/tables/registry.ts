import type { Geography } from '../../domain/geographies.ts';
import {
  type EpochId,
  geographyOf,
  type OrganizationId,
  type SubjectId,
  type UserId,
  type WorkspaceId,
} from '../../domain/identifiers.ts';

/**
 * Keys of the registry: who is here, what was chosen, and which lots of captured records exist. It holds no
 * content. Every partition key starts with the geography, which `dynamodb:LeadingKeys` holds to.
 */
const key = <Pk extends string, Sk extends string>(pk: Pk, sk: Sk) => ({ pk, sk });

/** How many partitions the list of organizations, the outbox, the work list and the index of due lots are spread over. */
export const buckets = { organizations: 8, outbox: 4, closing: 4, due: 8 } as const;

const spread = (count: number) => Array.from({ length: count }, (_, bucket) => bucket);

export const registryKeys = {
  /** Written for whoever walks all customers of a cell: operators, and a sweep beside the planner. */
  organizationListed: (organization: OrganizationId, bucket: number) =>
    key(`${geographyOf(organization)}_orgs#${bucket}`, organization),

  subject: (subject: SubjectId) => key(subject, 'subject'),
  workspaceOf: (organization: OrganizationId, workspace: WorkspaceId) => key(organization, `ws#${workspace}`),
  workspacesPrefix: 'ws#',
  member: (subject: SubjectId, tokenSubject: string) => key(subject, `member#${tokenSubject}`),
  membership: (user: UserId, subject: SubjectId) => key(user, `member#${subject}`),
  membershipPrefix: 'member#',
  settingPrefix: 'setting#',
  setting: (subject: SubjectId, program: string, setting: string) =>
    key(subject, `setting#${program}#${setting}`),
  name: (subject: SubjectId, sequence: number) => key(subject, `name#${twelveDigits(sequence)}`),
  /** Written for whoever walks all epochs of a subject, also those whose setting has moved on. */
  epochPointer: (subject: SubjectId, epoch: EpochId) => key(subject, `epoch#${epoch}`),
  closure: (subject: SubjectId, epoch: EpochId) => key(subject, `closure#${epoch}`),
  closurePrefix: 'closure#',
  idempotency: (subject: SubjectId, digest: string) => key(subject, `key#${digest}`),

  epoch: (epoch: EpochId) => key(epoch, 'epoch'),
  gate: (epoch: EpochId, gate: number) => key(epoch, `gate#${String(gate).padStart(2, '0')}`),
  lot: (epoch: EpochId, lot: string) => key(epoch, `lot#${lot}`),
  lotPrefix: 'lot#',
  salt: (epoch: EpochId, lot: string) => key(epoch, `salt#${lot}`),

  closing: (epoch: EpochId, at: string, bucket: number) =>
    key(`${geographyOf(epoch)}_closing#${bucket}`, `${at}#${epoch}`),
  /** An opt-out that was accepted but has not yet won its gates; it sorts after all dated work. */
  closingPending: (epoch: EpochId, bucket: number) =>
    key(`${geographyOf(epoch)}_closing#${bucket}`, `pending#${epoch}`),
  closingPendingPrefix: 'pending#',
  closingBuckets: (geography: Geography) =>
    spread(buckets.closing).map((bucket) => `${geography}_closing#${bucket}`),

  outbox: (geography: Geography, ulid: string, bucket: number) => key(`${geography}_outbox#${bucket}`, ulid),
  outboxBuckets: (geography: Geography) =>
    spread(buckets.outbox).map((bucket) => `${geography}_outbox#${bucket}`),
  /** What the stream's mapping filters on. */
  outboxPrefix: (geography: Geography) => `${geography}_outbox#`,

  /** The sparse index `due`: attributes of a lot that is not purged yet. */
  due: (geography: Geography, purgeFrom: string, lot: string, bucket: number) => ({
    duePk: `${geography}_due#${bucket}`,
    dueSk: `${purgeFrom}#${lot}`,
  }),
  dueBuckets: (geography: Geography) => spread(buckets.due).map((bucket) => `${geography}_due#${bucket}`),
} as const;

/** Sequence numbers are padded so that they sort as text. */
export const twelveDigits = (sequence: number): string => String(sequence).padStart(12, '0');
