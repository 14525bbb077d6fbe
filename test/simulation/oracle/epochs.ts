import { type History, skew, took } from './history.ts';
import { finding, isoOf } from './lifetimes.ts';
import type { Choice, Finding, Log } from './log.ts';

/** What was accepted under a newer notice is kept apart from what came before (BY-5). */
export const judgeEpochs = (history: History): readonly Finding[] => [
  ...judgeFollowed(history),
  ...history.log.choices.flatMap((choice) => judgeAccepted(history.log, choice)),
];

/** From when on an epoch takes and shows nothing: the answer to a choice that names another one in force. */
const followedBy = ({ log, openSince }: History, epoch: string, sharing: string): number =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...log.choices
      .filter((choice) => choice.sharing === sharing && choice.value === 'on' && took(choice))
      .filter((choice) => choice.epoch !== undefined && choice.epoch !== epoch)
      .filter(({ begunAt }) => begunAt >= openSince(epoch))
      .map(({ endedAt = Number.POSITIVE_INFINITY }) => endedAt),
  );

const judgeFollowed = (history: History): readonly Finding[] => {
  const born = history.lives.flatMap(({ text, epoch, call, bornAt }) => {
    const at = followedBy(history, epoch, call.sharing);
    return bornAt > at
      ? [finding('BY-5', `${text} is stored under ${epoch}, which another had followed ${isoOf(at)}`)]
      : [];
  });
  const shown = history.log.looks.flatMap(({ epoch, sharing, texts, begunAt }) => {
    const at = followedBy(history, epoch, sharing);
    return texts.length > 0 && begunAt > at
      ? [finding('BY-5', `a look of ${isoOf(begunAt)} showed ${epoch}, which another had followed`)]
      : [];
  });
  return [...born, ...shown];
};

/** Whoever accepts a newer notice shares under another epoch than before it was published. */
const judgeAccepted = (log: Log, { sharing, accepts, epoch, ...choice }: Choice): readonly Finding[] => {
  if (accepts === undefined || epoch === undefined || !took({ sharing, ...choice })) return [];
  const before = log.choices.some(
    (other) =>
      other.sharing === sharing &&
      other.epoch === epoch &&
      other.endedAt !== undefined &&
      other.endedAt < accepts - skew,
  );
  return before ? [finding('BY-5', `a newer notice was accepted, and ${epoch} of before goes on`)] : [];
};
