import * as facts from './problem-facts.ts';
import { ProblemError } from './problems.ts';

/** Problems of whoever asks for evidence. */

/** It is in the log, or will be; the next checkpoint covers it. @param given what was asked for */
export const notSignedYet = (given: string) =>
  new ProblemError(facts.notSignedYet, {
    detail: 'It waits for the next signed checkpoint of the log. Ask again after a while.',
    given,
    retryAfter: 60,
  });

/** @param newest how many leaves the newest checkpoint covers; 0 where nothing was signed yet */
export const unknownSize = (given: number, newest: number) =>
  new ProblemError(facts.unknownSize, {
    detail: `The newest checkpoint covers ${newest} leaves.`,
    given: String(given),
    allowed: `a size from 1 to ${newest}, and the first not above the second`,
  });
