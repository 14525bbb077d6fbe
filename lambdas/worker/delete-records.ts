import { purgeMetrics } from '../../contract/access/purge-metrics.ts';
import { contentKeys } from '../../contract/tables/content.ts';
import { sha256Hex } from '../../domain/canonical-form.ts';
import type { PageIntent } from '../../domain/retention/lot.ts';
import { hours, instantOf, seconds } from '../../domain/time.ts';
import { deleteItems, deleteWritten } from '../shared/erase-records.ts';
import type { CellPorts } from '../shared/ports.ts';
import { digestIn } from '../shared/repositories/records.ts';
import { isOfKnownShape } from '../shared/repositories/stored-item.ts';
import { readPurgeSwitch } from '../shared/repositories/switches.ts';
import type { Consistency, Item, Query } from '../shared/store/store.ts';
import { type ClaimedLot, writePage } from './lease.ts';
import type { WorkerPorts } from './ports.ts';

/** How many records a page has: as many as are deleted under one written intent. */
const recordsPerPage = 100;
/** A copy of a record may be missing from an eventual read for a moment after it was written, not for an hour. */
const settledAfter = hours(1);
/** Enough for the page at hand; a run that has less left starts no further page. */
const reserve = seconds(20);

/** How far deleting came. `refused`: a hold covers the lot, or the lease is another's. `stopped`: by an operator. */
export type Deletion = {
  readonly lot: ClaimedLot;
  readonly ended: 'empty' | 'refused' | 'out-of-time' | 'stopped';
};

/**
 * Deletes a claimed lot page by page: each page is written down first, then deleted. A page that an earlier
 * claim wrote down is deleted again and counted once.
 */
export const deleteRecords = async (ports: WorkerPorts, claimed: ClaimedLot): Promise<Deletion> => {
  if (claimed.page !== undefined) await deleteWritten(ports, claimed, claimed.page);
  let pass = await deletePass(ports, claimed, firstPassConsistency(ports, claimed));
  while (pass.ended === 'empty' && (await anyRecordLeft(ports, pass.lot))) {
    pass = await deletePass(ports, pass.lot, 'strong');
  }
  return pass;
};

/**
 * A first pass over a lot that came to rest may read eventually, at half the cost; the second look never does. Of a
 * lot out of which records were moved, such a read could still show what is kept elsewhere, and it would be counted
 * as deleted.
 */
const firstPassConsistency = (ports: CellPorts, lot: ClaimedLot): Consistency => {
  const atRest = ports.clock.now() - instantOf(lot.lastCapturedAt) > settledAfter;
  const firstClaim = lot.fence === 1;
  return atRest && firstClaim && lot.moved === undefined ? 'eventual' : 'strong';
};

const deletePass = async (
  ports: WorkerPorts,
  claimed: ClaimedLot,
  consistency: Consistency,
): Promise<Deletion> => {
  let lot = claimed;
  let after: string | undefined;
  for (;;) {
    if (ports.timeLeft() < reserve) return { lot, ended: 'out-of-time' };
    // Asked beside each page, so that nobody waits for the answer and the switch stops every worker at a page's edge.
    const [page, { state }] = await Promise.all([
      readPage(ports, lot, consistency, after),
      readPurgeSwitch(ports),
    ]);
    if (state === 'stopped') return { lot, ended: 'stopped' };
    if (page.items.length > 0) {
      const written = await writePage(ports, lot, intentOf(page.items));
      if (written === undefined) return { lot, ended: 'refused' };
      lot = written;
      // They go with their lot like all others; that they were there at all is for somebody to look at.
      ports.measure({
        [purgeMetrics.unknownRecords]: page.items.filter((item) => !isOfKnownShape(item)).length,
      });
      await deleteItems(ports, page.items);
    }
    if (page.next === undefined) return { lot, ended: 'empty' };
    after = page.next;
  }
};

const readPage = async (
  ports: CellPorts,
  lot: ClaimedLot,
  consistency: Consistency,
  after: string | undefined,
) => {
  const pk = contentKeys.partition(lot.epoch, lot.name);
  const { items, next } = await ports.store.query({
    table: 'content',
    pk,
    limit: recordsPerPage,
    consistency,
    ...(after !== undefined && { after: { pk, sk: after } }),
  });
  return { items, next: next?.sk };
};

const intentOf = (items: readonly Item[]): PageIntent => ({
  first: items.at(0)?.sk ?? '',
  last: items.at(-1)?.sk ?? '',
  n: items.length,
  digest: sha256Hex(items.map(digestIn).join('')),
});

/** Only a page that no other follows says that nothing is left, whatever it holds itself. */
const anyRecordLeft = async (ports: CellPorts, lot: ClaimedLot): Promise<boolean> => {
  const pk = contentKeys.partition(lot.epoch, lot.name);
  const query: Query = { table: 'content', pk, limit: 1, consistency: 'strong' };
  let page = await ports.store.query(query);
  while (page.items.length === 0 && page.next !== undefined) {
    page = await ports.store.query({ ...query, after: page.next });
  }
  return page.items.length > 0;
};
