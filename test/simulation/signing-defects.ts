import { days } from '../../domain/time.ts';
import type { Action, Key, Store } from '../../lambdas/shared/store/store.ts';
import { type PlantedDefect, unconditional, withActions, withQueries, wrongFor } from './planting.ts';
import type { Defect } from './world.ts';

const isDocument = ({ sk }: Key): boolean => /^(record|revision)#/.test(sk);
const isWork = (pk: string): boolean => pk.startsWith('us_signing#');
const isLeaf = ({ pk, sk }: Key): boolean => pk === 'us_log' && sk.startsWith('entry#0#');

const guardedPut = (isOne: (key: Key) => boolean) => (action: Action) =>
  action.kind === 'put' && isOne(action.item) ? unconditional(action) : action;

/** Leaves out of a transaction that something waits, by what its name holds. */
const withoutWork = (what: string) => (action: Action) =>
  action.kind === 'put' && isWork(action.item.pk) && action.item.sk.includes(what) ? undefined : action;

/** A signer that neither sees nor is held from issuing what the log has already. */
const issuingAgain = (store: Store): Store => ({
  ...withActions(guardedPut(isDocument))(store),
  get: async (table, key, consistency) =>
    table === 'evidence' && isDocument(key) ? undefined : store.get(table, key, consistency),
});

/** A worker that finishes no purge while something has waited for the log for a day. */
const waitingForTheLog = (): Defect => {
  const since = new Map<string, number>();
  return {
    store: (store, role) => ({
      ...store,
      deleteBatch: async (table, keys) => {
        for (const { pk, sk } of keys) if (isWork(pk)) since.delete(`${pk} ${sk}`);
        return store.deleteBatch(table, keys);
      },
      transact: async (actions) => {
        const works = actions.flatMap((one) => (one.kind === 'put' && isWork(one.item.pk) ? [one.item] : []));
        const at = Date.parse(String(works[0]?.sk).slice(0, 24));
        if (role === 'worker' && [...since.values()].some((waits) => waits < at - days(1)))
          return { ok: false, refusal: 'throttled' };
        for (const { pk, sk } of works) since.set(`${pk} ${sk}`, Date.parse(sk.slice(0, 24)));
        return store.transact(actions);
      },
    }),
  };
};

/** Errors in what the log takes in, and in what waits for it. */
export const signingDefects: readonly PlantedDefect[] = [
  {
    name: 'certificate-issued-again',
    what: 'a signer issues what another has issued, or did itself before it crashed',
    plant: wrongFor(['signer'], issuingAgain),
  },
  {
    name: 'work-dropped-unsigned',
    what: 'a signer takes work off the list when it reads it, and not when it is signed',
    plant: wrongFor(
      ['signer'],
      withQueries(async (query, store) => {
        const page = await store.query(query);
        if (isWork(query.pk)) await store.deleteBatch('registry', page.items);
        return page;
      }),
    ),
  },
  {
    name: 'leaf-written-over',
    what: 'a signer writes leaves to their places whether or not another has',
    plant: wrongFor(['signer'], withActions(guardedPut(isLeaf))),
  },
  {
    name: 'purge-not-listed',
    what: 'a purge leaves no work for the log',
    plant: wrongFor(['worker'], withActions(withoutWork('#purge#'))),
  },
  {
    name: 'checkpoint-not-listed',
    what: 'a signed checkpoint leaves no work for the bucket',
    plant: wrongFor(['signer'], withActions(withoutWork('_log#checkpoint#'))),
  },
  {
    name: 'purge-waits-for-the-log',
    what: 'a worker finishes no purge while something has waited for the log for a day',
    plant: waitingForTheLog,
  },
];
