import { done, type History, type Life } from './history.ts';
import type { Finding, Log, PurgeSeen } from './log.ts';

const never = Number.POSITIVE_INFINITY;

/** What may be different after a registry was lost and made anew from a copy, and what must not (BY-3). */

/**
 * Whether something was written before a registry served again: what waited to be sent with it is not sent any more.
 * A function that was at work when the registry was lost may have written a moment after.
 */
export const mayBeUntold = ({ restore }: Log, at: number): boolean =>
  restore !== undefined && at <= (restore.endedAt ?? never);

/**
 * Whether what a lot held lived through a restore: from there on it is known by what was in it, wherever a hold took
 * it since.
 */
const isRecounted = ({ restore }: Log, lives: readonly Life[], purgedAt: number): boolean =>
  restore !== undefined &&
  purgedAt > restore.lostAt &&
  lives.some(({ capturedAt }) => capturedAt <= restore.lostAt);

/** The records that the purge of a lot has to count. */
export const countedIn = (log: Log, lives: readonly Life[], purgedAt: number): readonly Life[] => {
  const from = log.restore?.endedAt ?? never;
  return isRecounted(log, lives, purgedAt) ? lives.filter(({ diedAt = never }) => diedAt >= from) : lives;
};

/** Whether a purge says truly that its counts begin at a restore. */
export const saysRecounted = (log: Log, lives: readonly Life[], { at, fields }: PurgeSeen): boolean =>
  (fields.recounted === true) === isRecounted(log, lives, at);

/** Whether nobody can know of a lot any more: nothing of it was left when the registry was made anew. */
export const isForgotten = ({ restore }: Log, lives: readonly Life[]): boolean =>
  restore !== undefined && lives.every(({ diedAt = never }) => diedAt <= (restore.endedAt ?? never));

/** The copy serves in the end, and no epoch that was open before is: nothing is stored under it, and nothing shown. */
export const judgeRestore = (history: History): readonly Finding[] => {
  const { restore, looks } = history.log;
  if (restore === undefined) return [];
  const { lostAt, endedAt = never, refusals } = restore;
  if (endedAt === never) return [finding(`the registry was never restored: ${refusals.join('; ')}`)];
  const isOld = (epoch: string) => history.openSince(epoch) <= lostAt;
  return [
    ...history.lives
      .filter(({ epoch, bornAt }) => bornAt > endedAt && isOld(epoch))
      .map(({ text, epoch }) => finding(`${text} is stored under ${epoch}, which a restore closed`)),
    ...looks
      .filter((look) => done(look) && look.begunAt > endedAt && look.texts.length > 0 && isOld(look.epoch))
      .map(({ epoch }) => finding(`a look showed ${epoch}, which a restore closed`)),
    ...history.lives
      .filter(({ bornAt }) => bornAt > lostAt && bornAt < endedAt)
      .map(({ text }) => finding(`${text} is stored while no registry was there`)),
  ];
};

const finding = (seen: string): Finding => ({ promise: 'BY-3', seen });
