import type { SweepFinding } from '../../contract/events/events.ts';
import { buckets, registryKeys } from '../../contract/tables/registry.ts';
import { type Closure, type Epoch, holdsRecords } from '../../domain/consent/epoch.ts';
import { type EpochId, geographyOf, type SubjectId } from '../../domain/identifiers.ts';
import { resolveDeadline } from '../../domain/retention/deadline.ts';
import { patience } from '../../domain/retention/deadline-watch.ts';
import { parseLotName, spreadOver } from '../../domain/retention/lot.ts';
import { instantOf, isoOf, seconds } from '../../domain/time.ts';
import { watchLot } from '../shared/deadline-alerts.ts';
import { persist } from '../shared/persist.ts';
import { closureNotEnded, readClosure, workKey, workOn } from '../shared/repositories/closures.ts';
import { readEpoch } from '../shared/repositories/epochs.ts';
import { isHeld } from '../shared/repositories/hold-marks.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import { isOfKnownShape } from '../shared/repositories/stored-item.ts';
import { type Action, absent, all, any, equals, type Item } from '../shared/store/store.ts';
import { type CheckMarks, checkingMarks } from './check-marks.ts';
import type { SweepPorts } from './ports.ts';
import { itemsOf } from './walk.ts';

/** Enough to keep how far the sweep came. A run that was ended before that would begin with this epoch for ever. */
const lastMoment = seconds(5);

/** An epoch has more to tell than a run has time for. The rest of it waits for the next round, and nobody else does. */
class EpochNotOver extends Error {
  override readonly name = 'EpochNotOver';
}

/**
 * Compares an epoch with what it should be: its closure is in the work list until it has ended, and each lot that is
 * not purged stands in the index at a time that leaves room for its purge, or under holds. Mends what it can, and
 * tells.
 * @throws EpochNotOver
 */
export const checkEpoch = async (
  ports: SweepPorts,
  subject: SubjectId,
  id: EpochId,
): Promise<readonly SweepFinding[]> => {
  const epoch = await readEpoch(ports.store, id);
  const closure = await readClosure(ports.store, subject, id);
  if (epoch === undefined) return [await tell(ports, { epoch: id, found: 'epoch-missing', repaired: false })];
  if (!holdsRecords(epoch)) return [];
  const found: SweepFinding[] = [];
  if (closure === undefined && epoch.closedFor === 'opt-out')
    found.push(await tell(ports, { epoch: id, found: 'closure-missing', repaired: false }));
  if (closure !== undefined && closure.endedAt === undefined)
    found.push(...(await checkWork(ports, closure)));
  const place = { epoch, closure, checkMarks: checkingMarks(ports.store, epoch) };
  for await (const item of itemsOf(ports.store, id, registryKeys.lotPrefix)) {
    if (ports.timeLeft() < lastMoment) throw new EpochNotOver('an epoch takes longer than a run');
    found.push(...(await checkLot(ports, item, place)));
  }
  return found;
};

const checkWork = async (ports: SweepPorts, closure: Closure): Promise<readonly SweepFinding[]> => {
  if ((await ports.store.get('registry', workKey(closure), 'strong')) !== undefined) return [];
  const { epoch } = closure;
  // A closure may have ended since it was read: its work item was taken away with that, and stays away.
  const mending: readonly Action[] = [closureNotEnded(closure), workOn(closure)];
  const finding = { epoch, found: 'closure-not-in-work-list', repaired: true } as const;
  return (await mend(ports, mending, finding)) ? [finding.found] : [];
};

/** What a lot is compared with. */
type Surroundings = {
  readonly epoch: Epoch;
  readonly closure: Closure | undefined;
  readonly checkMarks: CheckMarks;
};

const checkLot = async (
  ports: SweepPorts,
  item: Item,
  { epoch, closure, checkMarks }: Surroundings,
): Promise<readonly SweepFinding[]> => {
  if (item.state === 'purged') return [];
  const lot = item.sk.slice(registryKeys.lotPrefix.length);
  const name = parseLotName(lot);
  const policy = name && epoch.uses[name.use];
  if (name === undefined || policy === undefined || !isOfKnownShape(item))
    return [await tell(ports, { epoch: epoch.id, lot, found: 'unknown-shape', repaired: false })];
  await watchLot(ports, { item, epoch, ...(closure && { closure }) });
  const { day } = name;
  const dates = resolveDeadline({ day, retention: policy.retention, budget: ports.purgeBudget });
  const marks = await checkMarks(item, name, dates);
  if (marks !== 'right') {
    const finding = { epoch: epoch.id, lot, found: 'held-by-none' } as const;
    if (marks === 'for-a-person') return [await tell(ports, { ...finding, repaired: false })];
    return (await mend(ports, marks.mending, { ...finding, repaired: true })) ? [finding.found] : [];
  }
  // A hold keeps it out of every tick's way, and puts it back.
  if (isHeld(item)) return [];
  const latest = isoOf(instantOf(dates.deadline) - patience(ports.purgeBudget));
  if (isInIndex(item, `#${epoch.id}#${lot}`, latest)) return [];
  const finding = { epoch: epoch.id, lot, found: 'lot-not-in-index', repaired: true } as const;
  return (await mend(ports, [intoIndex(item, epoch.id, lot, dates.purgeFrom)], finding))
    ? [finding.found]
    : [];
};

/** Whether a tick will find a lot, early enough for the purge and its retries. */
const isInIndex = ({ pk, duePk, dueSk }: Item, end: string, latest: string): boolean =>
  typeof dueSk === 'string' &&
  dueSk.endsWith(end) &&
  dueSk.slice(0, latest.length) <= latest &&
  registryKeys.dueBuckets(geographyOf(pk as EpochId)).some((bucket) => bucket === duePk);

const intoIndex = (item: Item, epoch: EpochId, lot: string, purgeFrom: string): Action => {
  const whole = `${epoch}#${lot}`;
  const bucket = spreadOver(`${epoch}${lot}`, buckets.due);
  return {
    kind: 'update',
    table: 'registry',
    key: { pk: item.pk, sk: item.sk },
    update: { set: registryKeys.due(geographyOf(epoch), purgeFrom, whole, bucket) },
    condition: all(
      any(equals('state', 'open'), equals('state', 'purging')),
      typeof item.dueSk === 'string' ? equals('dueSk', item.dueSk) : absent('dueSk'),
    ),
  };
};

type Finding = {
  readonly epoch: EpochId;
  readonly lot?: string;
  readonly found: SweepFinding;
  readonly repaired: boolean;
};

const eventOf = (ports: SweepPorts, detail: Finding) =>
  outboxAction(ports, { type: 'SweepFound', detail }, ports.clock.now());

/** Mends and tells in one transaction; where something else was faster, nothing was wrong any more. */
const mend = async (ports: SweepPorts, actions: readonly Action[], finding: Finding): Promise<boolean> => {
  const all = [...actions, eventOf(ports, finding)];
  return (await persist(ports, () => ports.store.transact(all))).ok;
};

const tell = async (ports: SweepPorts, finding: Finding): Promise<SweepFinding> => {
  await persist(ports, () => ports.store.write(eventOf(ports, finding)));
  return finding.found;
};
