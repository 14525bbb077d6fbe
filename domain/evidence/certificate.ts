import type { DeletionPolicy } from '../consent/epoch.ts';
import type { NoticeReference } from '../consent/notice-reference.ts';
import type { Geography } from '../geographies.ts';
import {
  type CertificateId,
  type EpochId,
  geographyOf,
  type SubjectId,
  type WorkspaceId,
} from '../identifiers.ts';
import type { DeadlineReason } from '../retention/deadline.ts';
import type { Shard } from '../retention/lot.ts';
import { leafOf } from './log-leaf.ts';
import type { Hash } from './merkle-tree.ts';
import type { PurgeRecord } from './purge-record.ts';

/** What no certificate shows, however well it is signed. Each is printed by whatever verifies one. */
export const certificateLimits = {
  media: 'that the media were wiped: records were deleted from a table, and media are the provider’s',
  elsewhere: 'that no copy is left in stores that the cell does not hold, or that somebody else made',
  absence:
    'that nothing else was captured: it says what the cell counted, and that a query then found nothing',
  records: 'which records were deleted: the salt of their digests is gone with them',
  clock: 'that the times are right: they are those of the cell’s own clock',
} as const;
export type CertificateLimit = keyof typeof certificateLimits;
/** In the order in which certificates list them. */
export const everyCertificateLimit = Object.keys(certificateLimits) as readonly CertificateLimit[];

/** A store that can still give back what was deleted, and until when (ISO 8601, UTC). */
export type OtherCopy = { readonly store: string; readonly until: string };

/** What a later revision takes the place of, and why. */
export type Supersedes = {
  readonly revision: number;
  /** The leaf of the revision before in the log. */
  readonly leaf: Hash;
  /** `completed`: the last other copy is gone. `corrected`: something in it was wrong. */
  readonly cause: 'completed' | 'corrected';
  /** In words. Names no person. */
  readonly reason: string;
};

/**
 * The certificate of a purge (BY-2): what was deleted, why, by which deadline, what remains where until when, and
 * what it does not cover. It names no person. Revision 1 is the first; a later one supersedes it openly (I6).
 */
export type PurgeCertificate = {
  readonly v: 1;
  readonly kind: 'purge-certificate';
  readonly id: CertificateId;
  readonly revision: number;
  readonly supersedes?: Supersedes;
  readonly cell: Geography;
  /** `active-deleted`: gone from the store it was used from; `complete`: from every other known copy too. */
  readonly status: 'active-deleted' | 'complete';
  readonly scope: {
    readonly subject: SubjectId;
    readonly workspace: WorkspaceId;
    readonly epoch: EpochId;
    readonly use: string;
    readonly day: string;
    readonly shard: Shard;
    readonly program: string;
    readonly programVersion: number;
  };
  readonly cause: DeadlineReason['cause'];
  readonly reasons: readonly DeadlineReason[];
  readonly deadline: string;
  readonly deletedAt: string;
  /** When the last other copy that is known is gone; `deletedAt` where there is none. */
  readonly completeBy: string;
  /** Whether `completeBy` is not after `deadline`. It says nothing about the counts. */
  readonly met: boolean;
  readonly policy: DeletionPolicy;
  readonly notice: NoticeReference;
  /** `uncounted`: the lot is empty, but `deleted` and `moved` are not together as many as were captured. */
  readonly counts: {
    readonly captured: number;
    readonly deleted: number;
    readonly moved: number;
    readonly verdict: PurgeRecord['counts'];
    /** `captured` is what a restore found: what was lost or deleted before it is not in the counts. */
    readonly recounted?: true;
  };
  /** Records that a hold keeps: they were moved, are not deleted, and get a certificate of their own. */
  readonly heldRemainder: number;
  readonly otherCopies: readonly OtherCopy[];
  /** Declared stores of which this certificate says nothing. */
  readonly storesNotCovered: readonly string[];
  readonly deletedDigest: string;
  readonly method: PurgeRecord['method'];
  readonly absence: PurgeRecord['absence'];
  readonly doesNotProve: readonly CertificateLimit[];
};

/** What a purge record does not say itself. */
export type CertificateFacts = {
  readonly id: CertificateId;
  /** Stores from which deleted records could still be restored, as they were when the lot was purged. */
  readonly otherCopies: readonly OtherCopy[];
  readonly storesNotCovered: readonly string[];
};

/** The first certificate of a purge. It is complete at once where no other copy is known. */
export const certificateOf = (record: PurgeRecord, facts: CertificateFacts): PurgeCertificate => {
  const { subject, workspace, epoch, use, day, shard, program, programVersion } = record;
  const { captured, deleted, moved = 0, counts: verdict } = record;
  const completeBy = completeByOf(record.deletedAt, facts.otherCopies);
  return {
    v: 1,
    kind: 'purge-certificate',
    id: facts.id,
    revision: 1,
    cell: geographyOf(facts.id),
    status: facts.otherCopies.length === 0 ? 'complete' : 'active-deleted',
    scope: { subject, workspace, epoch, use, day, shard, program, programVersion },
    cause: record.cause,
    reasons: record.reasons,
    deadline: record.deadline,
    deletedAt: record.deletedAt,
    completeBy,
    met: completeBy <= record.deadline,
    policy: record.policy,
    notice: record.notice,
    counts: { captured, deleted, moved, verdict, ...(record.recounted && { recounted: true }) },
    heldRemainder: moved,
    otherCopies: facts.otherCopies,
    storesNotCovered: facts.storesNotCovered,
    deletedDigest: record.deletedDigest,
    method: record.method,
    absence: record.absence,
    doesNotProve: everyCertificateLimit,
  };
};

/** When nothing is left: the latest of an instant and the ends of copies. ISO 8601 in UTC sorts as text. */
export const completeByOf = (deletedAt: string, copies: readonly OtherCopy[]): string =>
  [deletedAt, ...copies.map(({ until }) => until)].sort().at(-1) ?? deletedAt;

/** The revision that says that the last other copy is gone. To be issued once `completeBy` has passed. */
export const completed = (certificate: PurgeCertificate): PurgeCertificate =>
  nextRevision(certificate, { status: 'complete' }, 'completed', 'The time of the last other copy is over.');

/** What a correction may say anew. Scope, place and identity stay. */
export const correctable = [
  'status',
  'deletedAt',
  'completeBy',
  'met',
  'counts',
  'heldRemainder',
  'otherCopies',
  'storesNotCovered',
] as const satisfies readonly (keyof PurgeCertificate)[];
export type Correctable = Partial<Pick<PurgeCertificate, (typeof correctable)[number]>>;

/** The revision that corrects a certificate: the wrong one stays in the log, superseded (I6). @param reason in words, naming no person */
export const corrected = (
  certificate: PurgeCertificate,
  changes: Correctable,
  reason: string,
): PurgeCertificate => nextRevision(certificate, changes, 'corrected', reason);

const nextRevision = (
  before: PurgeCertificate,
  changes: Correctable,
  cause: Supersedes['cause'],
  reason: string,
): PurgeCertificate => ({
  ...before,
  ...changes,
  revision: before.revision + 1,
  supersedes: { revision: before.revision, leaf: leafOf(before), cause, reason },
});
