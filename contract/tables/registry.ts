import { sha256Hex } from '../../domain/canonical-form.ts';
import { everyGeography, type Geography } from '../../domain/geographies.ts';
import {
  type CertificateId,
  type EpochId,
  geographyOf,
  type HoldId,
  type IncidentId,
  identifier,
  type OrganizationId,
  type SubjectId,
  type UserId,
  type WorkspaceId,
} from '../../domain/identifiers.ts';
import type { Partitions } from './partitions.ts';

/**
 * Keys of the registry: who is here, what was chosen, and which lots of captured records exist. It holds no
 * content. Every partition key starts with the geography, which `dynamodb:LeadingKeys` holds to.
 */
const key = <Pk extends string, Sk extends string>(pk: Pk, sk: Sk) => ({ pk, sk });

/** How many partitions the list of organizations, the outbox, the work lists and the index of due lots are spread over. */
export const buckets = { organizations: 8, outbox: 4, closing: 4, holding: 2, due: 8, signing: 4 } as const;

/** Starts of partition keys that no identifier makes: what they are spread over follows. */
const starts = {
  organizations: (geography: Geography) => `${geography}_orgs#`,
  tokens: (geography: Geography) => `${geography}_sub#`,
  closing: (geography: Geography) => `${geography}_closing#`,
  holding: (geography: Geography) => `${geography}_holding#`,
  outbox: (geography: Geography) => `${geography}_outbox#`,
  due: (geography: Geography) => `${geography}_due#`,
  audit: (geography: Geography) => `${geography}_audit#`,
  switches: (geography: Geography) => `${geography}_switch#`,
  sweep: (geography: Geography) => `${geography}_sweep#`,
  serving: (geography: Geography) => `${geography}_serving#`,
  signing: (geography: Geography) => `${geography}_signing#`,
  names: (geography: Geography) => `${geography}_names#`,
} as const;

const spread = (count: number) => Array.from({ length: count }, (_, bucket) => bucket);

/** The partition of the names beside a subject's ledger. */
const namesOf = (subject: SubjectId) => `${starts.names(geographyOf(subject))}${subject}`;

