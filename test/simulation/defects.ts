import { days, hours, isoOf, minutes } from '../../domain/time.ts';
import type { Action, Condition, Item } from '../../lambdas/shared/store/store.ts';
import { withoutFence, withoutGateCheck, withoutPageIntent } from '../races/sabotage.ts';
import { holdDefects } from './hold-defects.ts';
import { withUses } from './odd-store.ts';
import {
  dueFromCapture,
  isLot,
  isRecord,
  nothing,
  type PlantedDefect,
  unconditional,
  withActions,
  withEpochs,
  withQueries,
  withRetention,
  wrongFor,
} from './planting.ts';
import { restoreDefects } from './restore-defects.ts';
import { signingDefects } from './signing-defects.ts';
import { upkeepDefects } from './upkeep-defects.ts';
import type { Defect } from './world.ts';

/** An epoch that is opened again: all that names the new one names the one before. */
const reusingEpochs = (): Defect => {
  const first = new Map<string, string>();
  return {
    store: (store, role) =>
      role === 'settings'
        ? {
            ...store,
            transact: (actions) => {
              const opened = actions.find(
                (one) => one.kind === 'put' && one.item.sk === 'epoch' && one.item.state === 'open',
              );
              if (opened?.kind !== 'put') return store.transact(actions);
              const { pk, subject, setting } = opened.item;
              const name = `${subject} ${setting}`;
              const earlier = first.get(name) ?? pk;
              first.set(name, earlier);
              if (earlier === pk) return store.transact(actions);
              const renamed: readonly Action[] = JSON.parse(JSON.stringify(actions).replaceAll(pk, earlier));
              return store.transact(
                renamed.map((one) =>
                  one.kind !== 'check' && 'item' in one && /^(epoch|gate)/.test(one.item.sk)
                    ? unconditional(one)
                    : one,
                ),
              );
            },
          }
        : store,
  };
};

/** A function that reads a setting once and believes it for ever. */
const rememberingSettings = (): Defect => {
  const remembered = new Map<string, Item>();
  return {
    store: (store, role) => ({
      ...store,
      get: async (table, key, consistency) => {
        const isSetting = role === 'captures' && key.sk.startsWith('setting#');
        const known = isSetting ? remembered.get(`${key.pk}${key.sk}`) : undefined;
        const item = known ?? (await store.get(table, key, consistency));
        if (isSetting && item?.value === 'on') remembered.set(`${key.pk}${key.sk}`, item);
        return item;
      },
    }),
  };
};

