import type { PurgeWork } from '../../contract/events/purge-work.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { clockSkew, isoOf, minutes } from '../../domain/time.ts';
import { underNoHold } from '../shared/repositories/hold-marks.ts';
import {
  absent,
  all,
  any,
  equals,
  greaterThan,
  type Item,
  lessThan,
  present,
  type Update,
} from '../shared/store/store.ts';
import type { TickPorts } from './ports.ts';
import type { LotKey } from './work-keys.ts';

/** For how long a lot that was sent is not sent again, unless its worker gives it back earlier. */
const plannedFor = minutes(5);
/** No clock that is right has marked a lot for longer: such a mark would keep it from every tick for ever. */
const longestPlanned = plannedFor + 2 * clockSkew;

/** Whether a lot is on its way already, as far as the item tells; the reservation has the last word. */
export const isPlanned = ({ clock }: TickPorts, { plannedUntil }: Item): boolean => {
  const now = clock.now();
  return (
    typeof plannedUntil === 'string' &&
    plannedUntil >= isoOf(now) &&
    plannedUntil <= isoOf(now + longestPlanned)
  );
};

/**
 * Marks lots as sent and tells which of them were free; none while purging is stopped. Nothing rests on the mark: it
 * only spares messages that would find the lot taken.
 */
export const reserveLots = async (
  ports: TickPorts,
  lots: readonly LotKey[],
): Promise<readonly PurgeWork[]> => {
  if (ports.purging === 'stopped') return [];
  const reserved = await Promise.all(lots.map((lot) => reserve(ports, lot)));
  return lots.filter((_, position) => reserved[position]).map((lot) => ({ kind: 'purge-lot', ...lot }));
};

const reserve = async (ports: TickPorts, lot: LotKey): Promise<boolean> => {
  const now = ports.clock.now();
  return change(
    ports,
    lot,
    { set: { plannedUntil: isoOf(now + plannedFor) } },
    all(
      any(equals('state', 'open'), equals('state', 'purging')),
      any(
        absent('plannedUntil'),
        lessThan('plannedUntil', isoOf(now)),
        greaterThan('plannedUntil', isoOf(now + longestPlanned)),
      ),
      underNoHold,
    ),
  );
};

/** Sends work; where the queue does not take it, the lots are free again for the next tick. */
export const sendReserved = async (ports: TickPorts, work: readonly PurgeWork[]): Promise<void> => {
  try {
    await ports.queue.send(work);
  } catch (error) {
    await Promise.all(work.map((piece) => (piece.kind === 'purge-lot' ? release(ports, piece) : undefined)));
    throw error;
  }
};

const release = (ports: TickPorts, lot: LotKey): Promise<boolean> =>
  change(ports, lot, { remove: ['plannedUntil'] }, present('plannedUntil'));

const change = async (
  ports: TickPorts,
  { epoch, lot }: LotKey,
  update: Update,
  condition: ReturnType<typeof all>,
): Promise<boolean> => {
  const key = registryKeys.lot(epoch, lot);
  return (await ports.store.write({ kind: 'update', table: 'registry', key, update, condition })).ok;
};
