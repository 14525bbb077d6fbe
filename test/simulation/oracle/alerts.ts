import { type History, type Life, skew } from './history.ts';
import { reaches } from './holds.ts';
import { finding, isoOf, isPromised, unheldDeadline } from './lifetimes.ts';
import type { EventTold, Finding } from './log.ts';

const hour = 3_600_000;
const never = Number.POSITIVE_INFINITY;
/** How long a purge with its retries takes at most, from when it may start; and how long before its date a lot is in danger in any case. */
const patience = 60_000 + 6 * hour + skew;
const slack = 24 * hour;
/** The clock that told and the one that dated what it told of. */
const clocks = 2 * skew;
/** What a read may be behind. */
const lag = skew;

/** Whether what is told of deadlines in danger is true, each once, and no missed one is passed over in silence. */
export const judgeAlerts = (history: History): readonly Finding[] => [
  ...[...history.lots].flatMap(([pk, lives]) => judgeLot(history, pk, lives)),
  ...history.log.events
    .filter(({ type }) => type === 'SweepFound')
    .map(({ detail }) => say(`the sweep found ${detail.found} at ${detail.epoch}#${detail.lot ?? ''}`)),
];

const say = (seen: string): Finding => finding('evidence', seen);

const judgeLot = (history: History, pk: string, lives: readonly Life[]): readonly Finding[] => {
  const about = history.log.events.filter(({ detail }) => `${detail.epoch}#${detail.lot}` === pk);
  const risks = distinct(about.filter(({ type }) => type === 'DeadlineAtRisk'));
  const misses = distinct(about.filter(({ type }) => type === 'DeadlineMissed'));
  // The end of a hold is the beginning of another date.
  const holds = history.log.holds.filter((hold) => lives.some((life) => reaches(hold, life))).length;
  // A lot that is known anew does not know what was told of it.
  const restores = history.log.restore === undefined ? 0 : 1;
  return [
    ...[risks, misses]
      .filter((told) => told.length > 1 + holds + restores)
      .map((told) => say(`${told[0]?.type} of ${pk} was told ${told.length} times`)),
    ...[...risks, ...misses].flatMap((event) => judgeTruth(history, pk, lives, event)),
    ...(misses.length === 0 ? judgeSilence(history, pk, lives) : []),
  ];
};

const distinct = (events: readonly EventTold[]): readonly EventTold[] => [
  ...new Map(events.map((event) => [event.id, event])).values(),
];

/** The date was promised, it is as near as is said, and the lot was not purged yet. */
const judgeTruth = (
  history: History,
  pk: string,
  lives: readonly Life[],
  { type, at, detail }: EventTold,
): readonly Finding[] => {
  const [life] = lives;
  const [told, deadline, from] = [at, detail.deadline, detail.purgeFrom].map((text) =>
    Date.parse(String(text)),
  );
  if (life === undefined || told === undefined || deadline === undefined || from === undefined) return [];
  const earliest = type === 'DeadlineMissed' ? deadline : Math.min(from + patience, deadline - slack);
  const purgedAt = Math.min(
    never,
    ...history.log.purges
      .filter((purge) => `${purge.pk}#${purge.sk.slice('purge#'.length)}` === pk)
      .map((purge) => purge.at),
  );
  const found: Finding[] = [];
  if (!isPromised(history, life, deadline))
    found.push(say(`${type} of ${pk} says ${detail.deadline}, which nobody was promised`));
  if (told < earliest - clocks) found.push(say(`${type} of ${pk} was told ${at}, before ${isoOf(earliest)}`));
  if (lives.every(({ diedAt }) => diedAt !== undefined) && told > purgedAt + clocks)
    found.push(say(`${type} of ${pk} was told ${at}; it was purged ${isoOf(purgedAt)}`));
  return found;
};

/** A lot that was still there when a tick without faults ran after its date: that tick has to tell. */
const judgeSilence = (history: History, pk: string, lives: readonly Life[]): readonly Finding[] => {
  const { log } = history;
  const seen = log.ticks.find(({ begunAt, endedAt }) =>
    lives.some(
      (life) =>
        life.bornAt < begunAt - lag &&
        (life.diedAt ?? never) > endedAt &&
        begunAt > unheldDeadline(history, life) + clocks &&
        !log.holds.some((hold) => reaches(hold, life)),
    ),
  );
  return seen === undefined
    ? []
    : [say(`${pk} was late at the tick of ${isoOf(seen.begunAt)}, and nobody was told`)];
};
