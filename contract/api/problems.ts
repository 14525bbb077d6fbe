import { describeGeography, type Geography } from '../../domain/geographies.ts';
import * as facts from './problem-facts.ts';
import { type ProblemFacts, type ProblemName, problemType } from './problem-names.ts';

/** One thing that is wrong in a request: where, what was given, what is allowed. */
export type RequestError = {
  /** A JSON pointer into the body (`/records/0/use`), or `query.limit`, `path.subject`, `header.If-Match`. */
  readonly at: string;
  readonly given: string;
  readonly allowed: string;
};

/** What a problem says beside its name. Never content of bodies; values only as `describeGiven` shows them. */
export type ProblemWords = {
  readonly detail: string;
  readonly given?: string | number | undefined;
  readonly allowed?: string | number | readonly string[] | undefined;
  readonly errors?: readonly RequestError[];
  /** Seconds after which the same request may succeed; becomes the Retry-After header too. */
  readonly retryAfter?: number;
  /** The address of the right cell, where the directory knows it. */
  readonly cell?: string;
  /** The version of the notice that is current. */
  readonly current?: { readonly id: string; readonly version: number };
};

/** A problem as it is answered, in the fields of RFC 9457. */
export type ProblemDetails = ProblemWords & {
  readonly type: ReturnType<typeof problemType>;
  readonly title: string;
  readonly status: number;
};

/** Thrown anywhere below the edge, which answers it as problem+json. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: ProblemName;
  readonly status: number;
  readonly title: string;
  readonly words: ProblemWords;

  constructor({ name, status, title }: ProblemFacts, words: ProblemWords) {
    super(name);
    this.problem = name;
    this.status = status;
    this.title = title;
    this.words = words;
  }

  /** The body of the answer. */
  details(): ProblemDetails {
    const { problem, title, status, words } = this;
    return { type: problemType(problem), title, status, ...words };
  }
}

const because = (problem: ProblemFacts, words: ProblemWords) => new ProblemError(problem, words);

/** How many wrong things one answer lists; the rest shows when these are put right. */
const errorsShown = 20;

export const invalidParameter = (...errors: readonly RequestError[]) =>
  because(facts.invalidParameter, { detail: 'See errors.', errors: errors.slice(0, errorsShown) });

export const invalidBody = (errors: readonly RequestError[]) =>
  because(facts.invalidBody, { detail: 'See errors.', errors: errors.slice(0, errorsShown) });

/** Two fields name the same thing in different ways, and none or both were given. */
export const oneOfBoth = (one: string, other: string) =>
  invalidBody([{ at: '/', given: 'none or both', allowed: `either ${one} or ${other}` }]);

export const invalidCursor = () =>
  because(facts.invalidCursor, {
    detail: 'Take the cursor from the answer before, with the same path and query, or start without one.',
    allowed: 'the `cursor` of an earlier page of this very list',
  });

/** @param reason what is not taken, without any of the body's text */
export const malformedJson = (reason: string) =>
  because(facts.malformedJson, {
    detail: `The body ${reason}.`,
    allowed: 'one JSON object in UTF-8, each name once, nested at most 16 deep',
  });

export const bodyTooLarge = (given: number, allowed: number) =>
  because(facts.bodyTooLarge, {
    detail: `The body has ${given} bytes; at most ${allowed} are taken.`,
    given,
    allowed,
  });

export const unsupportedMediaType = (given: string) =>
  because(facts.unsupportedMediaType, {
    detail: 'Send the body as application/json.',
    given,
    allowed: 'application/json',
  });

export const notAcceptable = (given: string, allowed: readonly string[]) =>
  because(facts.notAcceptable, { detail: `Accept one of ${allowed.join(', ')}.`, given, allowed });

export const idempotencyKeyMissing = () =>
  because(facts.idempotencyKeyMissing, {
    detail: 'Send an Idempotency-Key, so that a repeated request changes nothing twice.',
    allowed: '1 to 128 printable ASCII characters, a new key for each new request',
  });

export const idempotencyKeyReused = () =>
  because(facts.idempotencyKeyReused, {
    detail: 'This Idempotency-Key was used with another path or body. Send a new key.',
    allowed: 'the very same request, or a new key',
  });

export const preconditionMissing = () =>
  because(facts.preconditionMissing, {
    detail: 'Read what is to be changed and send its ETag as If-Match.',
    allowed: 'the ETag of the last reading',
  });

/** @param current the entity tag as it is now */
export const preconditionFailed = (given: string, current: string) =>
  because(facts.preconditionFailed, {
    detail: 'Read again, and decide again.',
    given,
    allowed: current,
  });

/** An identifier of another geography: nothing was looked up. */
export const misdirectedRequest = (given: string, here: Geography, there: Geography, cell?: string) =>
  because(facts.misdirectedRequest, {
    detail: `This is the cell of ${describeGeography(here)}; send the request to the cell of ${describeGeography(there)}.`,
    given,
    allowed: `identifiers of ${here}`,
    ...(cell !== undefined && { cell }),
  });

export const unauthenticated = (detail: string) => because(facts.unauthenticated, { detail });

export const missingScope = (allowed: readonly string[]) =>
  because(facts.missingScope, { detail: `The token must hold ${allowed.join(' and ')}.`, allowed });

/** @param given the caller's roles, in words */
export const notAllowed = (given: string, allowed: readonly string[]) =>
  because(facts.notAllowed, { detail: `This is for: ${allowed.join(', ')}.`, given, allowed });

/** Also the answer about another customer's things: whether they exist is not told. */
export const notFound = (given: string) =>
  because(facts.notFound, { detail: 'It does not exist, or it is not yours.', given });

export const unknownRoute = () =>
  because(facts.unknownRoute, { detail: 'This function does not serve the route.' });

const unknown =
  (problem: ProblemFacts, things: string) =>
  (given: string, allowed: readonly string[]): ProblemError =>
    because(problem, {
      detail:
        allowed.length === 0 ? `There are no ${things} here.` : `Known ${things}: ${allowed.join(', ')}.`,
      given,
      allowed,
    });

export const unknownProgram = /* @__PURE__ */ unknown(facts.unknownProgram, 'programs');
export const unknownSetting = /* @__PURE__ */ unknown(facts.unknownSetting, 'settings');
export const unknownNotice = /* @__PURE__ */ unknown(facts.unknownNotice, 'notices');
export const unknownUse = /* @__PURE__ */ unknown(facts.unknownUse, 'uses');
