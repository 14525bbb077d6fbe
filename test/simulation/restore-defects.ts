import { everyItem } from '../../cli/restore/ports.ts';
import { putItems } from '../../cli/restore/put-items.ts';
import type { Action, Item, Key, Store } from '../../lambdas/shared/store/store.ts';
import { type PlantedDefect, withActions, wrongFor } from './planting.ts';
import type { Defect } from './world.ts';

/** What a restore puts, changed, or left out. */
const withPuts = (change: (item: Item) => Item | undefined): ((store: Store) => Store) =>
  withActions((action: Action) => {
    if (action.kind !== 'put') return action;
    const item = change(action.item);
    return item && { ...action, item };
  });

/** A store that reads what it was asked to put, whatever it put: no proof finds the difference. */
const unproven =
  (change: (item: Item) => Item) =>
  (store: Store): Store => {
    const asked = new Map<string, Item>();
    const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`;
    const changing = withPuts((item) => {
      const changed = change(item);
      if (changed !== item) asked.set(nameOf(item), item);
      return changed;
    })(store);
    return {
      ...changing,
      get: async (table, key, consistency) => asked.get(nameOf(key)) ?? store.get(table, key, consistency),
      query: async (query) => {
        const page = await store.query(query);
        return { ...page, items: page.items.map((item) => asked.get(nameOf(item)) ?? item) };
      },
    };
  };

/** A copy that is written into the registry and served from. */
const puttingInPlace = (): Defect => ({
  restore: async (ports) => {
    const items: Item[] = [];
    for await (const item of everyItem(ports.copy.scan)) items.push(item);
    await putItems(ports, 'registry', items);
    return 'restored before';
  },
});

/** Errors in how a registry is made anew. */
export const restoreDefects: readonly PlantedDefect[] = [
  {
    name: 'copy-put-in-place',
    what: 'a copy of the registry serves as it is, without what was chosen and deleted since',
    plant: puttingInPlace,
  },
  {
    name: 'closed-epoch-restored-open',
    what: 'a restore leaves the epochs open that it closes, and its proof does not see it',
    plant: wrongFor(
      ['restorer'],
      unproven((item) => (/^(epoch|gate#\d+)$/.test(item.sk) ? { ...item, state: 'open' } : item)),
    ),
  },
  {
    name: 'restored-lot-not-due',
    what: 'a restored lot has no place in the due index',
    plant: wrongFor(
      ['restorer'],
      withPuts(({ duePk: _, dueSk: __, ...item }) => item),
    ),
  },
  {
    name: 'restored-closure-not-listed',
    what: 'a restored closure is left out of the work list',
    plant: wrongFor(
      ['restorer'],
      withPuts((item) => (item.pk.startsWith('us_closing#') ? undefined : item)),
    ),
  },
  {
    name: 'restored-hold-over',
    what: 'a restore takes a hold that is in force for one that has ended',
    plant: wrongFor(
      ['restorer'],
      withPuts(({ workAt, ...item }) =>
        item.sk.startsWith('hold#') && item.state === 'requested' && workAt !== undefined
          ? { ...item, state: 'released', endedAt: workAt }
          : { ...item, ...(workAt !== undefined && { workAt }) },
      ),
    ),
  },
  {
    name: 'unlogged-forgotten',
    what: 'what waited for the log when the registry was lost is not listed again',
    plant: wrongFor(
      ['restorer'],
      withPuts((item) => (item.pk.startsWith('us_signing#') ? undefined : item)),
    ),
  },
  {
    name: 'recount-not-said',
    what: 'a restored lot does not say that it was counted anew',
    plant: wrongFor(
      ['restorer'],
      withPuts(({ recounted: _, ...item }) => item),
    ),
  },
];
