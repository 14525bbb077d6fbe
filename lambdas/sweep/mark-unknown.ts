import { type TransferMetric, transferMetrics } from '../../contract/access/transfer-metrics.ts';
import { movingKeys, transferKeys } from '../../contract/tables/transfers.ts';
import { type Duration, isoOf, seconds } from '../../domain/time.ts';
import { reportAwaited } from '../../domain/transfers/entry-state.ts';
import { persist } from '../shared/persist.ts';
import type { CellPorts } from '../shared/ports.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import { type MovingWork, movingWorkOf, unknownActions } from '../shared/repositories/transfers.ts';
import { type Action, type Cursor, type Item, isNew, StoreUnavailable } from '../shared/store/store.ts';

/** Enough for the transactions at hand. */
const reserve: Duration = seconds(12);
/** So many are marked at a time, each in a transaction of its own. */
const atOnce = 20;

/** How many of something there were. */
export type MeasureTransfers = (counts: Readonly<Partial<Record<TransferMetric, number>>>) => void;

type Ports = CellPorts & {
  /** What remains of this run. What it does not come to waits for the next one. */
  readonly timeLeft: () => Duration;
  readonly measureTransfers: MeasureTransfers;
};

/** How a run ended, and what it did. */
export type MarkedUnknown = {
  readonly ended: 'done' | 'cut-short';
  readonly unknown: number;
  readonly setAside: number;
};

/**
 * Marks permissions of which nobody reported in time what came of them (BY-7), tells of each, and ends its watch. What
 * the register says of them follows from the time alone, also before; this is so that somebody hears of it. A report
 * that comes later still counts. Repeatable at any point. What was marked before a run failed counts for the alarm all
 * the same: no later run finds it.
 * @throws StoreUnavailable
 */
export const markUnknown = async (ports: Ports): Promise<MarkedUnknown> => {
  const marked: Marked[] = [];
  const count = (outcome: Marked) => marked.filter((each) => each === outcome).length;
  try {
    const ended = await markAll(ports, marked);
    return { ended, unknown: count('unknown'), setAside: count('set-aside') };
  } finally {
    ports.measureTransfers({
      [transferMetrics.unknown]: count('unknown'),
      [transferMetrics.setAside]: count('set-aside'),
    });
  }
};

/** @param marked gets what came of each, as it comes */
const markAll = async (ports: Ports, marked: Marked[]): Promise<MarkedUnknown['ended']> => {
  const over = isoOf(ports.clock.now() - reportAwaited);
  for (const pk of movingKeys.movingBuckets(ports.geography)) {
    let after: Cursor | undefined;
    do {
      if (ports.timeLeft() < reserve) return 'cut-short';
      const page = await ports.store.query({
        table: 'registry',
        pk,
        sk: { kind: 'atMost', to: over },
        limit: atOnce,
        consistency: 'strong',
        ...(after && { after }),
      });
      // Each to its end, so that none is marked after it was counted.
      const settled = await Promise.allSettled(page.items.map((item) => markOne(ports, item)));
      marked.push(...settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
      for (const each of settled) if (each.status === 'rejected') throw each.reason;
      after = page.next;
    } while (after !== undefined);
  }
  return 'done';
};

type Marked = 'unknown' | 'known-before' | 'set-aside';

const markOne = async (ports: Ports, item: Item): Promise<Marked> => {
  const work = movingWorkOf(item);
  if (work === undefined) return 'set-aside';
  const outcome = await persist(ports, () => ports.store.transact(markActions(ports, work)));
  if (outcome.ok) return 'unknown';
  if (outcome.refusal !== 'condition-failed')
    throw new StoreUnavailable('a movement could not be marked; the next run tries again');
  // Somebody reported meanwhile, or it was marked before: all that is left is the work.
  await ports.store.write({ kind: 'delete', table: 'registry', key: { pk: item.pk, sk: item.sk } });
  return 'known-before';
};

const markActions = (ports: Ports, work: MovingWork): readonly Action[] => {
  const { subject, id, usableUntil } = work;
  const now = ports.clock.now();
  const event = { type: 'TransferUnknown', detail: { subject, movement: id, usableUntil } } as const;
  return [
    ...unknownActions(work, { id, markedAt: isoOf(now) }),
    { kind: 'check', table: 'evidence', key: transferKeys.report(subject, id), condition: isNew },
    outboxAction(ports, event, now),
  ];
};
