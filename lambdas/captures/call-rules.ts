import { decodeTime } from 'ulid';
import { captureRefused, recordTooLarge, staleCall } from '../../contract/api/capture-problems.ts';
import { limits } from '../../contract/api/limits.ts';
import type { CallInQuestion } from '../../domain/captures/call.ts';
import { refusalOf } from '../../domain/captures/refusal-of-call.ts';
import { lateCalls } from '../../domain/retention/lot.ts';
import { dayOf, days, type Instant, startOfDay } from '../../domain/time.ts';
import type { CapturedRecord } from '../shared/repositories/records.ts';

/**
 * The day whose lot takes a call: the day of its id. Only today's calls are taken, and yesterday's for an hour,
 * so that a lot which is due never grows.
 * @throws ProblemError stale-call
 */
export const dayOfCall = (callId: string, now: Instant): string => {
  const day = dayOf(decodeTime(callId));
  const today = dayOf(now);
  const open = now < startOfDay(today) + lateCalls ? [today, dayOf(now - days(1))] : [today];
  if (!open.includes(day)) throw staleCall(day, open);
  return day;
};

/**
 * Refuses a call of which anything may not be captured: by the rules of `domain/captures`, which see no content.
 * @throws ProblemError category-not-allowed, source-not-allowed, uploader-mismatch, origin-outside-epoch or
 *   retrieval-off
 */
export const demandPermitted = (call: CallInQuestion): void => {
  const refusal = refusalOf(call);
  if (refusal !== undefined) throw captureRefused(refusal);
};

/** @throws ProblemError record-too-large */
export const demandBoundedBodies = (records: readonly CapturedRecord[]): void => {
  for (const [index, { body }] of records.entries()) {
    const bytes = Buffer.byteLength(body);
    if (bytes > limits.recordBytes) throw recordTooLarge(`/records/${index}`, bytes, limits.recordBytes);
  }
};
