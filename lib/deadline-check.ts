import type { Program } from '../domain/programs/program.ts';
import { keepsRecords } from '../domain/programs/use.ts';
import { contentStore, deadlineBudget } from '../domain/retention/deadline-budget.ts';
import { type Duration, describeDuration } from '../domain/time.ts';

/**
 * Promises that a planner of this interval could not keep (DS-7, DS-10, SC-11, SC-12): the deadline budget of the
 * content store is not smaller than what a program declares. A sentence each, with the sum.
 * @param every the interval of the retention tick
 */
export const brokenDeadlines = (programs: readonly Program[], every: Duration): readonly string[] => {
  const { interval, purge, residual, skew, slack, total } = deadlineBudget(contentStore, every);
  const sum = { interval, purge, residual, skew, slack };
  const parts = Object.entries(sum).map(([part, duration]) => `${part} ${describeDuration(duration)}`);
  return programs.flatMap(({ id, uses }) =>
    Object.entries(uses).flatMap(([useId, use]) => {
      if (!keepsRecords(use)) return [];
      const promises = {
        retention: use.retention,
        'afterOptOut.deletedWithin': use.afterOptOut.deletedWithin,
      };
      return Object.entries(promises)
        .filter(([, promised]) => promised <= total)
        .map(
          ([field, promised]) =>
            `\`${field}\` of ${id}/${useId} is ${describeDuration(promised)}; purging takes ${describeDuration(total)} (${parts.join(', ')}); allowed: more than that, or a shorter \`retention.every\`.`,
        );
    }),
  );
};
