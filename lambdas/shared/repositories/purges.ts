import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import type { PurgeRecord } from '../../../domain/evidence/purge-record.ts';
import type { EpochId } from '../../../domain/identifiers.ts';
import type { Store } from '../store/store.ts';
import { type PageWanted, readPage } from './item-page.ts';
import { fieldsOf } from './stored-item.ts';

/** A page of what an epoch's purges left in evidence, in the order of the lots' names. */
export const readPurges = async (store: Store, epoch: EpochId, page: PageWanted) => {
  const list = { table: 'evidence', pk: epoch, prefix: evidenceKeys.purgePrefix } as const;
  const { elements: purges, ...rest } = await readPage(store, list, page, fieldsOf<PurgeRecord>);
  return { purges, ...rest };
};
