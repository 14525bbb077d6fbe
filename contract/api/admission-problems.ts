import type { AdmissionOutcome } from '../../domain/consent/ledger.ts';
import * as facts from './problem-facts.ts';
import { ProblemError } from './problems.ts';

/** Problems of limited previews (CC-4): what was said before, and what may be said now. */

export const admissionNotNeeded = (title: string) =>
  new ProblemError(facts.admissionNotNeeded, {
    detail: `“${title}” is no limited preview: nobody has to be admitted to it.`,
  });

/** @param state how the subject stands: it waits, or was admitted */
export const admissionAskedBefore = (state: 'asked' | 'admitted') =>
  new ProblemError(facts.admissionAskedBefore, {
    detail:
      state === 'asked'
        ? 'It waits for an answer. Nothing was changed.'
        : 'It was admitted, and can turn the setting on. Nothing was changed.',
    given: state,
    allowed: 'a subject that has not asked, or was declined',
  });

export const admissionNotAsked = () =>
  new ProblemError(facts.admissionNotAsked, {
    detail: 'There is nothing to decide before an owner asks.',
    allowed: 'a subject that asked and waits for an answer',
  });

/** @param outcome what stands; whoever was declined may ask again */
export const admissionDecidedBefore = (outcome: AdmissionOutcome) =>
  new ProblemError(facts.admissionDecidedBefore, {
    detail: `It was ${outcome} before, and that stands. Nothing was changed.`,
    given: outcome,
    allowed: 'a subject that asked and waits for an answer',
  });