export const registryKeys = {
  /** Written for whoever walks all customers of a cell: operators, and a sweep beside the planner. */
  organizationListed: (organization: OrganizationId, bucket: number) =>
    key(`${starts.organizations(geographyOf(organization))}${bucket}`, organization),

  subject: (subject: SubjectId) => key(subject, 'subject'),
  workspaceOf: (organization: OrganizationId, workspace: WorkspaceId) => key(organization, `ws#${workspace}`),
  workspacesPrefix: 'ws#',
  member: (subject: SubjectId, user: UserId) => key(subject, `member#${user}`),
  membership: (user: UserId, subject: SubjectId) => key(user, `member#${subject}`),
  membershipPrefix: 'member#',

  /** From the subject of a token to its user. It stands as a digest, since keys are shown where items are not. */
  userOfToken: (geography: Geography, tokenSubject: string) =>
    key(`${starts.tokens(geography)}${sha256Hex(tokenSubject)}`, 'user'),
  /** And back, for who opens a name, and who erases a person. */
  personOf: (user: UserId) => key(user, 'person'),

  settingPrefix: 'setting#',
  setting: (subject: SubjectId, program: string, setting: string) =>
    key(subject, `setting#${program}#${setting}`),
  /** Who acted, beside an entry of a ledger; apart from the subject, of which the sweep may delete nothing. */
  name: (subject: SubjectId, sequence: number) => key(namesOf(subject), `name#${twelveDigits(sequence)}`),
  namesOf,
  namePrefix: 'name#',
  /** Written for whoever walks all epochs of a subject, also those whose setting has moved on. */
  epochPointer: (subject: SubjectId, epoch: EpochId) => key(subject, `epoch#${epoch}`),
  epochPointerPrefix: 'epoch#',
  closure: (subject: SubjectId, epoch: EpochId) => key(subject, `closure#${epoch}`),
  closurePrefix: 'closure#',
  /** Which holds keep which uses of a subject from being purged. */
  holdGate: (subject: SubjectId) => key(subject, 'holdgate'),
  hold: (subject: SubjectId, hold: HoldId) => key(subject, `hold#${hold}`),
  holdPrefix: 'hold#',
  idempotency: (subject: SubjectId, digest: string) => key(subject, `key#${digest}`),

  epoch: (epoch: EpochId) => key(epoch, 'epoch'),
  gate: (epoch: EpochId, gate: number) => key(epoch, `gate#${String(gate).padStart(2, '0')}`),
  lot: (epoch: EpochId, lot: string) => key(epoch, `lot#${lot}`),
  lotPrefix: 'lot#',
  salt: (epoch: EpochId, lot: string) => key(epoch, `salt#${lot}`),

  closing: (epoch: EpochId, at: string, bucket: number) =>
    key(`${starts.closing(geographyOf(epoch))}${bucket}`, `${at}#${epoch}`),
  /** An opt-out that was accepted but has not yet won its gates; it sorts after all dated work. */
  closingPending: (epoch: EpochId, bucket: number) =>
    key(`${starts.closing(geographyOf(epoch))}${bucket}`, `pending#${epoch}`),
  closingPendingPrefix: 'pending#',
  closingBuckets: (geography: Geography) =>
    spread(buckets.closing).map((bucket) => `${starts.closing(geography)}${bucket}`),

  /** A hold that somebody has to look after, and from when on. */
  holding: (subject: SubjectId, hold: HoldId, at: string, bucket: number) =>
    key(`${starts.holding(geographyOf(subject))}${bucket}`, `${at}#${subject}#${hold}`),
  holdingBuckets: (geography: Geography) =>
    spread(buckets.holding).map((bucket) => `${starts.holding(geography)}${bucket}`),

  outbox: (geography: Geography, ulid: string, bucket: number) =>
    key(`${starts.outbox(geography)}${bucket}`, ulid),
  outboxBuckets: (geography: Geography) =>
    spread(buckets.outbox).map((bucket) => `${starts.outbox(geography)}${bucket}`),
  /** What the stream's mapping filters on. */
  outboxPrefix: starts.outbox,

  /**
   * Something of evidence that the log has to take in: its own key stands behind the time, so that the key tells
   * all and two writers of one thing mean one item.
   */
  signing: (of: SubjectId | EpochId | IncidentId | CertificateId, at: string, what: string, bucket: number) =>
    key(`${starts.signing(geographyOf(of))}${bucket}`, `${at}#${of}#${what}`),
  signingBuckets: (geography: Geography) =>
    spread(buckets.signing).map((bucket) => `${starts.signing(geography)}${bucket}`),

  /** The sparse index `due`: attributes of a lot that is not purged yet. */
  due: (geography: Geography, purgeFrom: string, lot: string, bucket: number) => ({
    duePk: `${starts.due(geography)}${bucket}`,
    dueSk: `${purgeFrom}#${lot}`,
  }),
  /** A lot under a hold stands in that index after every date, so that no tick meets it. */
  dueHeldPrefix: 'held#',
  dueBuckets: (geography: Geography) =>
    spread(buckets.due).map((bucket) => `${starts.due(geography)}${bucket}`),

  /** Whether purging runs or an operator stopped it. */
  purging: (geography: Geography) => key(`${starts.switches(geography)}purging`, 'state'),
  /** And each change of it, with who and why. */
  purgingChange: (geography: Geography, n: number) =>
    key(`${starts.switches(geography)}purging`, `change#${twelveDigits(n)}`),

  /** Which tables serve this cell, or that none does while one is restored: what functions ask before they serve. */
  serving: (geography: Geography) => key(`${starts.serving(geography)}tables`, 'state'),

  /** How far the independent sweep has come. */
  sweepProgress: (geography: Geography) => key(`${starts.sweep(geography)}lots`, 'progress'),
  /** And how far names were looked at whose life may be over. */
  namesProgress: (geography: Geography) => key(`${starts.sweep(geography)}names`, 'progress'),
  organizationBuckets: (geography: Geography) =>
    spread(buckets.organizations).map((bucket) => `${starts.organizations(geography)}${bucket}`),
  memberPrefix: 'member#',

  /** What is not as it was stated, until it is seen to be again. */
  drift: (geography: Geography, subject: string) => key(`${starts.audit(geography)}drift`, subject),
  /** The last run of the auditor. */
  latestAudit: (geography: Geography) => key(`${starts.audit(geography)}runs`, 'latest'),
  /** Earlier runs, the oldest overwritten by the newest. */
  audit: (geography: Geography, slot: number) =>
    key(`${starts.audit(geography)}runs`, `run#${String(slot).padStart(2, '0')}`),
} as const;

