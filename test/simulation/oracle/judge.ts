import { judgeAlerts } from './alerts.ts';
import { judgeEpochs } from './epochs.ts';
import { judgeEvidence } from './evidence.ts';
import { done, type History, historyOf } from './history.ts';
import { judgeHolds } from './holds.ts';
import { finding, isoOf, judgeLifetimes } from './lifetimes.ts';
import type { Finding, Log } from './log.ts';
import { judgeRestore } from './restores.ts';
import { judgeSigning } from './signing.ts';
import { judgeStop } from './stops.ts';

/** All that a log shows of promises that were not kept. Empty where each was. */
export const judge = (log: Log): readonly Finding[] => {
  const history = historyOf(log);
  return [
    ...judgeLifetimes(history),
    ...judgeHolds(history),
    ...judgeLooks(history),
    ...judgeEpochs(history),
    ...judgeEvidence(history),
    ...judgeAlerts(history),
    ...judgeStop(history),
    ...judgeSigning(history),
    ...judgeRestore(history),
  ];
};

/** A look that began after an opt-out was answered shows nothing (DS-8), and none shows what it did not ask for. */
const judgeLooks = (history: History): readonly Finding[] =>
  history.log.looks
    .filter((look) => done(look) && look.texts.length > 0)
    .flatMap((look) => {
      const closed = history
        .closings(look.epoch, look.sharing)
        .certain.find(({ endedAt = Number.POSITIVE_INFINITY }) => endedAt < look.begunAt);
      const foreign = look.texts.filter(
        (text) => !history.lives.some((life) => life.text === text && life.epoch === look.epoch),
      );
      return [
        ...(closed === undefined
          ? []
          : [
              finding(
                'DS-8',
                `a look of ${isoOf(look.begunAt)} showed ${look.texts.length} records after the opt-out`,
              ),
            ]),
        ...foreign.map((text) => finding('DS-4', `a look at ${look.epoch} showed ${text} of elsewhere`)),
      ];
    });
