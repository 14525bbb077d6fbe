import type { PurgeWork } from '../../contract/events/purge-work.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { underNoHold } from '../shared/repositories/hold-marks.ts';
import { notPlanned, plannedFrom } from '../shared/repositories/leases.ts';
import { all, any, type Condition, equals, type Key, present, type Update } from '../shared/store/store.ts';
import type { TickPorts } from './ports.ts';
import type { LotKey } from './work-keys.ts';

/** Work that this tick may send, and the items that say so: nobody else sends it for a while. */
export type Reserved = { readonly work: readonly PurgeWork[]; readonly marked: readonly Key[] };

/** What is to be sent, the item that is marked for it, and what that item has to be like. */
type Piece = { readonly work: PurgeWork; readonly key: Key; readonly condition: Condition };

/**
 * Marks lots as sent and tells which of them were free; none while purging is stopped. Nothing rests on the mark: it
 * only spares messages that would find the lot taken.
 */
export const reserveLots = async (ports: TickPorts, lots: readonly LotKey[]): Promise<Reserved> =>
  reserve(
    ports,
    ports.purging === 'stopped'
      ? []
      : lots.map((lot) => ({
          work: { kind: 'purge-lot', ...lot },
          key: registryKeys.lot(lot.epoch, lot.lot),
          condition: all(any(equals('state', 'open'), equals('state', 'purging')), underNoHold),
        })),
  );

/** Marks holds as sent, in their places in the work list: a large one takes longer than from one tick to the next. */
export const reserveHolds = async (
  ports: TickPorts,
  holds: readonly { readonly work: PurgeWork; readonly item: Key }[],
): Promise<Reserved> =>
  reserve(
    ports,
    holds.map(({ work, item: { pk, sk } }) => ({ work, key: { pk, sk }, condition: present('pk') })),
  );

const reserve = async (ports: TickPorts, pieces: readonly Piece[]): Promise<Reserved> => {
  const now = ports.clock.now();
  const update = { set: { plannedUntil: plannedFrom(now) } };
  const marked = await Promise.all(
    pieces.map(({ key, condition }) => change(ports, key, update, all(condition, notPlanned(now)))),
  );
  const free = pieces.filter((_, position) => marked[position]);
  return { work: free.map(({ work }) => work), marked: free.map(({ key }) => key) };
};

/** Sends work; where the queue does not take it, it is free again for the next tick. */
export const sendReserved = async (ports: TickPorts, { work, marked }: Reserved): Promise<void> => {
  try {
    await ports.queue.send(work);
  } catch (error) {
    const free = { remove: ['plannedUntil'] };
    await Promise.all(marked.map((key) => change(ports, key, free, present('plannedUntil'))));
    throw error;
  }
};

const change = async (ports: TickPorts, key: Key, update: Update, condition: Condition): Promise<boolean> =>
  (await ports.store.write({ kind: 'update', table: 'registry', key, update, condition })).ok;
