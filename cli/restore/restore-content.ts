import { registryKeys } from '../../contract/tables/registry.ts';
import type { EpochId } from '../../domain/identifiers.ts';
import { type Hold, isOver } from '../../domain/retention/hold.ts';
import type { Lot } from '../../domain/retention/lot.ts';
import { markLots } from '../../lambdas/shared/holds/mark-lots.ts';
import { persist } from '../../lambdas/shared/persist.ts';
import { readLot } from '../../lambdas/shared/repositories/lots.ts';
import { fieldsOf, isOfKnownShape } from '../../lambdas/shared/repositories/stored-item.ts';
import { type Item, StoreUnavailable } from '../../lambdas/shared/store/store.ts';
import {
  type Closed,
  closeCell,
  type Functions,
  keepProgress,
  openCell,
  type Unfinished,
  wasRestored,
} from './close-cell.ts';
import { fenced } from './fenced-store.ts';
import { everyItem, everyPage, type RestorePorts, refuseFor } from './ports.ts';
import { whatIsBack } from './prove.ts';
import { putItems } from './put-items.ts';
import { type Known, readEvidence } from './read-evidence.ts';
import { countContent, type Found, fateIn, livingLotItem } from './restored-lots.ts';

/** What a restore of content came to. */
export type ContentReport = {
  /** Records of the copy that are in the table now. */
  readonly kept: number;
  /** Records of the copy that were deleted since it was made, and never came near the table. */
  readonly erased: number;
  /** Lots that hold fewer records than were captured for them: what came after the copy is lost. */
  readonly smaller: number;
};

/**
 * Fills a cell's content from a copy that somebody else made, without what was deleted since (BY-3): a record of a
 * lot that was purged, or whose purge had begun, is not carried over. Lots are counted anew.
 * @throws RestoreRefused when something does not belong together: before the cell is closed nothing was changed, and
 *   afterwards it stays closed
 */
export const restoreContent = async (
  unfenced: RestorePorts,
  functions: Functions,
  unfinished: Unfinished = 'go on',
): Promise<ContentReport | 'restored before'> => {
  if (await wasRestored(unfenced, 'content')) return 'restored before';
  await lookAtContent(unfenced);
  const closed = await closeCell(unfenced, 'content', functions, unfinished);
  if (closed === 'restored before') return closed;
  const ports = fenced(unfenced, closed);
  const looked = await lookAtContent(ports);
  await carryRecords(ports, closed, looked.living);
  const smaller = await recount(ports, looked.known);
  ports.tell('proving that nothing deleted is back');
  refuseFor(await whatIsBack(ports, new Set(looked.known.purges.keys())));
  await openCell(ports, closed);
  return { kept: looked.kept, erased: looked.erased, smaller };
};

export type LookedAtContent = {
  readonly known: Known;
  /** Partitions whose records are carried over. */
  readonly living: ReadonlySet<string>;
  readonly kept: number;
  readonly erased: number;
};

/** Reads a copy of content, and what became of each lot since. @throws RestoreRefused with every reason */
export const lookAtContent = async (ports: RestorePorts): Promise<LookedAtContent> => {
  const { known, reasons } = await readEvidence(ports);
  const fates = new Map<string, Fate>();
  const wrong = [...reasons];
  const counts = { kept: 0, erased: 0 };
  for await (const item of everyItem(ports.copy.scan)) {
    const fate = fates.get(item.pk) ?? (await fateOf(ports, known, item.pk));
    if (!fates.has(item.pk) && typeof fate === 'object') wrong.push(fate.why);
    fates.set(item.pk, fate);
    if (typeof fate === 'string') counts[fate] += 1;
    if (!isRecord(item)) wrong.push(`${item.pk} | ${item.sk} is no record that this release knows`);
  }
  refuseFor(wrong);
  ports.tell(`the copy: ${counts.kept} records are kept, ${counts.erased} were deleted since`);
  const living = new Set([...fates].flatMap(([partition, fate]) => (fate === 'kept' ? [partition] : [])));
  return { known, living, ...counts };
};

type Fate = 'kept' | 'erased' | { readonly why: string };

