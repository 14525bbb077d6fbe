import { contentKeys } from '../../../contract/tables/content.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { Closure } from '../../../domain/consent/epoch.ts';
import type { EpochId, UserId } from '../../../domain/identifiers.ts';
import { type Hold, isLotOfHold, suspensionOf } from '../../../domain/retention/hold.ts';
import { foldPage, type Lot, lotName, parseLotName } from '../../../domain/retention/lot.ts';
import { isoOf, minutes } from '../../../domain/time.ts';
import { deleteWritten } from '../erase-records.ts';
import { persist } from '../persist.ts';
import type { CellPorts } from '../ports.ts';
import { countMove, readClosure } from '../repositories/closures.ts';
import { readEpoch } from '../repositories/epochs.ts';
import { bornHeld, isMarkedBy, markedBy } from '../repositories/hold-marks.ts';
import { holdStands } from '../repositories/holds.ts';
import { readLot } from '../repositories/lots.ts';
import { concerns } from '../repositories/records.ts';
import { itemBytes } from '../store/item-size.ts';
import {
  type Action,
  absent,
  all,
  any,
  type Condition,
  equals,
  type Item,
  isNew,
  lessThan,
  type Outcome,
  present,
  StoreUnavailable,
} from '../store/store.ts';
import { lotsInScope } from './scope-lots.ts';

/** What one transaction moves at most: two actions a record, and DynamoDB takes 100 actions and 4 MB. */
const movedTogether = { records: 45, bytes: 3 * 1024 * 1024 } as const;
/** As long as a worker's: who takes over a lot that nobody works on has it for itself. */
const leaseFor = minutes(6);

/**
 * Moves the records that concern a person out of marked lots into lots of the hold, which are born held. A record
 * is moved or it is not: there is no moment at which it is in both places or in none. May be repeated after a
 * crash, and what was moved stays moved.
 * @throws StoreUnavailable when others are in the way; it is tried again
 */
export const movePerson = async (ports: CellPorts, hold: Hold, person: UserId): Promise<void> => {
  for await (const lot of lotsInScope(ports.store, hold)) {
    if (lot.state === 'purged' || isLotOfHold(lot, hold.id) || !isMarkedBy(lot, hold.id)) continue;
    await finishPage(ports, lot);
    await moveFromLot(ports, { hold, person, epoch: lot.epoch, lot: lot.name, purgeFrom: lot.purgeFrom });
  }
};

type Move = {
  readonly hold: Hold;
  readonly person: UserId;
  readonly epoch: EpochId;
  readonly lot: string;
  readonly purgeFrom: string;
};

/**
 * A page that a worker wrote down and did not finish is deleted and counted first: its deletion was begun before
 * the hold could be effective, and nobody knows what is left of it.
 */
const finishPage = async (ports: CellPorts, lot: Lot): Promise<void> => {
  const { page } = lot;
  if (page === undefined && lot.leaseUntil === undefined) return;
  const now = ports.clock.now();
  const taken = await changeLot(
    ports,
    lot,
    { set: { leaseUntil: isoOf(now + leaseFor) }, add: { fence: 1 } },
    all(
      equals('fence', lot.fence),
      equals('state', 'purging'),
      any(absent('leaseUntil'), lessThan('leaseUntil', isoOf(now))),
    ),
  );
  if (!taken.ok) throw inTheWay();
  if (page !== undefined) await deleteWritten(ports, lot, page);
  const left = await changeLot(
    ports,
    lot,
    { set: foldPage(lot), remove: ['page', 'leaseUntil'] },
    equals('fence', lot.fence + 1),
  );
  if (!left.ok) throw inTheWay();
};

const changeLot = (
  ports: CellPorts,
  { epoch, name }: Lot,
  update: Extract<Action, { kind: 'update' }>['update'],
  condition: Condition,
): Promise<Outcome> =>
  persist(ports, () =>
    ports.store.write({
      kind: 'update',
      table: 'registry',
      key: registryKeys.lot(epoch, name),
      update,
      condition,
    }),
  );

