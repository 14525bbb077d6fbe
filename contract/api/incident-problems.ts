import * as facts from './problem-facts.ts';
import { ProblemError } from './problems.ts';

/** Problems of whoever corrects certificates and closes incidents. */

export const correctionChangesNothing = () =>
  new ProblemError(facts.correctionChangesNothing, {
    detail: 'Nothing of what is given differs from what the certificate says.',
    allowed: 'facts of which at least one is another',
  });

/** @param awaited the fact that the record does not have yet */
export const incidentContinues = (awaited: string) =>
  new ProblemError(facts.incidentContinues, {
    detail: 'Its record does not say yet that what it is about is over. That is added by itself.',
    allowed: `a record with the fact ${awaited}`,
  });

export const incidentClosed = (at: string) =>
  new ProblemError(facts.incidentClosed, {
    detail: 'Another reason was given then, and stays. What turns out later opens an incident of its own.',
    given: at,
  });
