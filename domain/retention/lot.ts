import { sha256Hex } from '../canonical-form.ts';
import { type EpochId, type HoldId, parseIdentifier, type WorkspaceId } from '../identifiers.ts';
import { clockSkew, days, hours, type Instant, isDay, startOfDay } from '../time.ts';

/**
 * A lot is what is deleted together and certified together: the records of one epoch, workspace, use, UTC day
 * and shard. Its name is the part of its key after the epoch. A person's records that are held are moved to a lot
 * of that hold, which is named after the lot that they were taken from.
 */
export type LotName = {
  readonly workspace: WorkspaceId;
  readonly use: string;
  /** UTC day: `2026-11-21`. */
  readonly day: string;
  readonly shard: Shard;
};

/**
 * A number; or, where records were moved out of that shard, the number and the holds that they were moved for, one
 * after the other: `00.us_hold_…`. So what was moved out of one lot never lies with what was moved out of another,
 * and whatever a hold covers or not, it covers all of a lot or nothing.
 */
export type Shard = number | MovedShard;
export type MovedShard = `${string}.${HoldId}`;

export const lotName = ({ workspace, use, day, shard }: LotName): string =>
  `${workspace}#${use}#${day}#${typeof shard === 'number' ? String(shard).padStart(2, '0') : shard}`;

/** The parts of a lot's name, or undefined where the text is none. */
export const parseLotName = (text: string): LotName | undefined => {
  const [workspaceText = '', use = '', day = '', shard = '', ...rest] = text.split('#');
  const workspace = parseIdentifier(workspaceText, 'ws');
  if (workspace === undefined || rest.length > 0) return undefined;
  const parsed = parseShard(shard);
  if (!/^[a-z0-9-]+$/.test(use) || !isDay(day) || parsed === undefined) return undefined;
  return { workspace: workspace.id, use, day, shard: parsed };
};

const parseShard = (text: string): Shard | undefined => {
  const [number = '', ...holds] = text.split('.');
  if (!/^\d{2}$/.test(number)) return undefined;
  if (holds.length === 0) return Number(number);
  return holds.every((hold) => parseIdentifier(hold, 'hold') !== undefined)
    ? (text as MovedShard)
    : undefined;
};

/** The name of the lot to which a hold moves records out of a lot, or out of one that was moved out of it. */
export const movedLotName = (source: string, hold: HoldId): string => `${source}.${hold}`;

/** How the names begin of all lots that were moved out of a lot, and out of those. */
export const movedOutOf = (lot: string): string => `${lot}.`;

/** The holds that the records of a lot were moved for, the first one first; none for a lot of captures. */
export const movedForIn = (lot: string): readonly string[] => lot.split('.').slice(1);

/** Until when, after midnight UTC, calls that were begun the day before are still taken. */
export const lateCalls = hours(1);

/**
 * The last instant at which a call can have been taken into the lot of a day, by a clock that was right. What a lot
 * says of its last capture beyond that was said by another one.
 */
export const lastCallOf = (day: string): Instant => startOfDay(day) + days(1) + lateCalls + clockSkew;

/**
 * How much a lot may hold, in KB as captures count it: so much that its purge, at the 1,000 write units a second that
 * one partition gives, is over within five minutes.
 */
export const fullLot = 200_000;

/** A number below `count` that a text always falls on: the shard or the bucket of whatever it names. */
export const spreadOver = (text: string, count: number): number =>
  Number.parseInt(sha256Hex(text).slice(0, 8), 16) % count;

/** A page that a worker wrote down before it deleted it: after a crash it is deleted again and counted once. */
export type PageIntent = {
  readonly first: string;
  readonly last: string;
  readonly n: number;
  /** Over the digests of the page's records, in the order of their keys. */
  readonly digest: string;
};

export type Lot = {
  readonly epoch: EpochId;
  readonly name: string;
  readonly state: 'open' | 'purging' | 'purged';
  /** How many records were counted in; -1 where the count was found broken, and nobody knows. */
  readonly captured: number;
  readonly deleted: number;
  /** Records that were moved to lots of holds; `moved#{hold}` counts those of each. */
  readonly moved?: number;
  readonly kilobytes: number;
  /** How many holds it is under; nothing is deleted while there is one. */
  readonly holds?: number;
  /** When it was last released from a hold. */
  readonly releasedAt?: string;
  readonly page?: PageIntent;
  /** Chain over the digests of the pages that are counted in `deleted`. */
  readonly deletedDigest?: string;
  readonly fence: number;
  readonly leaseUntil?: string;
  readonly plannedUntil?: string;
  readonly firstCapturedAt: string;
  readonly lastCapturedAt: string;
  readonly purgeFrom: string;
  readonly purgedAt?: string;
  /** Its records were counted anew after a restore: what it held before that is not known. */
  readonly recounted?: true;
};

/** The lot's counts with its written page folded in: counted once, however often it was deleted. */
export const foldPage = ({
  deleted,
  deletedDigest = '',
  page,
}: Pick<Lot, 'deleted' | 'deletedDigest' | 'page'>): Required<Pick<Lot, 'deleted' | 'deletedDigest'>> =>
  page === undefined
    ? { deleted, deletedDigest }
    : { deleted: deleted + page.n, deletedDigest: sha256Hex(`${deletedDigest}${page.digest}`) };
