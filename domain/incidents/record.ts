import { leafOf } from '../evidence/log-leaf.ts';
import type { Hash } from '../evidence/merkle-tree.ts';
import type { Geography } from '../geographies.ts';
import { geographyOf, type IncidentId } from '../identifiers.ts';
import { type Instant, isoOf } from '../time.ts';
import type { IncidentCause, IncidentFact, IncidentKind } from './incident.ts';

/** What an operator says of an incident that is over. */
export type Closing = {
  /** Why it is over, in words that name no person. */
  readonly reason: string;
  /** What was put right, where something was. */
  readonly correction?: string | undefined;
};

export type IncidentEvent =
  | { readonly type: 'opened'; readonly cause: IncidentCause }
  | { readonly type: 'fact'; readonly fact: IncidentFact }
  | ({ readonly type: 'closed' } & Closing);

/**
 * An entry of an incident's record: written once, chained to the one before, and a leaf of the log of the cell. What
 * was said stays said; what turns out later is a further entry (BY-12). It says who acted to nobody.
 */
export type IncidentEntry = {
  readonly v: 1;
  readonly kind: 'incident-entry';
  readonly cell: Geography;
  readonly incident: IncidentId;
  readonly sequence: number;
  /** The leaf of the entry before; absent in the first one. */
  readonly previous?: Hash;
  readonly at: string;
  readonly event: IncidentEvent;
};

/** An incident's record from its first entry on. There is no incident without one. */
export type IncidentRecord = readonly [IncidentEntry, ...IncidentEntry[]];

/** A record that does not begin with its cause, which this code never writes. */
export class RecordDamaged extends Error {
  override readonly name = 'RecordDamaged';
}

/** The first entry. */
export const openedEntry = (incident: IncidentId, cause: IncidentCause, at: Instant): IncidentEntry => ({
  ...entryFrame(incident, 0, at),
  event: { type: 'opened', cause },
});

/** The entry that follows a record. */
export const nextEntry = (
  record: IncidentRecord,
  event: Exclude<IncidentEvent, { readonly type: 'opened' }>,
  at: Instant,
): IncidentEntry => {
  const last = record.at(-1) ?? record[0];
  const frame = entryFrame(last.incident, last.sequence + 1, at);
  return { ...frame, previous: leafOf(last), event };
};

const entryFrame = (incident: IncidentId, sequence: number, at: Instant) =>
  ({ v: 1, kind: 'incident-entry', cell: geographyOf(incident), incident, sequence, at: isoOf(at) }) as const;

/** What the record is about. @throws RecordDamaged */
export const causeOf = ([first]: IncidentRecord): IncidentCause => {
  if (first.event.type !== 'opened') throw new RecordDamaged(first.incident);
  return first.event.cause;
};

/** How an incident was closed, or undefined while it is open. */
export const closingOf = (record: IncidentRecord): (Closing & { readonly at: string }) | undefined => {
  for (const { event, at } of record) {
    if (event.type === 'closed') {
      const { type: _, ...closing } = event;
      return { ...closing, at };
    }
  }
  return undefined;
};

/** Whether a record has a fact of a type. */
export const hasFact = (record: IncidentRecord, type: IncidentFact['type']): boolean =>
  record.some(({ event }) => event.type === 'fact' && event.fact.type === type);

/** What has to become known before an incident can be over, by its kind: while it is not, nobody can close it. */
const overWith: { readonly [Kind in IncidentKind]?: IncidentFact['type'] } = {
  'deadline-missed': 'purged',
  'residency-drift': 'drift-ended',
  'certificate-wrong': 'superseded',
};

/** The fact that an incident still waits for, or undefined where nothing is missing. */
export const awaitedFact = (record: IncidentRecord): IncidentFact['type'] | undefined => {
  const awaited = overWith[causeOf(record).kind];
  return awaited === undefined || hasFact(record, awaited) ? undefined : awaited;
};
