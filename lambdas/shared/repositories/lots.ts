import { buckets, registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId } from '../../../domain/identifiers.ts';
import { geographyOf } from '../../../domain/identifiers.ts';
import { fullLot, type Lot, spreadOver } from '../../../domain/retention/lot.ts';
import { type Instant, isoOf } from '../../../domain/time.ts';
import {
  absent,
  all,
  any,
  equals,
  isNew,
  lessThan,
  type Put,
  type Store,
  type UpdateItem,
} from '../store/store.ts';
import { type PageWanted, readPage } from './item-page.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/** One lot with its counts, read consistently; or undefined. */
export const readLot = async (store: Store, epoch: EpochId, lot: string): Promise<Lot | undefined> => {
  const item = await store.get('registry', registryKeys.lot(epoch, lot), 'strong');
  return item && fieldsOf<Lot>(item);
};

/** A page of an epoch's lots, read consistently: all of them, or those whose names begin in a way. */
export const readLots = async (store: Store, epoch: EpochId, page: PageWanted, beginning = '') => {
  const list = { table: 'registry', pk: epoch, prefix: `${registryKeys.lotPrefix}${beginning}` } as const;
  const { elements: lots, ...rest } = await readPage(store, list, page, fieldsOf<Lot>);
  return { lots, ...rest };
};

/** All lots of an epoch, or those whose names begin in a way, page by page. */
export async function* everyLot(
  store: Store,
  epoch: EpochId,
  order: 'ascending' | 'descending' = 'ascending',
  beginning = '',
): AsyncGenerator<Lot> {
  let after: PageWanted['after'];
  do {
    const { lots, next } = await readLots(store, epoch, { order, ...(after && { after }) }, beginning);
    yield* lots;
    after = next;
  } while (after !== undefined);
}

/**
 * Counts records into a lot that is new or open; a lot that is full or being purged takes none. Nor does one of which
 * more was moved for holds than whoever captures knows of: what was moved may be these very records.
 * @param moved how many records were moved out of the lot when it was read
 */
export const countIntoLot = (
  lot: Pick<Lot, 'epoch' | 'name' | 'purgeFrom'>,
  captured: { readonly records: number; readonly kilobytes: number; readonly at: Instant },
  moved = 0,
): UpdateItem => {
  const geography = geographyOf(lot.epoch);
  const bucket = spreadOver(`${lot.epoch}${lot.name}`, buckets.due);
  return {
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(lot.epoch, lot.name),
    update: {
      set: { v: 1, lastCapturedAt: isoOf(captured.at) },
      setIfAbsent: {
        ...lot,
        state: 'open',
        deleted: 0,
        fence: 0,
        firstCapturedAt: isoOf(captured.at),
        ...registryKeys.due(geography, lot.purgeFrom, `${lot.epoch}#${lot.name}`, bucket),
      },
      add: { captured: captured.records, kilobytes: captured.kilobytes },
    },
    condition: any(
      absent('pk'),
      all(
        equals('state', 'open'),
        lessThan('kilobytes', fullLot),
        moved === 0 ? absent('moved') : equals('moved', moved),
      ),
    ),
  };
};

/** The salt of a lot's record digests, or undefined where none was made yet or it died with its lot. */
export const readSalt = async (store: Store, epoch: EpochId, lot: string): Promise<string | undefined> => {
  const item = await store.get('registry', registryKeys.salt(epoch, lot), 'strong');
  return item && fieldsOf<{ salt: string }>(item).salt;
};

export const saltAction = (epoch: EpochId, lot: string, salt: string): Put => ({
  kind: 'put',
  table: 'registry',
  item: storedItem(registryKeys.salt(epoch, lot), { salt }),
  condition: isNew,
});
