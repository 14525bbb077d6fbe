import { type History, type Life, skew, took } from './history.ts';
import { finding, isoOf, isPromised, promisedFor } from './lifetimes.ts';
import type { EventTold, Finding, PurgeSeen } from './log.ts';
import { countedIn, isForgotten, mayBeUntold, saysRecounted } from './restores.ts';

/** Whether what the cell writes down and tells about its purges is the truth, all of it, and once. */
export const judgeEvidence = (history: History): readonly Finding[] => [
  ...[...history.lots].flatMap(([pk, lives]) => judgeLot(history, pk, lives)),
  ...judgeUnfounded(history),
  ...judgeClosures(history),
];

/** The partition of the lot that a purge is about. */
export const lotOf = ({ pk, sk }: PurgeSeen): string => `${pk}#${sk.slice('purge#'.length)}`;

const judgeLot = (history: History, pk: string, lives: readonly Life[]): readonly Finding[] => {
  const purges = history.log.purges.filter((purge) => lotOf(purge) === pk);
  if (lives.some(({ diedAt }) => diedAt === undefined)) {
    return purges.map(() => finding('evidence', `${pk} is called purged and holds records`));
  }
  const [purge] = purges;
  if (purges.length === 0 && isForgotten(history.log, lives)) return [];
  if (purge === undefined || purges.length > 1) {
    return [finding('evidence', `${pk} is empty and left ${purges.length} records of its purge`)];
  }
  return [...judgePurge(history, purge, lives), ...judgeTold(history, purge, lives)];
};

const judgePurge = (history: History, purge: PurgeSeen, lives: readonly Life[]): readonly Finding[] => {
  const { fields, at } = purge;
  const found: Finding[] = [];
  const say = (promise: Finding['promise'], seen: string) =>
    found.push(finding(promise, `the purge of ${lotOf(purge)} ${seen}`));
  const counted = countedIn(history.log, lives, at);
  if (fields.captured !== counted.length)
    say('evidence', `says ${fields.captured} captured; there were ${counted.length}`);
  const deleted = deletedOf(counted);
  if (fields.deleted !== deleted) say('evidence', `says ${fields.deleted} deleted; there were ${deleted}`);
  if (fields.counts !== 'add-up') say('evidence', `says ${fields.counts}`);
  if (!saysRecounted(history.log, lives, purge)) say('evidence', `says ${fields.recounted} of a recount`);
  if (lives.some(({ diedAt = at + 1 }) => diedAt > at))
    say('evidence', 'was written before its records were gone');
  if (lives.some(({ bornAt }) => bornAt > at)) say('DS-7', 'was written before its last record was born');
  // It tells when the lot was found empty, which may be a while before that was written.
  const emptyAt = Math.max(...lives.map(({ diedAt = at }) => diedAt));
  const stated = Date.parse(String(fields.deletedAt));
  if (!(stated >= emptyAt - skew && stated <= at + skew)) {
    say('evidence', `says ${fields.deletedAt}; it was ${isoOf(emptyAt)}`);
  }
  judgeDeadline(history, fields, lives, (seen) => say('BY-4', seen));
  return found;
};

/** How many records of a lot were deleted, as its purge has to say. */
export const deletedOf = (lives: readonly Life[]): number => lives.filter(({ movedOn }) => !movedOn).length;

/** The deadline that is written down is one that somebody was promised, give or take what clocks may differ. */
const judgeDeadline = (
  history: History,
  fields: PurgeSeen['fields'],
  [life]: readonly Life[],
  say: (seen: string) => void,
): void => {
  if (life === undefined) return;
  const { dayStart, epoch, call } = life;
  const { possible, certain } = history.closings(epoch, call.sharing);
  const stated = Date.parse(String(fields.deadline));
  if (!isPromised(history, life, stated)) say(`says ${fields.deadline}, which nobody was promised`);
  if (
    certain.length > 0 &&
    stated > promisedFor(history, life).by + skew + Math.max(0, dayStart - life.bornAt)
  ) {
    say(`says ${fields.deadline}, later than promised`);
  }
  if (fields.cause === 'opt-out' && possible.length === 0) say('says opt-out; nobody opted out');
};

/** Each purge is told once, with what was written down about it. */
const judgeTold = ({ log }: History, purge: PurgeSeen, lives: readonly Life[]): readonly Finding[] => {
  const told = once(log.events).filter(
    ({ type, detail }) => type === 'LotPurged' && `${detail.epoch}#${detail.lot}` === lotOf(purge),
  );
  const [event] = told;
  if (event === undefined && mayBeUntold(log, purge.at)) return [];
  if (event === undefined || told.length > 1) {
    return [finding('evidence', `the purge of ${lotOf(purge)} was told ${told.length} times`)];
  }
  const { deleted, deadline, counts } = event.detail;
  const { fields } = purge;
  const counted = countedIn(log, lives, purge.at);
  const same = deleted === deletedOf(counted) && deadline === fields.deadline && counts === fields.counts;
  return same ? [] : [finding('evidence', `the event about ${lotOf(purge)} tells something else`)];
};

/** An event may come twice; it is one as long as its id is. */
const once = (events: readonly EventTold[]): readonly EventTold[] => [
  ...new Map(events.map((event) => [event.id, event])).values(),
];

const judgeUnfounded = ({ log, lots }: History): readonly Finding[] =>
  log.purges
    .filter((purge) => !lots.has(lotOf(purge)))
    .map((purge) => finding('evidence', `the purge of ${lotOf(purge)} is of a lot that never held anything`));

const judgeClosures = (history: History): readonly Finding[] => {
  const { log } = history;
  const { endings = [] } = log;
  const ended = once(log.events).filter(({ type }) => type === 'ClosureEnded');
  const early = ended.flatMap(({ at, detail }) => {
    // The event carries the time of the clock that wrote it.
    const alive = history.lives.filter(
      ({ epoch, diedAt = log.endedAt + 1 }) => epoch === detail.epoch && diedAt > Date.parse(at) + 2 * skew,
    );
    return alive.map(({ text }) =>
      finding('DS-7', `the closure of ${detail.epoch} ended while ${text} was there`),
    );
  });
  const missing = log.choices.filter(took).flatMap(({ value, endedAt, deadlines = [], sharing, begunAt }) => {
    if (value !== 'off') return [];
    const within = withinOf(history, sharing);
    return deadlines.flatMap(({ epoch, deadline }) => {
      const latest = (endedAt ?? begunAt) + within + skew;
      // Where an earlier attempt did it and its answer was lost, it counts from there.
      const { possible } = history.closings(epoch, sharing);
      const earliest = Math.min(begunAt, ...possible.map((off) => off.begunAt)) + within - skew;
      const wrong = Date.parse(deadline) > latest || Date.parse(deadline) < earliest;
      const ends = ended.filter(({ detail }) => detail.epoch === epoch).length;
      const untold = ends === 0 && endings.some((end) => end.epoch === epoch && mayBeUntold(log, end.at));
      const due = latest < log.endedAt;
      return [
        ...(wrong
          ? [finding('BY-4', `an opt-out was answered with ${deadline}, not what was promised`)]
          : []),
        ...(due && ends !== 1 && !untold
          ? [finding('DS-7', `the closure of ${epoch} ended ${ends} times`)]
          : []),
      ];
    });
  });
  return [...early, ...missing];
};

/** A sharing is named after the one use that it permits. */
const withinOf = ({ log }: History, sharing: string): number =>
  log.terms[sharing.slice(sharing.lastIndexOf('/') + 1)]?.deletedWithin ?? 0;
