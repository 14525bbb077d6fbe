import type { StoredReport } from '../../domain/decisions/transfer.ts';
import * as facts from './problem-facts.ts';
import { ProblemError } from './problems.ts';

/** Problems of whoever reports what came of a permission. */

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
