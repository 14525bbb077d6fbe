import { done, type History, refused, skew } from './history.ts';
import { budget } from './holds.ts';
import type { Finding, Log } from './log.ts';

const never = Number.POSITIVE_INFINITY;

/** For how long a worker may go on with what it had begun when purging was stopped: it is ended by then. */
const lastWords = 15 * 60_000;

/** When purging was stopped: perhaps, and for certain. A log has one stop at most. */
type Stop = {
  readonly maybeFrom: number;
  readonly certainFrom: number;
  readonly maybeUntil: number;
  readonly certainUntil: number;
};

const stopIn = ({ switchings }: Log): Stop => {
  const attempts = (state: 'stopped' | 'running') => switchings.filter((one) => one.state === state);
  const begun = (state: 'stopped' | 'running') =>
    Math.min(
      never,
      ...attempts(state)
        .filter((one) => !refused(one))
        .map((one) => one.begunAt),
    );
  const answered = (state: 'stopped' | 'running') =>
    Math.min(
      never,
      ...attempts(state)
        .filter(done)
        .map(({ endedAt = never }) => endedAt),
    );
  return {
    maybeFrom: begun('stopped'),
    certainFrom: answered('stopped'),
    maybeUntil: begun('running'),
    certainUntil: answered('running'),
  };
};

/** By when a record must be gone that had to be gone by `by`: where a stop took of its time, within the budget from its end. */
export const afterStop = ({ log }: History, by: number): number => {
  const { maybeFrom, certainUntil } = stopIn(log);
  const inTheWay = maybeFrom <= by && certainUntil + skew >= by - budget;
  return inTheWay ? Math.max(by, certainUntil + budget) : by;
};

/** Whether an operator's word holds: nothing is deleted while purging is stopped, and each change is told once. */
export const judgeStop = (history: History): readonly Finding[] => {
  const { log, lives } = history;
  const { certainFrom, maybeUntil } = stopIn(log);
  const deleted = lives.filter(
    ({ diedAt = never }) => diedAt > certainFrom + lastWords && diedAt < maybeUntil,
  );
  return [
    ...deleted.map(({ text, diedAt = never }) =>
      finding(`${text} was deleted ${isoOf(diedAt)}; purging was stopped ${isoOf(certainFrom)}`),
    ),
    ...judgeTold(log),
  ];
};

const judgeTold = ({ switchings, events }: Log): readonly Finding[] => {
  const answers = new Map(
    switchings
      .filter(done)
      .flatMap(({ state, since }) => (since === undefined ? [] : [[`${state} ${since}`, { state, since }]])),
  );
  return [...answers.values()].flatMap(({ state, since }) => {
    const type = state === 'stopped' ? 'PurgingStopped' : 'PurgingResumed';
    const told = events.filter((event) => event.type === type && event.detail.since === since);
    const times = new Set(told.map(({ id }) => id)).size;
    return times === 1 ? [] : [finding(`that purging is ${state} since ${since} was told ${times} times`)];
  });
};

const finding = (seen: string): Finding => ({ promise: 'stop', seen });
const isoOf = (at: number): string => new Date(at).toISOString();
