import { decodeTime } from 'ulid';
import {
  categoryNotAllowed,
  originOutsideEpoch,
  recordTooLarge,
  staleCall,
} from '../../contract/api/capture-problems.ts';
import { limits } from '../../contract/api/limits.ts';
import type { Epoch, UsePolicy } from '../../domain/consent/epoch.ts';
import { dataClassOf } from '../../domain/programs/data.ts';
import type { KeepingUse } from '../../domain/programs/use.ts';
import { lateCalls } from '../../domain/retention/lot.ts';
import { clockSkew, dayOf, days, type Instant, instantOf, isoOf, startOfDay } from '../../domain/time.ts';
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
 * Refuses what the use does not take (DS-5), what it did not take when the epoch opened (BY-5: a program that
 * changes slides nothing under an older choice), and what is too large.
 * @throws ProblemError category-not-allowed or record-too-large
 */
export const demandPermittedRecords = (
  records: readonly CapturedRecord[],
  use: KeepingUse,
  promised: UsePolicy,
): void => {
  const allowed = use.categories.filter((category) => promised.categories.includes(category));
  for (const [index, record] of records.entries()) {
    for (const { category } of [record, ...(record.parts ?? [])]) {
      if (!allowed.includes(category)) throw categoryNotAllowed(category, allowed);
    }
    const wanted = dataClassOf[record.category];
    if (record.dataClass !== wanted)
      throw categoryNotAllowed(`${record.category} as ${record.dataClass}`, [
        `${record.category} as ${wanted}`,
      ]);
    const bytes = Buffer.byteLength(record.body);
    if (bytes > limits.recordBytes) throw recordTooLarge(`/records/${index}`, bytes, limits.recordBytes);
  }
};

/**
 * Refuses what was said before sharing was chosen, and what claims to come from the future (SC-18).
 * @throws ProblemError origin-outside-epoch
 */
export const demandOriginInEpoch = (records: readonly CapturedRecord[], epoch: Epoch, now: Instant): void => {
  const from = instantOf(epoch.openedAt);
  const until = now + clockSkew;
  const check = (at: string, occurredAt: string) => {
    const origin = instantOf(occurredAt);
    if (origin < from || origin > until)
      throw originOutsideEpoch(at, occurredAt, epoch.openedAt, isoOf(until));
  };
  for (const [index, { occurredAt, parts = [] }] of records.entries()) {
    check(`/records/${index}/occurredAt`, occurredAt);
    for (const [place, part] of parts.entries())
      check(`/records/${index}/parts/${place}/occurredAt`, part.occurredAt);
  }
};
