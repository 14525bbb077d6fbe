import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import type { PurgeRecord } from '../../../domain/evidence/purge-record.ts';
import type { EpochId } from '../../../domain/identifiers.ts';
import type { Cursor, Store } from '../store/store.ts';
import { fieldsOf } from './stored-item.ts';

/** A page of what an epoch's purges left in evidence, in the order of the lots' names. */
export const readPurges = async (
  store: Store,
  epoch: EpochId,
  page: { readonly limit: number; readonly after?: Cursor },
): Promise<{ readonly purges: readonly PurgeRecord[]; readonly next?: Cursor }> => {
  const { items, next } = await store.query({
    table: 'evidence',
    pk: epoch,
    sk: { kind: 'beginsWith', prefix: evidenceKeys.purgePrefix },
    consistency: 'strong',
    ...page,
  });
  return { purges: items.map((item) => fieldsOf<PurgeRecord>(item)), ...(next && { next }) };
};