/** Keys of records are a call and a place in it; what has another shape was not written by a capture. */
const isRecord = (item: Item): boolean => /^[0-9A-Z]{26}#\d{2}$/.test(item.sk) && isOfKnownShape(item);

const fateOf = async (ports: RestorePorts, known: Known, partition: string): Promise<Fate> => {
  const fate = fateIn(known, partition);
  if (fate.fate === 'refused') return { why: fate.why };
  if (fate.fate === 'erased') return 'erased';
  const lot = await readLot(ports.store, fate.epoch, fate.lot);
  if (lot === undefined) return 'kept';
  if (lot.state === 'purged') return { why: `${partition}: the registry says purged, and evidence does not` };
  return fateOfLiving(partition, lot);
};

/** A purge that had begun is as good as done, unless a hold came between: then nobody can tell what is left. */
const fateOfLiving = (partition: string, lot: Lot): Fate => {
  const begun = lot.deleted > 0 || lot.page !== undefined;
  const held = (lot.holds ?? 0) > 0;
  if ((lot.moved ?? 0) > 0 || (begun && held))
    return { why: `${partition}: a hold kept a part of it, and nobody can tell which records those are` };
  return begun ? 'erased' : 'kept';
};

const carryRecords = async (ports: RestorePorts, closed: Closed, living: ReadonlySet<string>) => {
  if (closed.pass === 'recount') return;
  let carried = 0;
  for await (const { items, next } of everyPage(ports.copy.scan, closed.after)) {
    const kept = items.filter(({ pk }) => living.has(pk));
    await putItems(ports, 'content', kept);
    carried += kept.length;
    if (next !== undefined)
      await keepProgress(ports, { ...closed, pass: 'carry', after: { pk: next.pk, sk: next.sk } });
    ports.tell(`carried over: ${carried}`);
  }
  await keepProgress(ports, { ...closed, pass: 'recount' });
};

/** Counts what is there into each lot that lives, and tells how many lost something. */
const recount = async (ports: RestorePorts, known: Known): Promise<number> => {
  const found = await countContent(ports.scan('content'));
  const missing = new Map(found);
  const holds: Hold[] = [];
  let smaller = 0;
  for await (const item of everyItem(ports.scan('registry'))) {
    if (item.sk.startsWith('hold#')) holds.push(fieldsOf<Hold>(item));
    if (!item.sk.startsWith(registryKeys.lotPrefix)) continue;
    const lot = fieldsOf<Lot>(item);
    const partition = `${lot.epoch}#${lot.name}`;
    missing.delete(partition);
    if (lot.state !== 'purged') smaller += await countAnew(ports, lot, found.get(partition));
  }
  await putItems(ports, 'registry', lotsOf(ports, known, missing));
  for (const hold of holds) if (!isOver(hold) && missing.size > 0) await markLots(ports, hold);
  return smaller;
};

const countAnew = async (ports: RestorePorts, lot: Lot, found: Found | undefined): Promise<0 | 1> => {
  const there = lot.deleted + (lot.page?.n ?? 0) + (lot.moved ?? 0) + (found?.records ?? 0);
  const captured = lot.page === undefined ? there : Math.min(there, lot.captured);
  if (captured === lot.captured) return 0;
  const outcome = await persist(ports, () =>
    ports.store.write({
      kind: 'update',
      table: 'registry',
      key: registryKeys.lot(lot.epoch, lot.name),
      update: { set: { captured, recounted: true } },
    }),
  );
  if (!outcome.ok) throw new StoreUnavailable(`a lot was not taken: ${outcome.refusal}`);
  return captured < lot.captured ? 1 : 0;
};

/** Lots that the registry does not have, because it was restored before content was. */
const lotsOf = (ports: RestorePorts, known: Known, missing: ReadonlyMap<string, Found>): readonly Item[] =>
  [...missing].flatMap(([partition, found]) => {
    const fate = fateIn(known, partition);
    const policy = fate.fate === 'kept' ? known.epochs.get(fate.epoch)?.epoch.uses[fate.name.use] : undefined;
    if (fate.fate !== 'kept' || policy === undefined) return [];
    const lot: { epoch: EpochId; name: string } = { epoch: fate.epoch, name: fate.lot };
    return [livingLotItem(lot, fate.name, policy, found, ports)];
  });
