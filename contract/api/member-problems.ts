import { ProblemError } from './problems.ts';

/** Somebody has to be left who may decide, and who may give roles. */
export const lastOwner = () =>
  new ProblemError('last-owner', {
    detail: 'Make somebody else an owner first.',
    allowed: 'roles with `owner`, as long as nobody else is one',
  });
