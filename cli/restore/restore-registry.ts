import { namesPerson, registryKeys } from '../../contract/tables/registry.ts';
import { parseIdentifier } from '../../domain/identifiers.ts';
import type { Hold } from '../../domain/retention/hold.ts';
import type { LotName } from '../../domain/retention/lot.ts';
import { markLots } from '../../lambdas/shared/holds/mark-lots.ts';
import type { Item, Key } from '../../lambdas/shared/store/store.ts';
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
import { type Looked, lookAtCopy } from './look-at-copy.ts';
import { everyPage, type RestorePorts, refuseFor } from './ports.ts';
import { whatIsNotProven } from './prove.ts';
import { deleteKeys, putItems } from './put-items.ts';
import { epochsOf, type Known } from './read-evidence.ts';
import { fateOf } from './registry-items.ts';
import { type RestoredSubject, replaySubject } from './replay-subject.ts';
import { isInForce } from './restored-holds.ts';
import { listIncidents } from './restored-incidents.ts';
import { type Found, fateIn, livingLotItem, purgedLotItem } from './restored-lots.ts';
import { listUnlogged } from './unlogged-work.ts';
import { listUnreported } from './unreported-movements.ts';

/** What a restore of the registry came to. */
export type RegistryReport = {
  readonly subjects: number;
  /** Subjects that were created after the copy was made: their people have to be told apart anew. */
  readonly createdSince: readonly string[];
  readonly lots: number;
  /** Records that were purged and were there again. */
  readonly returned: number;
  /** Holds that cover a whole use now, because it is not known whom they are about. */
  readonly widened: readonly string[];
};

/**
 * Makes a cell's registry anew from a copy of any age, from evidence, and from the keys of content (BY-3). What was
 * chosen since the copy is chosen again, what was purged stays purged, no closed epoch is open, every hold in force
 * holds; all of that is proven from what is stored before the cell serves. May be repeated from wherever it stopped.
 * @throws RestoreRefused when something does not belong together: before the cell is closed nothing was changed, and
 *   afterwards it stays closed
 */
export const restoreRegistry = async (
  unfenced: RestorePorts,
  functions: Functions,
  unfinished: Unfinished = 'go on',
): Promise<RegistryReport | 'restored before'> => {
  if (await wasRestored(unfenced, 'registry')) return 'restored before';
  await lookAtCopy(unfenced);
  const closed = await closeCell(unfenced, 'registry', functions, unfinished);
  if (closed === 'restored before') return closed;
  const ports = fenced(unfenced, closed);
  // What was written until the cell was closed counts.
  const { known, found } = await lookAtCopy(ports);
  await carryOver(ports, closed, erasedIn(known));
  const subjects = await replayAll(ports, closed, known);
  const now: Known = { ...known, ...nowKnown(subjects) };
  const returned = await restoreLots(ports, now, found);
  await markHeld(ports, subjects);
  ports.tell(`to be logged still: ${await listUnlogged(ports)}`);
  ports.tell(`movements to be reported still: ${await listUnreported(ports)}`);
  ports.tell(`incidents: ${await listIncidents(ports)}`);
  ports.tell('proving that nothing deleted is back and no closed epoch is open');
  refuseFor(await whatIsNotProven(ports, subjects));
  await openCell(ports, closed);
  return {
    subjects: subjects.length,
    createdSince: subjects.filter(({ isNew }) => isNew).map(({ replayed }) => replayed.subject),
    lots: known.purges.size + found.size,
    returned,
    widened: subjects.flatMap(({ widened }) => widened.map(({ id }) => id)),
  };
};

const nowKnown = (restored: readonly RestoredSubject[]): Pick<Known, 'subjects' | 'epochs'> => {
  const subjects = new Map(restored.map(({ replayed }) => [replayed.subject, replayed] as const));
  return { subjects, epochs: epochsOf(subjects) };
};

/** Users whose person was erased. */
const erasedIn = ({ subjects }: Known): ReadonlySet<unknown> =>
  new Set([...subjects.values()].flatMap(({ subject, erased }) => (erased ? [subject] : [])));

/** Empties the registry and fills it with what only the copy knows, without who was erased since. */
const carryOver = async (
  ports: RestorePorts,
  closed: Closed,
  erased: ReadonlySet<unknown>,
): Promise<void> => {
  const pass = closed.pass ?? 'clear';
  if (pass === 'clear') await clear(ports, closed);
  if (pass === 'replay') return;
  const from = pass === 'carry' ? closed.after : undefined;
  let carried = 0;
  for await (const { items, next } of everyPage(ports.copy.scan, from)) {
    const kept = items.filter((item) => isCarried(ports, item) && !tellsOf(erased, item));
    await putItems(ports, 'registry', kept);
    carried += kept.length;
    if (next !== undefined) await keepProgress(ports, { ...closed, pass: 'carry', after: keyOf(next) });
    ports.tell(`carried over: ${carried}`);
  }
  await keepProgress(ports, { ...closed, pass: 'replay' });
};

