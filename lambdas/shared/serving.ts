import { registryKeys } from '../../contract/tables/registry.ts';
import type { Geography } from '../../domain/geographies.ts';
import { seconds } from '../../domain/time.ts';
import type { Clock } from './ports.ts';
import { fieldsOf } from './repositories/stored-item.ts';
import { type Store, StoreUnavailable, type TableName } from './store/store.ts';

/**
 * Whether the tables of a cell serve (BY-3). The registry names the tables that do. A copy of it carries the names
 * of those that it was copied from, so that whoever is pointed at the copy gets nothing; and while a table is being
 * restored, none serves.
 */
export type TablesInUse = { readonly [Table in TableName]?: string };

export type Serving = {
  readonly tables: TablesInUse;
  /** From which copy each table was restored last. */
  readonly restored?: { readonly registry?: string; readonly content?: string };
} & (
  | {
      readonly state: 'serving';
      /** The run of a restore that let the cell serve, where one did. */
      readonly openedBy?: string;
    }
  | {
      readonly state: 'restoring';
      /** The restore that closed the cell, and when. */
      readonly restore: string;
      /** Whoever carries it out now: an earlier run stops at its next step. */
      readonly run: string;
      readonly since: string;
      /** What is restored from which copy, and how far that is: for whoever goes on with it. */
      readonly of: 'registry' | 'content';
      readonly copy: string;
      readonly pass?: string;
      readonly after?: { readonly pk: string; readonly sk: string };
    }
);

/** Where a function stands: what it was told its tables are. */
export type Stand = { readonly geography: Geography; readonly tables: TablesInUse; readonly clock: Clock };

/** How long an answer is believed: a restore waits for longer than this before it changes anything. */
export const servingBelieved = seconds(30);

/** Finds out whether the tables of a function serve. @throws StoreUnavailable where they do not */
export type Look = (store: Store, stand: Stand) => Promise<void>;

/** A store that answers only while its tables serve: asked at the first call, and again every half a minute. */
export const guardedBy =
  (look: Look) =>
  (store: Store, stand: Stand): Store => {
    let until = Number.NEGATIVE_INFINITY;
    const served =
      <Asked extends readonly unknown[], Answer>(call: (...asked: Asked) => Promise<Answer>) =>
      async (...asked: Asked): Promise<Answer> => {
        const now = stand.clock.now();
        if (now >= until) {
          await look(store, stand);
          until = now + servingBelieved;
        }
        return call(...asked);
      };
    return {
      get: served(store.get),
      query: served(store.query),
      write: served(store.write),
      transact: served(store.transact),
      deleteBatch: served(store.deleteBatch),
    };
  };

/** What the registry says, or undefined where it was never opened. */
export const readServing = async (store: Store, geography: Geography): Promise<Serving | undefined> => {
  const item = await store.get('registry', registryKeys.serving(geography), 'strong');
  return item && fieldsOf<Serving>(item);
};

/** @throws StoreUnavailable while a table is restored, and for whoever was told other tables */
export const refuseUnlessServing = (serving: Serving, { tables }: Stand): void => {
  const other = Object.entries(tables).some(([name, table]) => serving.tables[name as TableName] !== table);
  if (serving.state !== 'serving' || other) throw new StoreUnavailable('the tables do not serve this cell');
};

/** A table that was never opened holds nothing that could be served. */
const lookOnly: Look = async (store, stand) => {
  const serving = await readServing(store, stand.geography);
  if (serving !== undefined) refuseUnlessServing(serving, stand);
};

/** The store of a function that reads or changes what is there. */
export const servingStore = guardedBy(lookOnly);

/** An empty registry takes nothing of a user: it may stand in the place of one that has their choices. */
const lookForBeginning: Look = async (store, stand) => {
  const serving = await readServing(store, stand.geography);
  if (serving === undefined) throw new StoreUnavailable('the registry knows of no cell that was begun');
  refuseUnlessServing(serving, stand);
};

/** The store of a function in which users act for themselves, members of an organization or not. */
export const begunStore = guardedBy(lookForBeginning);