export const everyDefect: readonly PlantedDefect[] = [
  {
    name: 'gate-not-asked',
    what: 'a capture is committed without the check of a gate',
    plant: wrongFor(['captures'], withoutGateCheck),
  },
  {
    name: 'gate-left-open',
    what: 'an opt-out shuts all gates but one',
    plant: wrongFor(
      ['settings', 'worker'],
      withActions((action) => (action.kind === 'update' && action.key.sk === 'gate#02' ? undefined : action)),
    ),
  },
  {
    name: 'page-not-written-down',
    what: 'a page is deleted without its written intent',
    plant: wrongFor(['worker'], withoutPageIntent),
  },
  {
    name: 'fence-not-shown',
    what: 'a worker writes without the fence of its claim',
    plant: wrongFor(['worker'], withoutFence),
  },
  {
    name: 'lease-without-end',
    what: 'the lease of a worker that crashed is never over',
    plant: wrongFor(['worker'], (store) => ({
      ...store,
      write: (write) =>
        store.write(
          isLot(write) && write.condition !== undefined
            ? { ...write, condition: withoutEndOfLease(write.condition) }
            : write,
        ),
    })),
  },
  {
    name: 'finished-without-looking',
    what: 'a lot is called empty after the first page, without a second look',
    plant: wrongFor(
      ['worker'],
      withQueries(async (query, store) =>
        query.table === 'content'
          ? { items: query.limit === 1 ? [] : (await store.query(query)).items }
          : store.query(query),
      ),
    ),
  },
  {
    name: 'second-look-eventual',
    what: 'lots are read eventually also where their records are new, and at the last look',
    plant: wrongFor(
      ['worker'],
      withQueries((query, store) =>
        store.query(query.table === 'content' ? { ...query, consistency: 'eventual' } : query),
      ),
    ),
  },
  {
    name: 'leftovers-dropped',
    what: 'keys that a batch left over are not sent again',
    plant: wrongFor(['worker'], (store) => ({
      ...store,
      deleteBatch: async (table, keys) => {
        await store.deleteBatch(table, keys);
        return [];
      },
    })),
  },
  {
    name: 'empty-page-is-the-end',
    what: 'a page without items ends the reading, although another follows',
    plant: wrongFor(
      ['worker', 'planner'],
      withQueries(async (query, store) => {
        const page = await store.query(query);
        return page.items.length === 0 ? { items: [] } : page;
      }),
    ),
  },
  {
    name: 'due-in-no-bucket',
    what: 'lots are written into a bucket of the due index that nobody reads',
    plant: wrongFor(
      ['captures'],
      withActions((action) => {
        if (!isLot(action)) return action;
        const setIfAbsent = { ...action.update.setIfAbsent, duePk: 'us_due#8' };
        return { ...action, update: { ...action.update, setIfAbsent } };
      }),
    ),
  },
  {
    name: 'due-bucket-forgotten',
    what: 'the planner leaves out one of eight buckets',
    plant: wrongFor(
      ['planner'],
      withQueries((query, store) => (query.pk === 'us_due#3' ? nothing() : store.query(query))),
    ),
  },
  {
    name: 'closures-forgotten',
    what: 'the planner does not read the list of closures',
    plant: wrongFor(
      ['planner'],
      withQueries((query, store) =>
        query.pk.startsWith('us_closing') && query.sk?.kind === 'atMost' ? nothing() : store.query(query),
      ),
    ),
  },
  {
    name: 'counted-from-the-capture',
    what: 'a retention counts from the first record instead of the start of its day',
    plant: wrongFor(['captures'], withActions(dueFromCapture)),
  },
  {
    name: 'month-for-thirty-days',
    what: 'thirty days are taken for a month of 31',
    plant: wrongFor(
      ['captures', 'worker'],
      withRetention((retention) => (retention === days(30) ? days(31) : retention)),
    ),
  },
  {
    name: 'clocks-not-bounded',
    what: 'planner and worker go by a clock that is two hours ahead',
    plant: () => ({
      clock: (now, role) => (role === 'worker' || role === 'planner' ? now + hours(2) : now),
    }),
  },
  {
    name: 'epoch-opened-again',
    what: 'opting in again opens the epoch of before',
    plant: reusingEpochs,
  },
  {
    name: 'late-call-taken',
    what: 'a lot takes records after its purge began',
    plant: wrongFor(
      ['captures'],
      withActions((action) => (isLot(action) ? unconditional(action) : action)),
    ),
  },
  {
    name: 'closure-ends-early',
    what: 'a closure ends although a lot is not purged',
    plant: wrongFor(
      ['worker'],
      withQueries((query, store) =>
        query.sk?.kind === 'beginsWith' && query.sk.prefix === 'lot#' ? nothing() : store.query(query),
      ),
    ),
  },
  {
    name: 'key-used-again',
    what: 'two calls write to the same keys',
    plant: wrongFor(
      ['captures'],
      withActions((action) =>
        isRecord(action)
          ? unconditional({ ...action, item: { ...action.item, sk: `call${action.item.sk.slice(26)}` } })
          : action,
      ),
    ),
  },
  {
    name: 'repeated-call-counted',
    what: 'a call that comes twice is counted twice',
    plant: wrongFor(
      ['captures'],
      withActions((action) => (isRecord(action) ? unconditional(action) : action)),
    ),
  },
  {
    name: 'any-message-purges',
    what: 'a worker does not ask whether a lot is due',
    plant: wrongFor(
      ['worker'],
      withRetention(() => 0),
    ),
  },
  {
    name: 'settings-remembered',
    what: 'captures and looks go by a setting that was read before',
    plant: rememberingSettings,
  },
  {
    name: 'origin-not-asked',
    what: 'what was said before the choice is taken',
    plant: wrongFor(
      ['captures'],
      withEpochs((epoch) => ({ ...epoch, openedAt: isoOf(0) })),
    ),
  },
  {
    name: 'refused-events-removed',
    what: 'events that the bus did not take leave the outbox',
    plant: () => ({ refusedByBus: () => [] }),
  },
  {
    name: 'opt-out-deadline-stretched',
    what: 'an opt-out promises its end 25 minutes too late',
    plant: wrongFor(
      ['settings'],
      withEpochs((epoch) =>
        withUses(epoch, (_, policy) => ({
          ...policy,
          deletedWithin: Number(policy.deletedWithin) + minutes(25),
        })),
      ),
    ),
  },
  ...holdDefects,
  ...upkeepDefects,
  ...signingDefects,
  ...restoreDefects,
];

/** A lease that was ever given is never over, whatever its end says. */
const withoutEndOfLease = (condition: Condition): Condition => {
  if ('of' in condition) return { ...condition, of: condition.of.map(withoutEndOfLease) };
  if (condition.kind === 'absent' || condition.kind === 'present') return condition;
  return condition.name === 'leaseUntil' ? { kind: 'equals', name: 'state', value: 'never' } : condition;
};
