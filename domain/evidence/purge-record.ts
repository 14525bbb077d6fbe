import type { DeletionPolicy, Epoch, UsePolicy } from '../consent/epoch.ts';
import type { NoticeReference } from '../consent/notice-reference.ts';
import type { EpochId, SubjectId, WorkspaceId } from '../identifiers.ts';
import type { DatedDeadline, DeadlineReason } from '../retention/deadline.ts';
import { foldPage, type Lot, type LotName, type Shard } from '../retention/lot.ts';
import { type Instant, isoOf } from '../time.ts';

/**
 * What a purge leaves in evidence, written once with the purge itself: the draft of its certificate, and the
 * entry of the erasure ledger. It names no person and says nothing of what was deleted but how much.
 */
export type PurgeRecord = {
  readonly epoch: EpochId;
  readonly subject: SubjectId;
  readonly workspace: WorkspaceId;
  readonly use: string;
  readonly day: string;
  readonly shard: Shard;
  /** What purging started for. */
  readonly cause: DeadlineReason['cause'];
  /** The earliest promise, and all that bore on the lot. */
  readonly deadline: string;
  readonly reasons: readonly DeadlineReason[];
  /** What was promised when the epoch opened. */
  readonly policy: DeletionPolicy;
  readonly program: string;
  readonly programVersion: number;
  readonly notice: NoticeReference;
  readonly captured: number;
  readonly deleted: number;
  /** Records that were moved to the lot of a hold before; absent where none were. */
  readonly moved?: number;
  /** `uncounted`: the lot is empty, but not as many were deleted or moved as were captured. */
  readonly counts: 'add-up' | 'uncounted';
  /** `captured` is what a restore found: what was lost or deleted before it is not in the counts. */
  readonly recounted?: true;
  /** Chain over the salted digests of what was deleted, page by page. The salt is gone with the lot. */
  readonly deletedDigest: string;
  /** Records were deleted from the table; media are the provider's and not attested (NIST SP 800-88). */
  readonly method: 'logical-delete';
  /** How absence was checked. */
  readonly absence: 'consistent-query-empty';
  readonly deletedAt: string;
};

/** The record of a purge that found its lot empty at an instant. */
export const purgeRecordOf = (
  purge: { readonly epoch: Epoch; readonly lot: Lot; readonly name: LotName; readonly policy: UsePolicy },
  resolved: DatedDeadline,
  emptyAt: Instant,
): PurgeRecord => {
  const { epoch, lot, name } = purge;
  const { sources: _, ...policy } = purge.policy;
  const { deleted, deletedDigest } = foldPage(lot);
  const { moved = 0 } = lot;
  return {
    epoch: epoch.id,
    subject: epoch.subject,
    workspace: name.workspace,
    use: name.use,
    day: name.day,
    shard: name.shard,
    cause: resolved.purgedFor,
    deadline: resolved.deadline,
    reasons: resolved.reasons,
    policy,
    program: epoch.program,
    programVersion: epoch.programVersion,
    notice: epoch.notice,
    captured: lot.captured,
    deleted,
    ...(moved > 0 && { moved }),
    counts: deleted + moved === lot.captured ? 'add-up' : 'uncounted',
    ...(lot.recounted && { recounted: true }),
    deletedDigest,
    method: 'logical-delete',
    absence: 'consistent-query-empty',
    deletedAt: isoOf(emptyAt),
  };
};
