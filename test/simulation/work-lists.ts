import { type Instant, minutes } from '../../domain/time.ts';
import type { Change } from '../../lambdas/shared/store/in-memory/tables.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';

/** What stands in the lists on which planner and outbox find their work, as the tables have it. */
export type WorkLists = {
  readonly changed: (changes: readonly Change[]) => void;
  /** Whether a tick would find all of its lists empty, whatever its clock and however late its reads. */
  readonly nothingToPlan: () => boolean;
};

/** Further than any clock is off, and than any read is behind. */
const margin = minutes(11);

export const workLists = (now: () => Instant): WorkLists => {
  const due = new Map<string, Instant>();
  let changedAt = Number.NEGATIVE_INFINITY;
  return {
    changed: (changes) => {
      for (const { table, before, after } of changes) {
        const item = after ?? before;
        if (table !== 'registry' || item === undefined) continue;
        const [was, is] = [before && dueFrom(before), after && dueFrom(after)];
        if (was === is) continue;
        changedAt = now();
        if (is === undefined) due.delete(`${item.pk}|${item.sk}`);
        else due.set(`${item.pk}|${item.sk}`, is);
      }
    },
    nothingToPlan: () =>
      now() - changedAt > margin && ![...due.values()].some((from) => from <= now() + margin),
  };
};

/** From when on a tick finds an item, if it is one of a list. */
const dueFrom = ({ pk, sk, dueSk }: Item): Instant | undefined => {
  if (pk.startsWith('us_closing#')) return Number.NEGATIVE_INFINITY;
  const text = pk.startsWith('us_holding#') ? sk : dueSk;
  if (typeof text !== 'string') return undefined;
  const from = Date.parse(text.slice(0, text.indexOf('#')));
  // A lot under a hold stands behind every date.
  return Number.isNaN(from) ? Number.POSITIVE_INFINITY : from;
};
