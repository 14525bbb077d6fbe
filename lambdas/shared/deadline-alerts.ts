import { registryKeys } from '../../contract/tables/registry.ts';
import type { Closure, Epoch } from '../../domain/consent/epoch.ts';
import { freeSince, optOutCauseOf, resolveSuspended } from '../../domain/retention/deadline.ts';
import { type Standing, standingOf, type WatchedDates } from '../../domain/retention/deadline-watch.ts';
import { parseLotName } from '../../domain/retention/lot.ts';
import { type Duration, type Instant, instantOf } from '../../domain/time.ts';
import { foundAction } from './incidents/found.ts';
import { persist } from './persist.ts';
import type { CellPorts } from './ports.ts';
import { suspensionsIn } from './repositories/hold-marks.ts';
import { outboxAction } from './repositories/outbox.ts';
import { absent, all, any, equals, type Item } from './store/store.ts';

/** What of a lot its standing is told from: the item, whatever its shape, and what it belongs to. */
export type WatchedLot = {
  readonly item: Item;
  readonly epoch: Epoch;
  /** How an opt-out closed the epoch, where one did. */
  readonly closure?: Pick<Closure, 'closedAt' | 'countsFrom'>;
};

type Ports = CellPorts & { readonly purgeBudget: Duration };

/**
 * How a lot stands now; where it is in danger or late the bus is told, once for each of the two. A lot that is purged
 * or suspended is in time: it has no date that could be missed. One that was released has the date that it has since.
 */
export const watchLot = async (ports: Ports, lot: WatchedLot): Promise<Standing> => {
  const dates = datesOf(ports, lot);
  if (dates === undefined) return 'in-time';
  const standing = standingOf(dates, ports.purgeBudget, ports.clock.now());
  const told = lot.item.told === standing || lot.item.told === 'missed';
  if (standing !== 'in-time' && !told) await tell(ports, lot, standing, dates);
  return standing;
};

const datesOf = (ports: Ports, { item, epoch, closure }: WatchedLot): WatchedDates | undefined => {
  const name = parseLotName(lotNameIn(item));
  const policy = name && epoch.uses[name.use];
  if (name === undefined || policy === undefined || item.state === 'purged') return undefined;
  const { retention, deletedWithin } = policy;
  const optOut = closure && { optOut: optOutCauseOf(closure, deletedWithin) };
  const suspension = suspensionOf(item, ports.clock.now());
  const causes = { day: name.day, retention, budget: ports.purgeBudget, ...optOut };
  const resolved = resolveSuspended(causes, suspension);
  if (resolved.state === 'suspended') return undefined;
  const since = freeSince(suspension);
  return { ...resolved, ...(since !== undefined && { freeSince: since }) };
};

const suspensionOf = (item: Item, now: Instant) => ({
  suspensions: suspensionsIn(item),
  ...(typeof item.releasedAt === 'string' && { releasedAt: instantOf(item.releasedAt) }),
  now,
});

const lotNameIn = ({ sk }: Item): string => sk.slice(registryKeys.lotPrefix.length);

/**
 * The mark on the lot and the event are one transaction: nobody is told twice, and nobody never. With a broken promise
 * goes what opens its incident (BY-12).
 */
const tell = async (
  ports: Ports,
  { item, epoch }: WatchedLot,
  standing: Exclude<Standing, 'in-time'>,
  { deadline, purgeFrom }: { readonly deadline: string; readonly purgeFrom: string },
): Promise<void> => {
  const type = standing === 'missed' ? 'DeadlineMissed' : 'DeadlineAtRisk';
  const lot = lotNameIn(item);
  const detail = { epoch: epoch.id, lot, deadline, purgeFrom };
  const cause = { kind: 'deadline-missed', subject: epoch.subject, epoch: epoch.id, lot, deadline } as const;
  const untold = standing === 'missed' ? any(absent('told'), equals('told', 'at-risk')) : absent('told');
  await persist(ports, () =>
    ports.store.transact([
      {
        kind: 'update',
        table: 'registry',
        key: { pk: item.pk, sk: item.sk },
        update: { set: { told: standing } },
        condition: all(any(equals('state', 'open'), equals('state', 'purging')), untold),
      },
      outboxAction(ports, { type, detail }, ports.clock.now()),
      ...(standing === 'missed' ? [foundAction(ports.geography, { cause })] : []),
    ]),
  );
};
