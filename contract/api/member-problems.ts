import * as facts from './problem-facts.ts';
import { ProblemError } from './problems.ts';

/** Somebody has to be left who may decide, and who may give roles. */
export const lastOwner = () =>
  new ProblemError(facts.lastOwner, {
    detail: 'Make somebody else an owner first.',
    allowed: 'roles with `owner`, as long as nobody else is one',
  });