const isCarried = ({ geography }: RestorePorts, item: Item): boolean => {
  const fate = fateOf(item, geography);
  return 'fate' in fate && fate.fate === 'carried';
};

/** Whether an item leads from a token to one of some users, or back. */
const tellsOf = (users: ReadonlySet<unknown>, item: Item): boolean =>
  namesPerson(item) && (users.has(item.pk) || users.has(item.user));

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

/** Whatever the registry held is out of the way, but that it is closed. */
const clear = async (ports: RestorePorts, closed: Closed): Promise<void> => {
  const own = registryKeys.serving(ports.geography).pk;
  for await (const { items } of everyPage(ports.scan('registry'))) {
    await keepProgress(ports, { ...closed, pass: 'clear' });
    await deleteKeys(
      ports,
      'registry',
      items.filter(({ pk }) => pk !== own),
    );
  }
};

const replayAll = async (
  ports: RestorePorts,
  closed: Closed,
  known: Known,
): Promise<readonly RestoredSubject[]> => {
  const restored: RestoredSubject[] = [];
  for (const replayed of known.subjects.values()) {
    restored.push(await replaySubject(ports, closed, replayed));
    if (restored.length % 100 !== 0) continue;
    await keepProgress(ports, { ...closed, pass: 'replay' });
    ports.tell(`replayed: ${restored.length} of ${known.subjects.size}`);
  }
  return restored;
};

/** Lots from evidence and from what is in content; records of a purged lot go again. Tells how many those were. */
const restoreLots = async (
  ports: RestorePorts,
  known: Known,
  found: ReadonlyMap<string, Found>,
): Promise<number> => {
  await putItems(ports, 'registry', [...known.purges.values()].map(purgedLotItem));
  let returned = 0;
  for (const [partition, counted] of found) {
    const fate = fateIn(known, partition);
    if (fate.fate === 'erased') returned += await eraseAgain(ports, partition);
    if (fate.fate !== 'kept') continue;
    const known_ = known.epochs.get(fate.epoch)?.epoch;
    const policy = known_?.uses[fate.name.use];
    if (known_ === undefined || policy === undefined) continue;
    const releasedAt = lastRelease(known, fate.name, fate.lot);
    const facts = { purgeBudget: ports.purgeBudget, ...(releasedAt !== undefined && { releasedAt }) };
    const lot = { epoch: fate.epoch, name: fate.lot };
    await putItems(ports, 'registry', [livingLotItem(lot, fate.name, policy, counted, facts)]);
  }
  return returned;
};

/** When a lot was last released from a hold: what is overdue because of it is not late. */
const lastRelease = (known: Known, { workspace, use }: LotName, lot: string): string | undefined => {
  const organization = known.subjects.get(workspace)?.created?.organization;
  return [workspace, ...(organization ? [organization] : [])]
    .flatMap((subject) => [...(known.subjects.get(subject)?.holds.values() ?? [])])
    .filter(
      ({ scope }) => scope.of === 'subject' || (scope.of === 'lot' ? scope.lot === lot : scope.use === use),
    )
    .flatMap(({ endedAt }) => (endedAt === undefined ? [] : [endedAt]))
    .sort()
    .at(-1);
};

const eraseAgain = async (ports: RestorePorts, partition: string): Promise<number> => {
  let erased = 0;
  for (;;) {
    const asked = { table: 'content', pk: partition, consistency: 'strong', limit: 100 } as const;
    const { items } = await ports.store.query(asked);
    if (items.length === 0) return erased;
    await deleteKeys(ports, 'content', items);
    erased += items.length;
  }
};

/** Every lot in the scope of a hold in force is marked before anybody may purge. */
const markHeld = async (ports: RestorePorts, subjects: readonly RestoredSubject[]): Promise<void> => {
  const holds: readonly Hold[] = subjects.flatMap((subject) => subject.holds.filter(isInForce));
  for (const hold of holds) {
    if (parseIdentifier(hold.subject, 'org', 'ws') !== undefined) await markLots(ports, hold);
  }
};

/** What a restore would start from, and every reason against it; changes nothing. @throws RestoreRefused */
export const lookOnly = (ports: RestorePorts): Promise<Looked> => lookAtCopy(ports);
