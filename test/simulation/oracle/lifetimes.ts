import { done, type History, type Life, refused, skew, took } from './history.ts';
import { afterHolds, isAfterHold } from './holds.ts';
import type { Finding } from './log.ts';
import { afterStop } from './stops.ts';

const day = 24 * 3_600_000;

/**
 * How long before a retention's deadline a purge may start at the earliest: a minute between two ticks, six hours
 * for the purge, five minutes of skew, a day for whoever answers an alarm.
 */
export const earliestStart = 60_000 + 6 * 3_600_000 + skew + day;

/** Whether records live when they may, no shorter and no longer. */
export const judgeLifetimes = (history: History): readonly Finding[] => [
  ...history.strangers.map(({ text }) => finding('DS-4', `a record that nobody offered is stored: ${text}`)),
  ...history.lives.flatMap((life) => [
    ...judgeBirth(history, life),
    ...judgeSurvival(history, life),
    ...judgeDeath(history, life),
  ]),
  ...judgeReceipts(history),
];

export const finding = (promise: Finding['promise'], seen: string): Finding => ({ promise, seen });

export const isoOf = (at: number): string => new Date(at).toISOString();

const judgeBirth = (history: History, life: Life): readonly Finding[] => {
  const { log } = history;
  const { text, bornAt, call, attempts, pk } = life;
  const found: Finding[] = [];
  if (attempts.every(refused)) found.push(finding('DS-4', `${text} of a refused call is stored`));
  const shutAt = closedFor(history, life);
  if (bornAt > shutAt) found.push(finding('DS-4', `${text} is stored after the opt-out of ${isoOf(shutAt)}`));
  const choices = log.choices.filter(({ sharing, value }) => sharing === call.sharing && value === 'on');
  const opened = choices.filter((choice) => !refused(choice)).map(({ begunAt }) => begunAt);
  if (!opened.some((begunAt) => begunAt <= bornAt)) {
    found.push(finding('DS-4', `${text} is stored before anybody opted in`));
  }
  const choiceAt = chosenAt(history, life);
  // The clock that dated the opening may be behind.
  if (life.saidAt < choiceAt - skew) {
    found.push(
      finding('SC-18', `${text} was said ${isoOf(life.saidAt)}, before the choice of ${isoOf(choiceAt)}`),
    );
  }
  const elsewhere = log.choices.some((one) => one.epoch === life.epoch && one.sharing !== call.sharing);
  if (elsewhere) found.push(finding('DS-4', `${text} is stored under the epoch of another sharing`));
  if (![call.workspace, call.use, call.day].every((part) => pk.split('#').includes(part))) {
    found.push(finding('BY-4', `${text} lies in ${pk}, which is not where its call belongs`));
  }
  return found;
};

/**
 * The earliest choice that can have opened the epoch of a record: none from before the last opt-out. A choice that
 * found sharing on already names an epoch that another one opened.
 */
const chosenAt = ({ log }: History, { epoch, call, bornAt }: Life): number => {
  const own = log.choices.filter(({ sharing }) => sharing === call.sharing);
  const named = own
    .filter((choice) => choice.value === 'on' && choice.epoch === epoch)
    .map(({ begunAt }) => begunAt);
  const known = Math.min(bornAt, ...named);
  const offs = own.filter(
    (choice) => choice.value === 'off' && took(choice) && (choice.endedAt ?? known) < known,
  );
  const from = Math.max(Number.NEGATIVE_INFINITY, ...offs.map(({ begunAt }) => begunAt));
  // One that was on its way when the opt-out began may have come after it.
  const ons = own.filter(
    (choice) => choice.value === 'on' && !refused(choice) && (choice.endedAt ?? from) >= from,
  );
  return Math.min(Number.POSITIVE_INFINITY, ...ons.map(({ begunAt }) => begunAt));
};

/** When the epoch of a record was closed for certain. */
const closedFor = ({ closings }: History, { epoch, call }: Life): number =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...closings(epoch, call.sharing).certain.map(({ endedAt }) => endedAt ?? Number.POSITIVE_INFINITY),
  );

