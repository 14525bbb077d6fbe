import { type Closure, countedFrom } from '../../domain/consent/epoch.ts';
import type { EpochId } from '../../domain/identifiers.ts';
import { patience, type Standing } from '../../domain/retention/deadline-watch.ts';
import { isoOf } from '../../domain/time.ts';
import { watchLot } from '../shared/deadline-alerts.ts';
import { readEpoch } from '../shared/repositories/epochs.ts';
import { type Item, StoreUnavailable, UnreadableItem, unreadableVersion } from '../shared/store/store.ts';
import type { TickPorts } from './ports.ts';

/** What was seen on the way of a tick. Pages come with the oldest first, and so does what is told. */
type Watched = { readonly atRisk: number; readonly missed: number; readonly setAside: number };

/** Lots from the index, of which it holds keys only: read where they are due for longer than a purge can take. */
export const watchDueLots = async (ports: TickPorts, keys: readonly Item[]): Promise<Watched> => {
  const late = isoOf(ports.clock.now() - patience(ports.purgeBudget));
  const suspects = keys.filter(
    ({ dueSk }) => typeof dueSk === 'string' && dueSk.slice(0, late.length) <= late,
  );
  const items = await Promise.all(suspects.map((key) => lotAt(ports, key)));
  return watch(
    ports,
    items.filter((item) => item !== undefined),
  );
};

const lotAt = async ({ store }: TickPorts, { pk, sk }: Item): Promise<Item | undefined> => {
  try {
    return await store.get('registry', { pk, sk }, 'strong');
  } catch (error) {
    if (error instanceof UnreadableItem) return { pk, sk, v: unreadableVersion };
    throw error;
  }
};

/** How an opt-out closed an epoch, as its place in the work list tells. */
type OptedOut = Pick<Closure, 'closedAt' | 'countsFrom'>;

/** Lots of an epoch that an opt-out closed. Where no time can be read, nothing is late. */
export const watchClosure = async (
  ports: TickPorts,
  lots: readonly Item[],
  optedOut: OptedOut,
): Promise<Watched> => {
  const isLate = countedFrom(optedOut) <= ports.clock.now() - patience(ports.purgeBudget);
  return watch(ports, isLate ? lots : [], optedOut);
};

/** A lot whose date nobody can tell holds up no other: it is counted, and planned like those. */
const watch = async (ports: TickPorts, items: readonly Item[], optedOut?: OptedOut): Promise<Watched> => {
  const seen: (Standing | 'unknown')[] = [];
  const epochs = new Map<string, ReturnType<typeof readEpoch>>();
  for (const item of items) {
    const reading = epochs.get(item.pk) ?? readEpoch(ports.store, item.pk as EpochId);
    epochs.set(item.pk, reading);
    seen.push(await standingIn(ports, item, reading, optedOut));
  }
  const count = (standing: Standing | 'unknown') => seen.filter((each) => each === standing).length;
  return { atRisk: count('at-risk'), missed: count('missed'), setAside: count('unknown') };
};

const standingIn = async (
  ports: TickPorts,
  item: Item,
  reading: ReturnType<typeof readEpoch>,
  optedOut: OptedOut | undefined,
): Promise<Standing | 'unknown'> => {
  try {
    const epoch = await reading;
    // Of a lot that cannot be read nobody knows that no hold keeps it.
    if (epoch === undefined || item.v === unreadableVersion) return 'unknown';
    return await watchLot(ports, { item, epoch, ...(optedOut && { closure: optedOut }) });
  } catch (error) {
    if (error instanceof StoreUnavailable && !(error instanceof UnreadableItem)) throw error;
    ports.report('a lot', error);
    return 'unknown';
  }
};
