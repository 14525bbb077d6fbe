import type { PurgeWork } from '../../contract/events/purge-work.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { Closure } from '../../domain/consent/epoch.ts';
import type { CountsFrom } from '../../domain/consent/group-instruction.ts';
import type { Geography } from '../../domain/geographies.ts';
import { type EpochId, geographyOf, parseIdentifier } from '../../domain/identifiers.ts';
import { parseLotName } from '../../domain/retention/lot.ts';
import { instantOf } from '../../domain/time.ts';
import type { Item } from '../shared/store/store.ts';

/**
 * What the keys of items say of the work that they stand for. Planning needs keys only: an item of another shape is
 * planned like any other. What names no work of this cell is set aside: nothing of it is put into a message.
 */

/** A lot by its key. */
export type LotKey = { readonly epoch: EpochId; readonly lot: string };

/** A closure by its place in the work list, and what its deadline counts from, where the item says so. */
export type ClosureKey = { readonly epoch: EpochId } & Pick<Closure, 'closedAt' | 'countsFrom'>;

/** An item, and what it names. */
export type Named<Work> = { readonly item: Item; readonly work: Work };

/** The items of a page that name work, and how many name none. */
export type Sorted<Work> = { readonly named: readonly Named<Work>[]; readonly setAside: number };

/** Tells items that name work from those that do not. */
export const sortItems = <Work>(
  items: readonly Item[],
  workIn: (item: Item) => Work | undefined,
): Sorted<Work> => {
  const named = items.flatMap((item) => {
    const work = workIn(item);
    return work === undefined ? [] : [{ item, work }];
  });
  return { named, setAside: items.length - named.length };
};

/** The lot that an item of the registry or of its index is. */
export const lotIn =
  (geography: Geography) =>
  ({ pk, sk }: Item): LotKey | undefined => {
    const epoch = epochOf(geography, pk);
    const lot = sk.slice(registryKeys.lotPrefix.length);
    return epoch === undefined || parseLotName(lot) === undefined ? undefined : { epoch, lot };
  };

/** The sort keys of the work list begin with the time of the closure and end with the epoch. */
export const closureIn =
  (geography: Geography) =>
  ({ sk, countsFrom }: Item): ClosureKey | undefined => {
    const epoch = epochOf(geography, sk.slice(sk.lastIndexOf('#') + 1));
    const closedAt = sk.slice(0, sk.indexOf('#'));
    return epoch && { epoch, closedAt, ...(tellsATime(countsFrom) && { countsFrom }) };
  };

/** Where it tells none, the closure's own time is what is watched. */
const tellsATime = (value: unknown): value is CountsFrom => {
  const { receivedAt = undefined } =
    value !== null && typeof value === 'object' ? (value as Partial<CountsFrom>) : {};
  return typeof receivedAt === 'string' && Number.isFinite(instantOf(receivedAt));
};

/** The sort keys of the work list of holds end with the subject and the hold. */
export const holdIn =
  (geography: Geography) =>
  ({ sk }: Item): PurgeWork | undefined => {
    const [subjectText = '', holdText = ''] = sk.split('#').slice(-2);
    const subject = parseIdentifier(subjectText, 'org', 'ws')?.id;
    const hold = parseIdentifier(holdText, 'hold')?.id;
    if (subject === undefined || hold === undefined || geographyOf(subject) !== geography) return undefined;
    return { kind: 'advance-hold', subject, hold };
  };

const epochOf = (geography: Geography, text: string): EpochId | undefined => {
  const epoch = parseIdentifier(text, 'ep');
  return epoch?.geography === geography ? epoch.id : undefined;
};
