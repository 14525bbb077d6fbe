import type { Copy, DataEntry, Life } from '../../contract/statement/statement.ts';
import type { PartitionedTable } from '../../contract/tables/every-partition.ts';
import type { Part } from '../residency/template/part.ts';
import type { Resource } from '../residency/template/template.ts';
import { type CellReading, referredIn, textAt } from './cell-reading.ts';
import { storeTypes } from './known-types.ts';

/** What the statement says alike of everything that is in one store. */
export type StoreFacts = Pick<DataEntry, 'store' | 'region' | 'copies' | 'encryptedWith'>;

const ownKey = "AES-256, under the cell's own key";
const providersKey = 'AES-256, under a key of the provider';

const storeOf = (...resources: readonly Resource[]): DataEntry['store'] => ({
  type: resources[0]?.type ?? '',
  ids: resources.map(({ id }) => id),
});

const isOn = (part: Part, ...names: readonly string[]): boolean => textAt(part, ...names) === 'true';

/** The places of a table that keep its items: replicas of a global table, or the table itself. */
const placesOf = ({ properties }: Resource): readonly Part[] => {
  const replicas = properties.each('Replicas');
  return replicas.length === 0 ? [properties] : replicas;
};

const copiesOf = (table: Resource, home: string): readonly Copy[] => {
  const replicas = placesOf(table).map((place) => textAt(place, 'Region') ?? home);
  const witnesses = table.properties
    .each('GlobalTableWitnesses')
    .map((place) => textAt(place, 'Region') ?? home);
  return [
    ...replicas
      .filter((region) => region !== home)
      .map((region) => ({ region, what: 'a replica for durability, kept in step with the table' })),
    ...witnesses
      .filter((region) => region !== home)
      .map((region) => ({ region, what: 'a witness, which keeps what is being agreed on' })),
  ];
};

/** Days for which deleted items can be restored, in the place where that is longest; 0 without a window. */
const recoveryDays = (table: Resource): number =>
  Math.max(
    ...placesOf(table).map((place) => {
      const window = ['PointInTimeRecoverySpecification'];
      if (!isOn(place, ...window, 'PointInTimeRecoveryEnabled')) return 0;
      // Without a number, the provider keeps the most that it offers.
      return Number(textAt(place, ...window, 'RecoveryPeriodInDays') ?? 35);
    }),
  );

/** How long something deleted from a table is still somewhere: the recovery window and the stream. */
export const afterDeletion = (table: Resource): readonly Life[] => {
  const window = recoveryDays(table);
  const streams = table.properties.at('StreamSpecification').length > 0;
  return [
    {
      what: 'after it was deleted',
      life: window === 0 ? 'nowhere: no recovery window' : `in the recovery window for ${window} days`,
    },
    ...(streams ? [{ what: 'changes of it, in the stream of the table', life: '24 hours' }] : []),
  ];
};

/** A key of the stack, or one that is named: a copy is under the key that the vendor made in its region. */
const isUnderOwnKey = (cell: CellReading, table: Resource): boolean =>
  placesOf(table).every((place) => {
    const name = textAt(place, 'SSESpecification', 'KMSMasterKeyId');
    const key = referredIn(name ?? '');
    return (
      name?.startsWith('arn:') || cell.resources.some(({ id, type }) => id === key && type === storeTypes.key)
    );
  });

/** A table of the cell, by the name that functions know it by. */
export const tableFacts = (cell: CellReading, name: PartitionedTable): StoreFacts => {
  const table = cell.tables[name];
  return {
    store: storeOf(table),
    region: cell.region,
    copies: copiesOf(table, cell.region),
    encryptedWith: isUnderOwnKey(cell, table) ? ownKey : providersKey,
  };
};

/** Resources of the region that are copied nowhere and that the provider encrypts. */
export const regionalFacts = (cell: CellReading, resources: readonly Resource[]): StoreFacts => ({
  store: storeOf(...resources),
  region: cell.region,
  copies: [],
  encryptedWith: providersKey,
});

/** A store that stands in no template, and lies in the region beside the cell. */
export const unlistedFacts = (cell: CellReading, type: string): StoreFacts => ({
  store: { type, ids: [] },
  region: cell.region,
  copies: [],
  encryptedWith: providersKey,
});
