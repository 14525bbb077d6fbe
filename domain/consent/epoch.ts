import type { EpochId, SubjectId } from '../identifiers.ts';
import type { Category } from '../programs/data.ts';
import type { Source } from '../programs/sources.ts';
import { type Duration, type Instant, instantOf, isoOf } from '../time.ts';
import { type CountsFrom, countsFromOf, type GroupPart } from './group-instruction.ts';
import type { NoticeReference } from './notice-reference.ts';

/**
 * An epoch is the time during which one setting of one subject permits its uses under one notice version. A
 * choice opens it, opting out closes it, a newly accepted notice closes it and opens the next. It never opens
 * again: what is captured later belongs to another epoch, with other keys.
 */

/** What was promised for a use when the epoch opened. Later changes of the program do not reach back. */
export type UsePolicy = {
  /** What may be captured: a program that takes more later needs a new epoch for it. */
  readonly categories: readonly Category[];
  /** From where; absent in epochs of before sources were told, which bound none. */
  readonly sources?: readonly Source[];
  readonly retention: Duration;
  readonly deletedWithin: Duration;
  /** How many lots a day's records of one workspace are spread over, so that captures do not queue up. */
  readonly shards: number;
};

/** What of it bears on a deletion, and so stands in certificates: from where records came does not. */
export type DeletionPolicy = Omit<UsePolicy, 'sources'>;

export type Epoch = {
  readonly id: EpochId;
  readonly subject: SubjectId;
  readonly program: string;
  readonly programVersion: number;
  readonly setting: string;
  /** The uses that keep records; an epoch of others has none, and nothing can be captured under it. */
  readonly uses: { readonly [use: string]: UsePolicy };
  readonly notice: NoticeReference;
  /** How many gates it has; fixed when opened. */
  readonly gates: number;
  readonly openedAt: string;
  /** The ledger entry that opened it; who acted stands there. */
  readonly openedBy: number;
  readonly state: 'open' | 'closed';
  /**
   * Nothing was ever captured under it: set when it opens, removed with the first record, in one transaction. Where
   * it is missing, records are taken to be there.
   */
  readonly empty?: true;
  readonly closedAt?: string;
  readonly closedFor?: ClosingCause;
};

/**
 * Why an epoch closed: an opt-out deletes what it holds; a newer notice, or a restored registry, leaves it to its
 * retention.
 */
export type ClosingCause = 'opt-out' | 'notice' | 'restore';

/** How many gates an epoch has that can hold records: captures meet an opt-out at any of them. */
export const gatesPerEpoch = 4;

export type Closure = {
  readonly epoch: EpochId;
  readonly subject: SubjectId;
  readonly program: string;
  readonly setting: string;
  readonly cause: 'opt-out';
  readonly closedAt: string;
  /** What the deadline counts from, where an instruction to several cells was received elsewhere before (BY-13). */
  readonly countsFrom?: CountsFrom;
  /** By when all that the epoch holds is deleted: the shortest of its uses' promises. */
  readonly deadline: string;
  /** How often records of the epoch were moved to the lot of a hold since it closed. */
  readonly moves: number;
  readonly endedAt?: string;
};

/** The epoch as it stands once it is closed. */
export const closeEpoch = (epoch: Epoch, cause: ClosingCause, at: Instant): Epoch => ({
  ...epoch,
  state: 'closed',
  closedAt: isoOf(at),
  closedFor: cause,
});

/** Whether records can be captured under an epoch; where not, it needs no gates and no closure. */
export const holdsRecords = ({ uses }: Pick<Epoch, 'uses'>): boolean => Object.keys(uses).length > 0;

/** By when the last record of an epoch is gone by its retention, counted from the end of the epoch. */
export const longestRetention = ({ uses }: Pick<Epoch, 'uses'>): Duration =>
  Math.max(0, ...Object.values(uses).map((use) => use.retention));

/**
 * The closure that an opt-out ends in the same transaction, because nothing was ever captured under the epoch. It
 * costs no work; the transaction has to demand that the epoch is still empty.
 */
export const closureOfEmpty = (
  epoch: Epoch,
  optedOutAt: Instant,
  group?: Pick<GroupPart, 'id' | 'first'>,
): Closure => ({
  ...closureOf(epoch, optedOutAt, group),
  endedAt: isoOf(optedOutAt),
});

/**
 * The closure that an opt-out at an instant starts for an epoch (DS-7, SC-12).
 * @param group the instruction to several cells that the opt-out carries out, where it does: its deadline counts from
 *   the first receipt in any of them (BY-13)
 */
export const closureOf = (
  epoch: Pick<Epoch, 'id' | 'subject' | 'program' | 'setting' | 'uses'>,
  optedOutAt: Instant,
  group?: Pick<GroupPart, 'id' | 'first'>,
): Closure => {
  const countsFrom = countsFromOf(optedOutAt, group);
  return {
    epoch: epoch.id,
    subject: epoch.subject,
    program: epoch.program,
    setting: epoch.setting,
    cause: 'opt-out',
    closedAt: isoOf(optedOutAt),
    ...(countsFrom && { countsFrom }),
    deadline: isoOf(
      (countsFrom ? instantOf(countsFrom.receivedAt) : optedOutAt) + shortestDeletion(epoch.uses),
    ),
    moves: 0,
  };
};

/** A closure whose deadline counts from before it began. */
export type EarlierClosure = Closure & { readonly countsFrom: CountsFrom };

/**
 * The closure once an earlier first receipt is known than the one that it counts from; undefined where it is none, or
 * nothing is left to delete.
 */
export const countingFromEarlier = (
  closure: Closure,
  epoch: Pick<Epoch, 'uses'>,
  group: Pick<GroupPart, 'id' | 'first'>,
): EarlierClosure | undefined => {
  const countsFrom = countsFromOf(countedFrom(closure), group);
  if (countsFrom === undefined || closure.endedAt !== undefined) return undefined;
  const deadline = isoOf(instantOf(countsFrom.receivedAt) + shortestDeletion(epoch.uses));
  return { ...closure, countsFrom, deadline };
};

/** The instant that a closure's deadline counts from. */
export const countedFrom = ({ closedAt, countsFrom }: Pick<Closure, 'closedAt' | 'countsFrom'>): Instant =>
  instantOf(countsFrom?.receivedAt ?? closedAt);

const shortestDeletion = (uses: Epoch['uses']): Duration =>
  Math.min(...Object.values(uses).map((use) => use.deletedWithin));
