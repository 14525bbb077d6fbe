import { canonicalize } from '../canonical-form.ts';
import { type Instant, isoOf } from '../time.ts';
import {
  type Correctable,
  completeByOf,
  corrected,
  type OtherCopy,
  type PurgeCertificate,
} from './certificate.ts';

/**
 * What can be said anew of a purge. All that follows from it (when it is complete, whether the promise was met,
 * whether the counts add up) is computed again, so that no correction contradicts itself.
 */
export type CorrectedFacts = {
  /** ISO 8601, UTC. */
  readonly deletedAt?: string | undefined;
  readonly counts?:
    | { readonly captured: number; readonly deleted: number; readonly moved: number }
    | undefined;
  readonly otherCopies?: readonly OtherCopy[] | undefined;
  readonly storesNotCovered?: readonly string[] | undefined;
};

/** What a certificate says after a correction, as far as a correction can change it. */
export const correctedParts = (
  certificate: PurgeCertificate,
  facts: CorrectedFacts,
  at: Instant,
): Required<Correctable> => {
  const deletedAt = facts.deletedAt ?? certificate.deletedAt;
  const otherCopies = facts.otherCopies ?? certificate.otherCopies;
  const { captured, deleted, moved } = facts.counts ?? certificate.counts;
  // Counts that somebody gives anew are theirs; those that stay are as a restore left them.
  const { recounted } = facts.counts === undefined ? certificate.counts : {};
  const completeBy = completeByOf(deletedAt, otherCopies);
  return {
    status: completeBy <= isoOf(at) ? 'complete' : 'active-deleted',
    deletedAt,
    completeBy,
    met: completeBy <= certificate.deadline,
    counts: {
      ...{ captured, deleted, moved, verdict: deleted + moved === captured ? 'add-up' : 'uncounted' },
      ...(recounted && { recounted }),
    },
    heldRemainder: moved,
    otherCopies,
    storesNotCovered: facts.storesNotCovered ?? certificate.storesNotCovered,
  };
};

/** Whether a certificate says already what a correction would have it say; time alone makes no correction. */
export const saysAlready = (certificate: PurgeCertificate, parts: Required<Correctable>): boolean =>
  canonicalize({ ...certificate, ...parts, status: certificate.status }) === canonicalize(certificate);

/** The revision that a correction leads to. @param wrong what was wrong, in words that name no person */
export const revisionOf = (
  certificate: PurgeCertificate,
  correction: { readonly facts: CorrectedFacts; readonly wrong: string },
  at: Instant,
): PurgeCertificate =>
  corrected(certificate, correctedParts(certificate, correction.facts, at), correction.wrong);