/** Keys that no function carries but those that sign and lock away. */
export const lockingKeys = {
  /** A signed checkpoint that has to be locked away. */
  signingCheckpoint: (geography: Geography, at: string, size: number) =>
    key(`${starts.signing(geography)}0`, `${at}#${geography}_log#checkpoint#${twelveDigits(size)}`),
} as const;

/**
 * What the registry's partitions are of, each kind with the patterns that its partition keys fit, and no key of
 * another kind. Roles are granted kinds; `dynamodb:LeadingKeys` holds them to the patterns.
 */
export const registryPartitions = {
  /** The list of all customers of the cell. */
  organizations: (geography) => [`${starts.organizations(geography)}*`],
  /** Organizations and workspaces: what they are, their people, settings, pointers, answered requests. */
  subjects: (geography) => [identifier(geography, 'org', '*'), identifier(geography, 'ws', '*')],
  /** Who acted, beside the ledger of each subject. */
  names: (geography) => [`${starts.names(geography)}*`],
  /** Tokens, by a digest of their subject: which user each belongs to. */
  tokens: (geography) => [`${starts.tokens(geography)}*`],
  /** Users: who they are, their memberships, and the settings that they decide for themselves. */
  users: (geography) => [identifier(geography, 'user', '*')],
  /** Epochs with their gates, lots and salts. */
  epochs: (geography) => [identifier(geography, 'ep', '*')],
  /** Closures to work off. */
  closing: (geography) => [`${starts.closing(geography)}*`],
  /** Holds to look after. */
  holding: (geography) => [`${starts.holding(geography)}*`],
  /** Events to send. */
  outbox: (geography) => [`${starts.outbox(geography)}*`],
  /** Lots by the time from which they are purged: partitions of the index `due`. */
  due: (geography) => [`${starts.due(geography)}*`],
  /** What the auditor found. */
  audit: (geography) => [`${starts.audit(geography)}*`],
  /** What operators switch. */
  switches: (geography) => [`${starts.switches(geography)}*`],
  /** How far the sweep has come. */
  sweep: (geography) => [`${starts.sweep(geography)}*`],
  /** Which tables serve. */
  serving: (geography) => [`${starts.serving(geography)}*`],
  /** What the log has to take in. */
  signing: (geography) => [`${starts.signing(geography)}*`],
} as const satisfies Partitions;

/**
 * Whether an item may tell which person is meant, by the subject of a token or its digest. No other item of any
 * table does, and a chain verifies without them. They hold the key, too, without which the names that are sealed
 * beside ledgers say nothing.
 */
export const namesPerson = ({ pk, sk }: { readonly pk: string; readonly sk: string }): boolean =>
  everyGeography.some((geography) => pk.startsWith(starts.tokens(geography))) || sk === 'person';

/** Beside whose ledger the names of a partition lie; of another partition it says nothing. */
export const subjectBeside = (namesPk: string): string => namesPk.slice(namesPk.indexOf('#') + 1);

/** Sequence numbers are padded so that they sort as text. */
export const twelveDigits = (sequence: number): string => String(sequence).padStart(12, '0');
