import type { StoredReport } from '../../domain/decisions/transfer.ts';
import * as facts from './problem-facts.ts';
import { ProblemError } from './problems.ts';

/** Problems of permissions to move something, and of reports of them. */

/** The key service did not certify what signs placement tokens. Nothing was permitted, and nothing entered. */
export const keyServiceUnavailable = () =>
  new ProblemError(facts.keyServiceUnavailable, {
    detail: 'Nothing was permitted. Send the same request again.',
    retryAfter: 2,
  });

/** The cell is not configured to sign placement tokens. */
export const noPlacementTokens = () =>
  new ProblemError(facts.notFound, { detail: 'Placements of this cell come without tokens.' });

/** @param stands the report that was taken first, and stays */
export const reportDiffers = (stands: StoredReport) =>
  new ProblemError(facts.reportDiffers, {
    detail:
      'Another report was taken before, and stays. What is wrong in it is put right beside the register.',
    allowed: [
      stands.outcome,
      ...(stands.outcome === 'executed' ? [`in ${stands.place}`] : []),
      `at ${stands.at}`,
    ].join(' '),
  });
