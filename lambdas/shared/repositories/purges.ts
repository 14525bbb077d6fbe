import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import { purgeOfLot } from '../../../domain/evidence/purge-of-lot.ts';
import type { PurgeRecord } from '../../../domain/evidence/purge-record.ts';
import type { EpochId } from '../../../domain/identifiers.ts';
import type { Item, Store } from '../store/store.ts';
import { type PageWanted, readPage } from './item-page.ts';
import { fieldsOf, isOfKnownShape } from './stored-item.ts';

/**
 * A page of what an epoch's purges left in evidence, in the order of the lots' names. What stands among them and is
 * no purge of its lot is left out: nothing is certified of it either, and the signer tells of it.
 */
export const readPurges = async (store: Store, epoch: EpochId, page: PageWanted) => {
  const list = { table: 'evidence', pk: epoch, prefix: evidenceKeys.purgePrefix } as const;
  const { elements, ...rest } = await readPage(store, list, page, (item) => purgeIn(epoch, item));
  return { purges: elements.flat(), ...rest };
};

const purgeIn = (epoch: EpochId, item: Item): readonly PurgeRecord[] => {
  if (!isOfKnownShape(item)) return [];
  const purge = purgeOfLot({ epoch, lot: item.sk.slice(evidenceKeys.purgePrefix.length) }, fieldsOf(item));
  return purge === 'unreadable' || purge === 'of-another-lot' ? [] : [purge];
};
