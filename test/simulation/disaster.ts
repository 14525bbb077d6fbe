import type { Item, TableName } from '../../lambdas/shared/store/store.ts';
import type { CopiableTables } from '../support/restorable-cell.ts';

/** What can become of a registry: it is copied, and lost. */
export type Disaster = {
  readonly copy: () => void;
  /** Whether a transaction holds items: no table is lost between its begin and its end. */
  readonly amidTransaction: () => boolean;
  /** Loses all that the registry holds, and gives the copy that was made before. */
  readonly lose: () => readonly Item[];
  readonly all: CopiableTables['all'];
  /** Whether functions are stopped: none starts. */
  stopped: boolean;
};

export const disasterOf = (tables: CopiableTables): Disaster => {
  let copied: readonly Item[] = [];
  const registry: TableName = 'registry';
  return {
    stopped: false,
    all: tables.all,
    amidTransaction: () => tables.held.size > 0,
    copy: () => {
      copied = tables.all(registry);
    },
    lose: () => {
      const lost = tables.all(registry);
      tables.commit(lost.map((before) => ({ table: registry, before, after: undefined })));
      return copied;
    },
  };
};
