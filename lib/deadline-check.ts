import type { Program } from '../domain/programs/program.ts';
import { keepsRecords } from '../domain/programs/use.ts';
import { contentStore, deadlineBudget } from '../domain/retention/deadline-budget.ts';
import { lateCalls } from '../domain/retention/lot.ts';
import { type Duration, days, describeDuration } from '../domain/time.ts';

/** Purging has to start after the lot's day is over and its late calls are in, or it would refuse captures. */
const lotTakesRecordsFor = days(1) + lateCalls;

/**
 * Promises that a planner of this interval could not keep (DS-7, DS-10, SC-11, SC-12): the deadline budget of the
 * content store is not smaller than what a program declares. A sentence each, with the sum.
 * @param every the interval of the retention tick
 */
export const brokenDeadlines = (programs: readonly Program[], every: Duration): readonly string[] => {
  const { interval, purge, residual, skew, slack, total } = deadlineBudget(contentStore, every);
  const sum = { interval, purge, residual, skew, slack };
  const parts = Object.entries(sum).map(([part, duration]) => `${part} ${describeDuration(duration)}`);
  const explain = (place: string, promised: Duration, needed: Duration) =>
    `${place} is ${describeDuration(promised)}; purging takes ${describeDuration(total)} (${parts.join(', ')}); allowed: more than ${describeDuration(needed)}, or a shorter \`retention.every\`.`;
  return programs.flatMap(({ id, uses }) =>
    Object.entries(uses).flatMap(([useId, use]) => {
      if (!keepsRecords(use)) return [];
      const { retention, afterOptOut } = use;
      const promises = [
        { field: 'retention', promised: retention, needed: total + lotTakesRecordsFor },
        { field: 'afterOptOut.deletedWithin', promised: afterOptOut.deletedWithin, needed: total },
      ];
      return promises
        .filter(({ promised, needed }) => promised <= needed)
        .map(({ field, promised, needed }) => explain(`\`${field}\` of ${id}/${useId}`, promised, needed));
    }),
  );
};
