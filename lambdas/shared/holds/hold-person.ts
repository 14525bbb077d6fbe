import { contentKeys } from '../../../contract/tables/content.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { UserId } from '../../../domain/identifiers.ts';
import { type Hold, isLotOfHold } from '../../../domain/retention/hold.ts';
import { foldPage, type Lot } from '../../../domain/retention/lot.ts';
import { countWritten } from '../erase-records.ts';
import { persist } from '../persist.ts';
import { isMarkedBy } from '../repositories/hold-marks.ts';
import { withoutLease } from '../repositories/leases.ts';
import { keyOf, stoodStill } from '../repositories/moved-lots.ts';
import { concerns } from '../repositories/records.ts';
import { all, equals } from '../store/store.ts';
import { inTheWay, inTransactions, moveTogether } from './move-records.ts';
import { demandTime, type HoldPorts } from './run-time.ts';
import { lotsInScope } from './scope-lots.ts';

/** How often all lots are gone through at most, while another hold moves records too. */
const rounds = 5;

/**
 * Moves the records that concern a person out of marked lots into lots of the hold, which are born held. A record
 * is moved or it is not: there is no moment at which it is in both places or in none. May be repeated after a
 * crash, and what was moved stays moved.
 *
 * Another hold may move some of the same records meanwhile, from a lot that was not looked through yet to one that
 * nobody knew of. Lots count what leaves them: where somebody else took records out, all are gone through again.
 * @throws StoreUnavailable when others are in the way; it is tried again
 * @throws OutOfTime
 */
export const movePerson = async (ports: HoldPorts, hold: Hold, person: UserId): Promise<void> => {
  for (let round = 0; round < rounds; round += 1) {
    const before = await sourcesOf(ports, hold);
    const moved = new Map<string, number>();
    for (const lot of before) {
      await takePageBack(ports, lot);
      moved.set(keyOf(lot), await moveFromLot(ports, hold, person, lot));
    }
    if (stoodStill(before, await sourcesOf(ports, hold), moved)) return;
  }
  throw inTheWay();
};

/** The lots that a hold on a person takes records out of. */
const sourcesOf = async (ports: HoldPorts, hold: Hold): Promise<readonly Lot[]> => {
  const sources: Lot[] = [];
  for await (const lot of lotsInScope(ports.store, hold)) {
    if (lot.state !== 'purged' && !isLotOfHold(lot, hold.id) && isMarkedBy(lot, hold.id)) sources.push(lot);
  }
  return sources;
};

/**
 * A page that a worker wrote down and did not finish is taken back: what is left of it stays, for this hold and for
 * whatever other hold covers the lot; what is gone of it is counted. Nobody works on the lot any more, so that what
 * is left stays left. Its digest stands in the chain as the page was written down.
 */
const takePageBack = async (ports: HoldPorts, lot: Lot): Promise<void> => {
  const { page } = lot;
  if (page === undefined && lot.leaseUntil === undefined) return;
  const left = page === undefined ? 0 : await countWritten(ports, lot, page);
  const { deleted, deletedDigest } = foldPage(lot);
  const counted = page === undefined || left >= page.n ? {} : { deleted: deleted - left, deletedDigest };
  const outcome = await persist(ports, () =>
    ports.store.write({
      kind: 'update',
      table: 'registry',
      key: registryKeys.lot(lot.epoch, lot.name),
      update: { set: counted, add: { fence: 1 }, remove: ['page', 'leaseUntil', 'plannedUntil'] },
      condition: all(equals('fence', lot.fence), equals('state', 'purging'), withoutLease(ports.clock.now())),
    }),
  );
  if (!outcome.ok) throw inTheWay();
};

/** How many records were moved. */
const moveFromLot = async (ports: HoldPorts, hold: Hold, person: UserId, source: Lot): Promise<number> => {
  const pk = contentKeys.partition(source.epoch, source.name);
  let moved = 0;
  let after: string | undefined;
  do {
    const page = await ports.store.query({
      table: 'content',
      pk,
      consistency: 'strong',
      limit: 100,
      ...(after !== undefined && { after: { pk, sk: after } }),
    });
    const theirs = page.items.filter((item) => concerns(item, person));
    for (const together of inTransactions(theirs, (source.holds ?? 1) - 1)) {
      demandTime(ports);
      await moveTogether(ports, { hold, source }, together);
      moved += together.length;
    }
    after = page.next?.sk;
  } while (after !== undefined);
  return moved;
};
