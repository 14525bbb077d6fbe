import { registryKeys } from '../../contract/tables/registry.ts';
import { foldPage, type Lot, type PageIntent } from '../../domain/retention/lot.ts';
import { isoOf } from '../../domain/time.ts';
import { persist } from '../shared/persist.ts';
import type { CellPorts } from '../shared/ports.ts';
import { underNoHold } from '../shared/repositories/hold-marks.ts';
import { leaseFor, withoutLease } from '../shared/repositories/leases.ts';
import { readLot } from '../shared/repositories/lots.ts';
import { all, any, type Condition, equals, type Update } from '../shared/store/store.ts';

/**
 * The fenced lease on a lot. A claim raises the fence; every later write of the worker demands the fence of its
 * own claim, so that a worker that was thought dead can change nothing any more.
 */
export type ClaimedLot = Lot & { readonly state: 'purging' };

/** Claims a lot that is open, or whose worker gave up; undefined where another one has it, or a hold covers it. */
export const claim = async (ports: CellPorts, lot: Lot): Promise<ClaimedLot | undefined> => {
  const now = ports.clock.now();
  const leaseUntil = isoOf(now + leaseFor);
  const free = any(equals('state', 'open'), all(equals('state', 'purging'), withoutLease(now)));
  const claimed = await changeLot(ports, lot, { set: { state: 'purging', leaseUntil }, add: { fence: 1 } }, [
    free,
    equals('fence', lot.fence),
    underNoHold,
  ]);
  if (!claimed) return undefined;
  // Captures may have been counted since the lot was read; from the claim on the counts stand still.
  const current = await readLot(ports.store, lot.epoch, lot.name);
  return current?.fence === lot.fence + 1 ? { ...current, state: 'purging' } : undefined;
};

/**
 * Counts the page before and writes down the next one, before any of it is deleted. Undefined where the lease
 * was lost, or a hold came.
 */
export const writePage = async (
  ports: CellPorts,
  lot: ClaimedLot,
  page: PageIntent,
): Promise<ClaimedLot | undefined> => {
  const counted = foldPage(lot);
  const leaseUntil = isoOf(ports.clock.now() + leaseFor);
  const written = await changeLot(ports, lot, { set: { ...counted, page, leaseUntil } }, [
    ...held(lot),
    underNoHold,
  ]);
  return written ? { ...lot, ...counted, page, leaseUntil } : undefined;
};

/** Gives a lot back before it is done: the next tick sends it again and another run goes on. */
export const giveBack = async (ports: CellPorts, lot: ClaimedLot): Promise<void> => {
  await changeLot(ports, lot, { remove: ['leaseUntil', 'plannedUntil'] }, held(lot));
};

/**
 * Whether it was a hold that refused a worker's write, and not another worker. If it was, the worker leaves at its
 * page's edge: the page before is deleted and is counted, the lease is given back. That tells whoever placed the
 * hold that nothing is deleted any more.
 */
export const leaveIfHeld = async (ports: CellPorts, lot: ClaimedLot): Promise<boolean> => {
  const current = await readLot(ports.store, lot.epoch, lot.name);
  if (current === undefined || current.fence !== lot.fence || (current.holds ?? 0) === 0) return false;
  const counted = foldPage(lot);
  return changeLot(ports, lot, { set: counted, remove: ['page', 'leaseUntil', 'plannedUntil'] }, held(lot));
};

/** What must hold for whoever has claimed a lot. */
export const held = (lot: ClaimedLot): readonly Condition[] => [
  equals('state', 'purging'),
  equals('fence', lot.fence),
];

/** Changes a lot on conditions, and tells whether they held. Waits where others write to it too. */
export const changeLot = async (
  ports: CellPorts,
  lot: Lot,
  update: Update,
  conditions: readonly Condition[],
) => {
  const outcome = await persist(ports, () =>
    ports.store.write({
      kind: 'update',
      table: 'registry',
      key: registryKeys.lot(lot.epoch, lot.name),
      update,
      condition: all(...conditions),
    }),
  );
  return outcome.ok;
};
