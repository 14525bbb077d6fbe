import type { CaptureRefusal } from '../../domain/captures/call.ts';
import * as facts from './problem-facts.ts';
import type { ProblemFacts } from './problem-names.ts';
import { ProblemError } from './problems.ts';

/** Problems of capturing and of reading what was captured. None repeats anything of a record. */

/** @param explain why nothing is permitted now, in the resolver's words (DS-4, SC-1) */
export const sharingOff = (explain: readonly string[]) =>
  new ProblemError(facts.sharingOff, { detail: explain.join(' ') });

/** The gate or the lot is shut: nothing of the call was stored. */
export const epochClosed = () =>
  new ProblemError(facts.epochClosed, {
    detail:
      'Nothing of this call was stored. Read the setting; while it is on, send the records with a new call id.',
    allowed: 'a new call id under the open epoch',
  });

/** @param open the epoch that takes records now */
export const staleEpoch = (given: string, open: string) =>
  new ProblemError(facts.staleEpoch, { detail: 'Nothing of this call was stored.', given, allowed: open });

/** @param days UTC days whose calls are still taken */
export const staleCall = (given: string, days: readonly string[]) =>
  new ProblemError(facts.staleCall, {
    detail: `The call id is of ${given}; taken are calls of ${days.join(' and ')} (UTC).`,
    given,
    allowed: days,
  });

/** The use passes data on and keeps none. @param allowed the uses that records can be captured for */
export const useKeepsNothing = (given: string, allowed: readonly string[]) =>
  new ProblemError(facts.useKeepsNothing, {
    detail: 'The use passes data on and keeps none of it here.',
    given,
    allowed,
  });

/** A rule of captures refuses a call: one part of it is enough (SC-5, SC-9, SC-10, SC-18, SC-22, SC-25). */
export const captureRefused = ({ problem, at, given, allowed }: CaptureRefusal) =>
  new ProblemError(refusals[problem].facts, {
    detail: `Nothing of this call was stored. ${refusals[problem].why}`,
    given,
    allowed,
    errors: [{ at, given, allowed: allowed.join(', ') || 'nothing' }],
  });

type Refusal = { readonly facts: ProblemFacts; readonly why: string };

const refusals: Readonly<Record<CaptureRefusal['problem'], Refusal>> = {
  'category-not-allowed': {
    facts: facts.categoryNotAllowed,
    why: 'A record and each of its parts must be of a category that the use takes, and stand under its class. No use takes an uploaded file.',
  },
  'source-not-allowed': {
    facts: facts.sourceNotAllowed,
    why: 'A record and each of its parts must come from where the use takes it, and be what can come from there.',
  },
  'uploader-mismatch': {
    facts: facts.uploaderMismatch,
    why: 'A record names an uploader where something in it comes from an upload, and only there.',
  },
  'origin-outside-epoch': {
    facts: facts.originOutsideEpoch,
    why: 'Every part must have happened since the choice, and not in the future.',
  },
  'retrieval-off': {
    facts: facts.retrievalOff,
    why: 'What comes from a connected service is captured only while access to these services is on, and only what was retrieved since it was turned on.',
  },
};

/** @param at JSON pointer to the record @param given bytes of the record's body in UTF-8 */
export const recordTooLarge = (at: string, given: number, allowed: number) =>
  new ProblemError(facts.recordTooLarge, {
    detail: 'Nothing of this call was stored. Keep what is larger in a store of your own that is declared.',
    errors: [{ at, given: `${given} bytes`, allowed: `at most ${allowed} bytes` }],
  });

/** @param at JSON pointer to the record that was stored before with another content */
export const recordDiffers = (at: string) =>
  new ProblemError(facts.recordDiffers, {
    detail: 'The call id was used before. Repeat a call with the very same records, or take a new call id.',
    errors: [{ at, given: 'another record', allowed: 'the record of the first call' }],
  });

/** Reading under a closed gate (DS-8): nothing is returned. @param closedAt ISO 8601 */
export const sharingEnded = (closedAt?: string) =>
  new ProblemError(facts.sharingEnded, {
    detail: closedAt === undefined ? 'The epoch is closed.' : `The epoch was closed at ${closedAt}.`,
  });
