import * as facts from './problem-facts.ts';
import type { ProblemFacts } from './problem-names.ts';

/** Every problem of the API, for pages and tests: a function carries its own alone. */
export const everyProblem: readonly ProblemFacts[] = Object.values(facts);
