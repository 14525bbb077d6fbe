import type * as facts from './problem-facts.ts';

/** A problem's name, status and title. */
export type ProblemFacts = (typeof facts)[keyof typeof facts];
export type ProblemName = ProblemFacts['name'];

/** The `type` of a problem: a name, not an address to visit. */
export const problemType = (name: ProblemName) => `urn:domicile:problem:${name}` as const;
