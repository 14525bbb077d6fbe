import { isService } from '../programs/sources.ts';
import { clockSkew, instantOf, isoOf } from '../time.ts';
import type { CallInQuestion, CaptureRefusal, PlacedPart } from './call.ts';

/**
 * A part is not older than the choice, and not from the future (SC-18): whoever sends it may have a clock that is
 * ahead by the skew. Where a use needs two settings, sharing began with the later one.
 */
export const happenedSinceTheChoice = (
  { at, occurredAt }: PlacedPart,
  { since, now }: Pick<CallInQuestion, 'since' | 'now'>,
): CaptureRefusal | undefined => {
  const origin = instantOf(occurredAt);
  const until = now + clockSkew;
  if (origin >= since && origin <= until) return undefined;
  return {
    problem: 'origin-outside-epoch',
    at: `${at}/occurredAt`,
    given: occurredAt,
    allowed: [`from ${isoOf(since)} to ${isoOf(until)}`],
  };
};

/**
 * What comes from a connected service was retrieved while the assistant might read from it (SC-5, SC-24). While access
 * is off nothing from a service is captured, whenever it was retrieved; what was captured before stays until its
 * retention ends. After access was turned on again, what was retrieved in between is refused by its time.
 */
export const wasRetrievedWithAccess = (
  { at, source, occurredAt }: PlacedPart,
  { access }: Pick<CallInQuestion, 'access'>,
): CaptureRefusal | undefined => {
  if (!isService(source)) return undefined;
  if (access?.on && instantOf(occurredAt) >= access.since) return undefined;
  return access?.on
    ? {
        problem: 'retrieval-off',
        at: `${at}/occurredAt`,
        given: occurredAt,
        allowed: [`from ${isoOf(access.since)}`],
      }
    : { problem: 'retrieval-off', at: `${at}/source`, given: source, allowed: ['nothing from a service'] };
};
