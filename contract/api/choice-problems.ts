import * as facts from './problem-facts.ts';
import { ProblemError } from './problems.ts';

/** Problems of choosing a setting, each naming what would be accepted. */
export const valueNotAllowed = (given: string, allowed: readonly string[]) =>
  new ProblemError(facts.valueNotAllowed, {
    detail: `The setting takes: ${allowed.join(', ')}.`,
    given,
    allowed,
  });

/** @param explain why the setting cannot be turned on here, in the resolver's words (DS-2) */
export const settingUnavailable = (explain: readonly string[]) =>
  new ProblemError(facts.settingUnavailable, { detail: explain.join(' ') });

/** @param explain why there is nothing to decide, in the resolver's words (CC-3) */
export const settingNotApplicable = (explain: readonly string[]) =>
  new ProblemError(facts.settingNotApplicable, { detail: explain.join(' ') });

/** An owner lacks what the setting asks for beside that role (SC-2). @param lacked what that is, in words */
export const standingLacking = (lacked: readonly string[]) =>
  new ProblemError(facts.notAllowed, {
    detail: `Beside the role of an owner this needs ${lacked.join(' and ')}.`,
    given: `owner, without ${lacked.join(' and ')}`,
    allowed: lacked,
  });

type NoticeVersion = { readonly id: string; readonly version: number };

/** The notice that was shown is not the one that is bound to the setting now (DS-12). */
export const noticeOutdated = (given: NoticeVersion, current: NoticeVersion) =>
  new ProblemError(facts.noticeOutdated, {
    detail: `Show version ${current.version} of the notice ${current.id}, then choose.`,
    given: `${given.id} version ${given.version}`,
    allowed: `${current.id} version ${current.version}`,
    current: { id: current.id, version: current.version },
  });

/** The version of the notice was never published in the language that was named. @param allowed those that it has */
export const noticeNotInLanguage = (given: string, allowed: readonly string[]) =>
  new ProblemError(facts.noticeNotInLanguage, {
    detail: `This version of the notice is written in: ${allowed.join(', ')}.`,
    given,
    allowed,
  });

/** An opt-out was accepted and is being completed; no other choice meanwhile. */
export const closing = () =>
  new ProblemError(facts.closing, {
    detail: 'An opt-out was accepted and closes the last gates. Choose again when it is done.',
    retryAfter: 60,
  });

export const conflictTryAgain = () =>
  new ProblemError(facts.conflictTryAgain, {
    detail: 'Nothing was changed. Send the same request with the same Idempotency-Key again.',
    retryAfter: 1,
  });

export const storeUnavailable = () =>
  new ProblemError(facts.storeUnavailable, {
    detail: 'Send the same request again; where it has an Idempotency-Key, with the same one.',
    retryAfter: 2,
  });

/** Says nothing of the cause: that stands in the log, under the request's id. */
export const internalError = (requestId: string) =>
  new ProblemError(facts.internalError, {
    detail: `Name the request ${requestId} when you report it.`,
  });
