import type { DataEntry } from '../../contract/statement/statement.ts';
import { type CellReading, textAt } from './cell-reading.ts';
import { storeTypes } from './known-types.ts';
import { noRouteShows } from './readers.ts';

/** The regions abroad in which a copy of a table is under a key that the templates name. */
const keyedRegions = ({ tables, region }: CellReading): readonly string[] => {
  const places = Object.values(tables).flatMap(({ properties }) => properties.each('Replicas'));
  const keyed = places.filter(
    (place) => textAt(place, 'SSESpecification', 'KMSMasterKeyId')?.startsWith('arn:') === true,
  );
  const regions = keyed.map((place) => textAt(place, 'Region') ?? region);
  return [...new Set(regions)].filter((each) => each !== region);
};

/**
 * The keys of copies (DL-2). They are made in the region of the copies, in a stack of their own, and so they stand in
 * no template of the cell: what names them there is all that is read.
 */
export const copyKeyData = (cell: CellReading): readonly DataEntry[] =>
  keyedRegions(cell).map((region) => ({
    data: 'The key of the copies',
    kind: 'no-customer-data',
    store: { type: `${storeTypes.key}, in a stack of its own`, ids: [] },
    region,
    copies: [],
    encryptedWith: 'kept in the hardware of the key service, which gives it to nobody',
    readers: noRouteShows(),
    longestLife: [
      {
        what: 'the key',
        life: 'as long as the account keeps it; once its deletion is asked for, 7 to 30 days',
      },
    ],
  }));
