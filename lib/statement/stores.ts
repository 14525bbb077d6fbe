import type { Copy, DataEntry, Life } from '../../contract/statement/statement.ts';
import type { PartitionedTable } from '../../contract/tables/every-partition.ts';
import type { Part } from '../residency/template/part.ts';
import type { Resource } from '../residency/template/template.ts';
import { type CellReading, textAt } from './cell-reading.ts';
import { encryptionOfAll, encryptionOfTable } from './encryption.ts';
import { UnknownStore } from './known-types.ts';

/** What the statement says alike of everything that is in one store. */
export type StoreFacts = Pick<DataEntry, 'store' | 'region' | 'copies' | 'encryptedWith'>;

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

/** What would let the changes of a table out, or let somebody in beside roles. No entry speaks of it. */
const unsaid = [
  'KinesisStreamSpecification',
  'ResourcePolicy',
  'ResourcePolicies',
  'ReplicaStreamSpecification',
];

/** @throws UnknownStore where a table is fed elsewhere or opened by a policy of its own */
const demandQuiet = (table: Resource): void => {
  const parts = [table.properties, ...placesOf(table), ...table.properties.at('StreamSpecification')];
  const found = parts.flatMap((part) =>
    unsaid.filter((name) => part.at(name).some(({ path }) => path.endsWith(`/${name}`))),
  );
  if (found.length > 0)
    throw new UnknownStore(
      `The residency statement does not know where ${table.id} leads by ${[...new Set(found)].join(', ')}.`,
    );
};

/** A table of the cell, by the name that functions know it by. */
export const tableFacts = (cell: CellReading, name: PartitionedTable): StoreFacts => {
  const table = cell.tables[name];
  demandQuiet(table);
  return {
    store: storeOf(table),
    region: cell.region,
    copies: copiesOf(table, cell.region),
    encryptedWith: encryptionOfTable(cell, table, placesOf(table)),
  };
};

/** Resources of the region that are copied nowhere. */
export const regionalFacts = (cell: CellReading, resources: readonly Resource[]): StoreFacts => ({
  store: storeOf(...resources),
  region: cell.region,
  copies: [],
  encryptedWith: encryptionOfAll(cell, resources),
});

/** A store that stands in no template, and lies in the region beside the cell. */
export const unlistedFacts = (cell: CellReading, type: string): StoreFacts => ({
  store: { type, ids: [] },
  region: cell.region,
  copies: [],
  encryptedWith: providersKey,
});
