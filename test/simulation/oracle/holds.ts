import { done, type History, type Life, refused, skew } from './history.ts';
import type { Finding, HoldSeen, Log } from './log.ts';

const hour = 3_600_000;

/** Within which what is overdue is gone after a release: an interval of a minute, six hours, a day, and skew. */
export const budget = 60_000 + 6 * hour + skew + 24 * hour;

const never = Number.POSITIVE_INFINITY;

/** Whether a hold reaches the lots that a record was in. */
export const reaches = ({ scope, workspaces }: HoldSeen, { call, layIn }: Life): boolean => {
  if (scope.of === 'lot') return layIn.includes(scope.pk);
  if (!workspaces.includes(call.workspace)) return false;
  return scope.of === 'subject' || scope.use === call.use;
};

const isOfPerson = ({ scope }: HoldSeen, { people }: Life): boolean =>
  scope.of !== 'person' || people.includes(scope.person);

/** Whether a hold that is effective must keep a record. One on a person says until when it covers. */
const covers = (hold: HoldSeen, life: Life): boolean => {
  const { scope, effective } = hold;
  if (effective === undefined || !reaches(hold, life) || !isOfPerson(hold, life)) return false;
  if (scope.of === 'lot') return life.capturedAt <= effective.at;
  if (scope.of !== 'person') return true;
  return life.capturedAt <= Math.min(effective.at, Date.parse(effective.coversUntil ?? '') - skew);
};

/** The earliest instant at which a hold may have ended. */
const mayEndFrom = ({ releases, until = never }: HoldSeen): number =>
  Math.min(until - skew, ...releases.filter((one) => !refused(one)).map(({ begunAt }) => begunAt));

/** By when a hold had ended for certain. */
const endedBy = ({ releases, until = never }: HoldSeen): number =>
  Math.min(until, ...releases.filter(done).map(({ endedAt = never }) => endedAt));

/** By when a record was free of a hold: what lay beside a person's records is, once they are kept elsewhere. */
const freeBy = ({ restore }: Log, hold: HoldSeen, life: Life): number => {
  // What is restored covers rather more than less.
  if (restore !== undefined) return endedBy(hold);
  const at = hold.effective?.at ?? never;
  const beside = !isOfPerson(hold, life) || (hold.scope.of === 'person' && life.capturedAt > at);
  return beside ? Math.min(at, endedBy(hold)) : endedBy(hold);
};

/**
 * By when a record must be gone that had to be gone by `by` if nobody held it: what is overdue at a release within
 * the budget from there, the rest by its date.
 */
export const afterHolds = ({ log }: History, life: Life, by: number): number =>
  log.holds
    .filter((hold) => reaches(hold, life))
    .toSorted((one, other) => one.begunAt - other.begunAt)
    .reduce((latest, hold) => {
      const free = freeBy(log, hold, life);
      return hold.begunAt <= latest && free + skew >= by ? Math.max(latest, free + budget) : latest;
    }, by);

/** Whether a date that was written down is the budget after the end of a hold, as its answers tell it. */
export const isAfterHold = ({ log }: History, life: Life, stated: number): boolean =>
  log.holds
    .filter((hold) => reaches(hold, life))
    .flatMap(({ effective, effectives = [], over }) => [effective?.says, ...effectives, over?.says])
    .some((says) => says !== undefined && Date.parse(says) + budget === stated);

/** Whether holds hold, from when they are effective until they are released, and end when they should. */
export const judgeHolds = (history: History): readonly Finding[] =>
  history.log.holds.flatMap((hold) => [
    ...judgeKept(history, hold),
    ...judgeEnd(hold, history.log.endedAt),
    ...judgeSaid(hold),
  ]);

const finding = (seen: string): Finding => ({ promise: 'BY-4', seen });
const isoOf = (at: number): string => new Date(at).toISOString();

const judgeKept = ({ lives }: History, hold: HoldSeen): readonly Finding[] => {
  const from = hold.effective?.at ?? never;
  const until = mayEndFrom(hold);
  return lives
    .filter(({ diedAt = never }) => diedAt > from && diedAt < until)
    .filter((life) => covers(hold, life))
    .map(({ text, diedAt = never }) =>
      finding(`${text} was deleted ${isoOf(diedAt)}, under a hold that was effective ${isoOf(from)}`),
    );
};

const judgeEnd = (hold: HoldSeen, now: number): readonly Finding[] => {
  const { placed, over, name } = hold;
  if (placed === undefined) return [];
  const found: Finding[] = [];
  const end = endedBy(hold);
  if ((over?.doneAt ?? now) > end + budget) found.push(finding(`${name} ended ${isoOf(end)} and holds on`));
  if (over !== undefined && over.at < mayEndFrom(hold)) {
    found.push(finding(`${name} ended ${isoOf(over.at)}; nobody released it`));
  }
  return found;
};

/** What a hold says of its times is so, give or take what clocks may differ and a function may take. */
const judgeSaid = ({ effective, over, begunAt, name }: HoldSeen): readonly Finding[] =>
  [effective, over].flatMap((step) => {
    if (step === undefined) return [];
    const says = Date.parse(step.says);
    return says >= begunAt - skew && says <= step.at + skew ? [] : [finding(`${name} says ${step.says}`)];
  });