const moveFromLot = async (ports: CellPorts, move: Move): Promise<void> => {
  const pk = contentKeys.partition(move.epoch, move.lot);
  let after: string | undefined;
  do {
    const page = await ports.store.query({
      table: 'content',
      pk,
      consistency: 'strong',
      limit: 100,
      ...(after !== undefined && { after: { pk, sk: after } }),
    });
    const theirs = page.items.filter((item) => concerns(item, move.person));
    for (const together of inTransactions(theirs)) await moveTogether(ports, move, together);
    after = page.next?.sk;
  } while (after !== undefined);
};

/** Records in groups that fit into a transaction. A single one always does. */
const inTransactions = (items: readonly Item[]): readonly (readonly Item[])[] => {
  const groups: Item[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const size = itemBytes(item);
    const last = groups.at(-1);
    if (last === undefined || last.length >= movedTogether.records || bytes + size > movedTogether.bytes) {
      groups.push([item]);
      bytes = size;
    } else {
      last.push(item);
      bytes += size;
    }
  }
  return groups;
};

/** Another run that moves the same records makes this one fail; whoever tries again finds them gone. */
const moveTogether = async (ports: CellPorts, move: Move, items: readonly Item[]): Promise<void> => {
  const [epoch, lot] = await Promise.all([
    readEpoch(ports.store, move.epoch),
    readLot(ports.store, move.epoch, move.lot),
  ]);
  if (epoch === undefined || lot === undefined) throw inTheWay();
  const closure =
    epoch.state === 'open' ? undefined : await readClosure(ports.store, epoch.subject, epoch.id);
  const actions = [
    ...items.flatMap((item) => moveRecord(move, item)),
    takeFromSource(move, lot, items.length),
    countIntoHeldLot(ports, move, lot, items),
    ...closureActions(epoch.state, move.epoch, closure),
    holdStands(move.hold),
  ];
  const outcome = await persist(ports, () => ports.store.transact(actions));
  if (!outcome.ok) throw inTheWay();
};

const heldLotOf = ({ lot, hold }: Move): string => {
  const name = parseLotName(lot);
  if (name === undefined) throw new RangeError('a lot has a name that cannot be parsed');
  return lotName({ ...name, shard: `h${hold.id}` });
};

const moveRecord = (move: Move, item: Item): readonly Action[] => [
  { kind: 'delete', table: 'content', key: { pk: item.pk, sk: item.sk }, condition: present('pk') },
  {
    kind: 'put',
    table: 'content',
    item: { ...item, pk: contentKeys.partition(move.epoch, heldLotOf(move)) },
    condition: isNew,
  },
];

/** Only from a lot that the hold has marked, that nobody has a lease on, and of which no page is written down. */
const takeFromSource = (move: Move, { fence }: Lot, moved: number): Action => ({
  kind: 'update',
  table: 'registry',
  key: registryKeys.lot(move.epoch, move.lot),
  update: { add: { moved } },
  condition: all(markedBy(move.hold.id), equals('fence', fence), absent('leaseUntil'), absent('page')),
});

const countIntoHeldLot = (ports: CellPorts, move: Move, source: Lot, items: readonly Item[]): Action => {
  const born = { epoch: move.epoch, name: heldLotOf(move), purgeFrom: move.purgeFrom };
  return {
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(born.epoch, born.name),
    update: {
      set: { v: 1, lastCapturedAt: isoOf(ports.clock.now()) },
      setIfAbsent: {
        ...born,
        ...bornHeld(born, suspensionOf(move.hold)),
        state: 'open',
        deleted: 0,
        fence: 0,
        firstCapturedAt: source.firstCapturedAt,
      },
      add: {
        captured: items.length,
        kilobytes: Math.ceil(items.reduce((sum, item) => sum + itemBytes(item), 0) / 1024),
      },
    },
    condition: any(absent('pk'), markedBy(move.hold.id)),
  };
};

/** A closed epoch's closure must not end on what it read before the move; an open one must not close meanwhile. */
const closureActions = (
  state: 'open' | 'closed',
  epoch: EpochId,
  closure: Closure | undefined,
): readonly Action[] => {
  if (closure !== undefined) return [countMove(closure)];
  const condition = equals('state', state);
  return [{ kind: 'check', table: 'registry', key: registryKeys.epoch(epoch), condition }];
};

const inTheWay = () => new StoreUnavailable('records could not be moved yet; it is tried again');
