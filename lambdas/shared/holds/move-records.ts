import { contentKeys } from '../../../contract/tables/content.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { Closure } from '../../../domain/consent/epoch.ts';
import { goesWithMoved, type Hold, suspensionOf } from '../../../domain/retention/hold.ts';
import { type Lot, movedLotName } from '../../../domain/retention/lot.ts';
import { isoOf } from '../../../domain/time.ts';
import { persist } from '../persist.ts';
import type { CellPorts } from '../ports.ts';
import { countMove, readClosure } from '../repositories/closures.ts';
import { readEpoch } from '../repositories/epochs.ts';
import { bornHeld, markedAsRead, markedBy } from '../repositories/hold-marks.ts';
import { holdIsRequested, mayStillMark } from '../repositories/holds.ts';
import { readLot } from '../repositories/lots.ts';
import { movedFor } from '../repositories/moved-lots.ts';
import { itemBytes } from '../store/item-size.ts';
import { limits } from '../store/limits.ts';
import {
  type Action,
  absent,
  all,
  type Check,
  equals,
  type Item,
  isNew,
  present,
  StoreUnavailable,
} from '../store/store.ts';
import { holdsOnLot } from './holds-on-lot.ts';

/** Out of which lot records are moved, and for which hold. */
export type Move = { readonly hold: Hold; readonly source: Pick<Lot, 'epoch' | 'name' | 'purgeFrom'> };

/**
 * Actions besides those of the records: source, lot of the hold, hold, closure or epoch; and some for holds that come
 * to the source meanwhile.
 */
const actionsBeside = 10;
/** DynamoDB takes 4 MB in a transaction. */
const movedBytes = 3 * 1024 * 1024;

/**
 * Records in groups that fit into a transaction, with two actions a record. A single one always does.
 * @param others how many other holds have marked the source: each is one more action
 */
export const inTransactions = (items: readonly Item[], others: number): readonly (readonly Item[])[] => {
  const most = Math.max(1, Math.floor((limits.transactionActions - actionsBeside - others) / 2));
  const groups: Item[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const size = itemBytes(item);
    const last = groups.at(-1);
    if (last === undefined || last.length >= most || bytes + size > movedBytes) {
      groups.push([item]);
      bytes = size;
    } else {
      last.push(item);
      bytes += size;
    }
  }
  return groups;
};

/**
 * Moves records of one lot to the lot of a hold, all of them or none. They stay under every hold that covers them:
 * the lot of the hold is born with the marks of those, provided that each of them still stands, and only while the
 * source has the marks that were read. So a mark is not lost, and none is set that a release would not take off.
 *
 * Another run that moves the same records makes this one fail; whoever tries again finds them gone.
 * @throws StoreUnavailable when others are in the way; it is tried again
 */
export const moveTogether = async (ports: CellPorts, move: Move, items: readonly Item[]): Promise<void> => {
  const { store } = ports;
  const { epoch: epochId, name } = move.source;
  const [epoch, source, target] = await Promise.all([
    readEpoch(store, epochId),
    readLot(store, epochId, name),
    readLot(store, epochId, targetOf(move)),
  ]);
  if (epoch === undefined || source === undefined) throw inTheWay();
  const closure = epoch.state === 'open' ? undefined : await readClosure(store, epoch.subject, epoch.id);
  const covering = target === undefined ? await othersThatCover(ports, move, epoch.subject, source) : [];
  const actions = [
    ...items.flatMap((item) => moveRecord(move, item)),
    takeFromSource(move, source, items.length),
    target === undefined ? giveBirth(ports, move, source, items, covering) : addTo(ports, move, items),
    ...(closure === undefined ? [epochStays(epoch)] : [countMove(closure)]),
    holdIsRequested(move.hold),
    ...covering.map(mayStillMark),
  ];
  const outcome = await persist(ports, () => store.transact(actions));
  if (!outcome.ok) throw inTheWay();
};

/** Who throws this is tried again by the schedule. */
export const inTheWay = () => new StoreUnavailable('records could not be moved yet; it is tried again');

const targetOf = ({ source, hold }: Move): string => movedLotName(source.name, hold.id);

/** The other holds under which the records stay. */
const othersThatCover = async (
  ports: CellPorts,
  { hold }: Move,
  subject: Parameters<typeof holdsOnLot>[1],
  source: Lot,
): Promise<readonly Hold[]> =>
  (await holdsOnLot(ports.store, subject, source)).filter(
    (other) => other.id !== hold.id && goesWithMoved(other, source),
  );

const moveRecord = (move: Move, item: Item): readonly Action[] => [
  { kind: 'delete', table: 'content', key: { pk: item.pk, sk: item.sk }, condition: present('pk') },
  {
    kind: 'put',
    table: 'content',
    item: { ...item, pk: contentKeys.partition(move.source.epoch, targetOf(move)) },
    condition: isNew,
  },
];

/** Only from a lot that the hold has marked, that nobody has a lease on, and of which no page is written down. */
const takeFromSource = ({ hold, source }: Move, read: Lot, moved: number): Action => ({
  kind: 'update',
  table: 'registry',
  key: registryKeys.lot(source.epoch, source.name),
  update: { add: movedFor(hold.id, moved) },
  condition: all(
    markedBy(hold.id),
    markedAsRead(read),
    equals('fence', read.fence),
    absent('leaseUntil'),
    absent('page'),
  ),
});

const countsOf = (items: readonly Item[]) => ({
  captured: items.length,
  kilobytes: Math.ceil(items.reduce((sum, item) => sum + itemBytes(item), 0) / 1024),
});

const giveBirth = (
  ports: CellPorts,
  move: Move,
  { firstCapturedAt, recounted }: Lot,
  items: readonly Item[],
  covering: readonly Hold[],
): Action => {
  const born = { epoch: move.source.epoch, name: targetOf(move), purgeFrom: move.source.purgeFrom };
  return {
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(born.epoch, born.name),
    update: {
      set: {
        v: 1,
        ...born,
        ...bornHeld(born, [move.hold, ...covering].map(suspensionOf)),
        state: 'open',
        deleted: 0,
        fence: 0,
        firstCapturedAt,
        lastCapturedAt: isoOf(ports.clock.now()),
        // A lot of this name may have been before the registry was restored: nobody knows what it counted.
        ...(recounted && { recounted }),
      },
      add: countsOf(items),
    },
    condition: isNew,
  };
};

/** Whoever marked the source since then has marked this lot as well, or is about to before it is effective. */
const addTo = (ports: CellPorts, move: Move, items: readonly Item[]): Action => ({
  kind: 'update',
  table: 'registry',
  key: registryKeys.lot(move.source.epoch, targetOf(move)),
  update: { set: { lastCapturedAt: isoOf(ports.clock.now()) }, add: countsOf(items) },
  condition: markedBy(move.hold.id),
});

/** A closed epoch's closure must not end on what it read before the move; an open one must not close meanwhile. */
const epochStays = ({ id, state }: { readonly id: Closure['epoch']; readonly state: string }): Check => ({
  kind: 'check',
  table: 'registry',
  key: registryKeys.epoch(id),
  condition: equals('state', state),
});
