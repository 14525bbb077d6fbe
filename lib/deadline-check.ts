import { longestWayOfGroup } from '../domain/consent/group-instruction.ts';
import type { Program } from '../domain/programs/program.ts';
import { keepsRecords } from '../domain/programs/use.ts';
import { contentStore, deadlineBudget, type StoreFacts } from '../domain/retention/deadline-budget.ts';
import { lateCalls } from '../domain/retention/lot.ts';
import type { Store } from '../domain/retention/stores.ts';
import { type Duration, days, describeDuration } from '../domain/time.ts';

/** Purging has to start after the lot's day is over and its late calls are in, or it would refuse captures. */
const lotTakesRecordsFor = days(1) + lateCalls;

/** How long deleting takes in a store, all told, and the sum in words. */
const summed = (store: StoreFacts, every: Duration): { readonly total: Duration; readonly sum: string } => {
  const { total, ...parts } = deadlineBudget(store, every);
  const words = Object.entries(parts).map(([part, duration]) => `${part} ${describeDuration(duration)}`);
  return { total, sum: `${describeDuration(total)} (${words.join(', ')})` };
};

/** What of a promised time is left for use when deleting starts early enough. */
const leftOf = (promised: Duration, total: Duration): string =>
  promised > total ? `leaves ${describeDuration(promised - total)} for use` : 'leaves no time for use';

/**
 * Erasures that a store could not keep: what it leaves behind, in recovery windows, streams and copies, is there for
 * longer than was promised. A sentence each, with the sum. What programs promise of content is not looked at here.
 * @param every the interval of the retention tick
 */
export const brokenErasures = (stores: readonly Store[], every: Duration): readonly string[] =>
  stores.flatMap(({ name, facts, erased }) => {
    if (erased === undefined) return [];
    const { total, sum } = summed(facts, every);
    const { what, within, because } = erased;
    return within > total
      ? []
      : [
          `Erased ${what} leave the ${name} within ${sum}; promised: less than ${describeDuration(within)} (${because}), which ${leftOf(within, total)}.`,
        ];
  });

type Promised = {
  readonly promised: Duration;
  /** What the promise has to be longer than. */
  readonly needed: Duration;
  /** For how long it may have counted when deleting can begin. */
  readonly before: Duration;
};

const countingFrom = (before: Duration): string =>
  before === 0 ? '' : `, which may count from a first receipt ${describeDuration(before)} before`;

/**
 * Promises that a planner of this interval could not keep (DS-7, DS-10, SC-11, SC-12): the deadline budget of the
 * store that holds content is not smaller than what a program declares. What an opt-out promises may count from a first
 * receipt elsewhere (BY-13): otherwise whoever states one could make a deadline that is missed already. A sentence each,
 * with the sum.
 * @param every the interval of the retention tick
 * @param store where content lies and what it leaves behind there
 */
export const brokenDeadlines = (
  programs: readonly Program[],
  every: Duration,
  store: StoreFacts = contentStore,
): readonly string[] => {
  const { total, sum } = summed(store, every);
  const explain = (place: string, { promised, needed, before }: Promised) =>
    `${place} is ${describeDuration(promised)}${countingFrom(before)}; purging takes ${sum} and ${leftOf(promised - before, total)}; allowed: more than ${describeDuration(needed)}, or a shorter \`retention.every\`.`;
  return programs.flatMap(({ id, uses }) =>
    Object.entries(uses).flatMap(([useId, use]) => {
      if (!keepsRecords(use)) return [];
      const { retention, afterOptOut } = use;
      const promises = [
        { field: 'retention', promised: retention, needed: total + lotTakesRecordsFor, before: 0 },
        {
          field: 'afterOptOut.deletedWithin',
          promised: afterOptOut.deletedWithin,
          needed: total + longestWayOfGroup,
          before: longestWayOfGroup,
        },
      ];
      return promises
        .filter(({ promised, needed }) => promised <= needed)
        .map((each) => explain(`\`${each.field}\` of ${id}/${useId}`, each));
    }),
  );
};
