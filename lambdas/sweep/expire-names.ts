import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { LedgerEntry } from '../../domain/consent/ledger.ts';
import { ledgerEntryShape } from '../../domain/evidence/ledger-shape.ts';
import type { OrganizationId, SubjectId } from '../../domain/identifiers.ts';
import { isNameLifeOver, NamesOver } from '../../domain/retention/name-life.ts';
import { clockSkew, type Duration, hours, instantOf, isoOf, seconds } from '../../domain/time.ts';
import { persist } from '../shared/persist.ts';
import { readPage } from '../shared/repositories/item-page.ts';
import { entryIn } from '../shared/repositories/ledger.ts';
import { fieldsOf, storedItem, UnknownItemShape } from '../shared/repositories/stored-item.ts';
import { type Cursor, StoreUnavailable } from '../shared/store/store.ts';
import type { SweepPorts } from './ports.ts';
import { everyOrganization, subjectsOf } from './walk.ts';

export type NamesPorts = SweepPorts & {
  /** How long a name lives after what was done ceased to hold. */
  readonly nameLife: Duration;
};

/** Between the beginnings of two rounds. A name can outlive its life by this, by a run, and by the walk. */
const roundEvery: Duration = hours(24);
/** Enough for the ledgers of an organization at hand. */
const reserve: Duration = seconds(20);
/** Enough to keep how far a run came. A ledger that takes longer goes on with the next round: what is gone is gone. */
const lastMoment: Duration = seconds(5);

/** What was looked at last: an organization with all that belongs to it, or one of the subjects within. */
type Place = {
  readonly bucket: number;
  readonly organization: OrganizationId;
  readonly subject?: SubjectId;
};
type Progress = { readonly startedAt: string; readonly place?: Place };

/** How a run ended, and how many names went with it. */
export type Expired = {
  readonly ended: 'nothing-to-do' | 'cut-short' | 'round-over';
  readonly subjects: number;
  readonly names: number;
};

/**
 * One run of the expiry of names: walks the ledgers of all customers, once a day and over as many runs as it takes,
 * and deletes the opened part of each entry whose declared life is over (BY-10). The commitment stays, and so every
 * chain, record and proof. Repeatable at any point; whoever runs twice finds nothing more.
 */
export const expireNames = async (ports: NamesPorts): Promise<Expired> => {
  const key = registryKeys.namesProgress(ports.geography);
  const item = await ports.store.get('registry', key, 'strong');
  const before = item && fieldsOf<Progress>(item);
  const now = ports.clock.now();
  const isOver = before !== undefined && before.place === undefined;
  const rests = isOver && instantOf(before.startedAt) <= now + clockSkew;
  if (rests && now < instantOf(before.startedAt) + roundEvery)
    return { ended: 'nothing-to-do', subjects: 0, names: 0 };
  const startedAt = isOver || before === undefined ? isoOf(now) : before.startedAt;
  const { place, ...seen } = await walkOn(ports, before?.place);
  const progress: Progress = { startedAt, ...(place && { place }) };
  const kept = await ports.store.write({ kind: 'put', table: 'registry', item: storedItem(key, progress) });
  if (!kept.ok) throw new StoreUnavailable('how far names were looked at could not be kept');
  return { ended: place === undefined ? 'round-over' : 'cut-short', ...seen };
};

const walkOn = async (ports: NamesPorts, from: Place | undefined) => {
  let totals = { subjects: 0, names: 0 };
  for await (const place of everyOrganization(ports, from)) {
    const inside = from?.organization === place.organization ? from : undefined;
    if (inside !== undefined && inside.subject === undefined) continue;
    for await (const subject of subjectsOf(ports, place.organization, inside?.subject)) {
      const names = await expireNamesOf(ports, subject);
      totals = { subjects: totals.subjects + 1, names: totals.names + names };
      // Customers decide how many belong to one organization: a run that was ended there would begin there for ever.
      if (ports.timeLeft() < lastMoment) return { ...totals, place: { ...place, subject } };
    }
    if (ports.timeLeft() < reserve) return { ...totals, place };
  }
  return { ...totals, place: undefined };
};

/** Deletes what is over of one ledger. One that cannot be read is told, and holds up no other. */
const expireNamesOf = async (ports: NamesPorts, subject: SubjectId): Promise<number> => {
  try {
    let count = 0;
    for await (const sequence of sequencesOver(ports, subject)) {
      const key = registryKeys.name(subject, sequence);
      if ((await ports.store.get('registry', key, 'strong')) === undefined) continue;
      const gone = await persist(ports, () => ports.store.write({ kind: 'delete', table: 'registry', key }));
      if (!gone.ok) throw new StoreUnavailable('a name whose life is over could not be deleted');
      count += 1;
    }
    return count;
  } catch (error) {
    ports.report('names', error);
    return 0;
  }
};

/** The entries of a ledger whose names are over, from the oldest that has one. No younger entry is read than needed. */
async function* sequencesOver(ports: NamesPorts, subject: SubjectId): AsyncGenerator<number> {
  const over = new NamesOver();
  const now = ports.clock.now();
  const begin = await beforeOldestName(ports, subject);
  if (begin === 'no-names') return;
  let after: Cursor | undefined = begin;
  do {
    if (ports.timeLeft() < lastMoment) return;
    const list = { table: 'evidence', pk: subject, prefix: evidenceKeys.entryPrefix } as const;
    const page = { limit: 100, ...(after && { after }) } as const;
    const { elements, next } = await readPage(ports.store, list, page, entryIn);
    for (const entry of elements) {
      demandReadable(entry, subject);
      if (!isNameLifeOver(entry, ports.nameLife, now)) return;
      yield* over.endedBy(entry);
    }
    after = next;
  } while (after !== undefined);
}

/** By an entry that cannot be read nobody can tell whose life is over. @throws UnknownItemShape */
const demandReadable = (entry: LedgerEntry, subject: SubjectId): void => {
  const fault = ledgerEntryShape.fault(entry, 'entry');
  if (entry.v !== 1 || entry.subject !== subject || fault !== undefined)
    throw new UnknownItemShape('an entry of a ledger has an unknown shape');
};

/** Where the walk of a ledger begins: what is older has no name any more, and holds nothing. */
const beforeOldestName = async (
  { store }: NamesPorts,
  subject: SubjectId,
): Promise<Cursor | 'no-names' | undefined> => {
  const pk = registryKeys.namesOf(subject);
  const list = { table: 'registry', pk, prefix: registryKeys.namePrefix } as const;
  const { elements } = await readPage(store, list, { limit: 1 }, ({ sk }) => sk);
  const [oldest] = elements;
  if (oldest === undefined) return 'no-names';
  const sequence = Number(oldest.slice(registryKeys.namePrefix.length));
  return sequence === 0 ? undefined : evidenceKeys.entry(subject, sequence - 1);
};