/** By when a record must be gone by its retention and by an opt-out, if nobody held it and nobody stopped purging. */
const ownDates = (history: History, life: Life): readonly [retention: number, optOut: number] => [
  Math.min(life.dayStart, life.bornAt) + life.terms.retention,
  closedFor(history, life) + life.terms.deletedWithin,
];

/** The earlier of them. */
export const unheldDeadline = (history: History, life: Life): number => Math.min(...ownDates(history, life));

/** By when a record must be gone: the earliest of all that was promised. */
export const promisedFor = (
  history: History,
  life: Life,
): { readonly by: number; readonly promise: Finding['promise'] } => {
  const { terms } = life;
  const [byRetention, byOptOut] = ownDates(history, life);
  const [retention, optOut] = [byRetention, byOptOut].map((by) =>
    afterStop(history, afterHolds(history, life, by)),
  ) as [number, number];
  return optOut < retention
    ? { by: optOut, promise: 'DS-7' }
    : { by: retention, promise: terms.retention > 30 * day ? 'SC-11' : 'DS-10' };
};

/** Whether a date of a lot is one that somebody was promised, give or take what clocks may differ. */
export const isPromised = (history: History, life: Life, stated: number): boolean => {
  const { terms, dayStart, epoch, call } = life;
  const near = ({ begunAt, endedAt }: { readonly begunAt: number; readonly endedAt?: number | undefined }) =>
    stated >= begunAt + terms.deletedWithin - skew &&
    stated <= (endedAt ?? begunAt + skew) + terms.deletedWithin + skew;
  return (
    stated === dayStart + terms.retention ||
    history.closings(epoch, call.sharing).possible.some(near) ||
    isAfterHold(history, life, stated)
  );
};

const judgeSurvival = (history: History, life: Life): readonly Finding[] => {
  const { by, promise } = promisedFor(history, life);
  const until = life.diedAt ?? history.log.endedAt;
  if (until <= by) return [];
  const fate = life.diedAt === undefined ? 'is still there' : `was deleted ${isoOf(life.diedAt)}`;
  return [finding(promise, `${life.text} had to be gone by ${isoOf(by)} and ${fate}`)];
};

const judgeDeath = (history: History, life: Life): readonly Finding[] => {
  const { diedAt, dayStart, terms, epoch, call, text } = life;
  if (diedAt === undefined) return [];
  if (diedAt >= dayStart + terms.retention - earliestStart - skew) return [];
  const { possible } = history.closings(epoch, call.sharing);
  if (possible.some(({ begunAt }) => begunAt <= diedAt)) return [];
  return [finding('BY-4', `${text} was deleted ${isoOf(diedAt)}, before anything permitted it`)];
};

/** What was accepted is there from the answer on, and the answer tells its deadline. */
const judgeReceipts = ({ log, lives }: History): readonly Finding[] => {
  const livesOf = Map.groupBy(lives, ({ text }) => text);
  return log.calls.filter(done).flatMap((call) => {
    const found: Finding[] = [];
    const endedAt = call.endedAt ?? log.endedAt;
    for (const { text } of call.records) {
      const own = (livesOf.get(text) ?? []).filter(({ epoch }) => epoch === call.receipt?.epoch);
      if (!own.some(({ bornAt }) => bornAt <= endedAt)) {
        found.push(finding('acceptance', `${text} was accepted and is not stored`));
      }
      if (own.length > 1) found.push(finding('acceptance', `${text} was stored ${own.length} times`));
    }
    const retention = log.terms[call.use]?.retention ?? 0;
    const promised = isoOf(Date.parse(`${call.day}T00:00:00.000Z`) + retention);
    if (call.receipt?.deadline !== promised) {
      found.push(finding('BY-4', `a receipt says ${call.receipt?.deadline} where ${promised} was promised`));
    }
    return found;
  });
};
