import type { Part } from '../residency/template/part.ts';
import type { Resource } from '../residency/template/template.ts';
import { type CellReading, referredIn, textAt } from './cell-reading.ts';
import { storeTypes, UnknownStore } from './known-types.ts';

const ownKey = "AES-256, under the cell's own key";
const providersKey = 'AES-256, under a key of the provider';

const cannotSay = (resource: Resource, what: string): UnknownStore =>
  new UnknownStore(`The residency statement cannot say how ${resource.id} is encrypted: ${what}.`);

/** A key that the templates make, or none; any other is somebody's whom they do not show. */
const byKey = (cell: CellReading, resource: Resource, name: string | undefined): string => {
  if (name === undefined) return providersKey;
  const key = referredIn(name);
  if (cell.resources.some(({ id, type }) => id === key && type === storeTypes.key)) return ownKey;
  throw cannotSay(resource, `${name} is no key of the cell`);
};

/** A copy is under the key that the vendor made in its region (DL-2). */
const isKeyIn = (region: string, name: string): boolean =>
  new RegExp(`^arn:aws:kms:${region}:(?:\\d{12}|\\$\\{account\\}):key/[a-z0-9-]+$`).test(name);

const ofPlace = (cell: CellReading, table: Resource, place: Part): string => {
  const region = textAt(place, 'Region') ?? cell.region;
  const name = textAt(place, 'SSESpecification', 'KMSMasterKeyId');
  const isCopy = region !== cell.region;
  return isCopy && name !== undefined && isKeyIn(region, name) ? ownKey : byKey(cell, table, name);
};

/**
 * How a table is encrypted, in all places that keep its items.
 * @throws UnknownStore where a key is none of the cell's, or one is named and not used
 */
export const encryptionOfTable = (cell: CellReading, table: Resource, places: readonly Part[]): string => {
  const isOn = textAt(table.properties, 'SSESpecification', 'SSEEnabled') === 'true';
  const found = new Set(places.map((place) => ofPlace(cell, table, place)));
  if (!isOn && found.has(ownKey)) throw cannotSay(table, 'a key is named, and SSEEnabled is not true');
  return found.size === 1 && found.has(ownKey) ? ownKey : providersKey;
};

/** What names a key, in types that are under one of the provider where they name none. */
const keyProperty: Readonly<Record<string, string>> = {
  [storeTypes.queue]: 'KmsMasterKeyId',
  [storeTypes.bus]: 'KmsKeyIdentifier',
  [storeTypes.logGroup]: 'KmsKeyId',
};

/** The key of what comes into a bucket. */
const keyOfBucket = ({ properties }: Resource): string | undefined => {
  const [byDefault] = properties.each('BucketEncryption', 'ServerSideEncryptionConfiguration');
  return byDefault && textAt(byDefault, 'ServerSideEncryptionByDefault', 'KMSMasterKeyID');
};

const encryptionOf = (cell: CellReading, resource: Resource): string => {
  if (resource.type === storeTypes.bucket) return byKey(cell, resource, keyOfBucket(resource));
  const property = keyProperty[resource.type];
  const name = property === undefined ? undefined : textAt(resource.properties, property);
  if (name === undefined && textAt(resource.properties, 'SqsManagedSseEnabled') === 'false') {
    throw cannotSay(resource, 'it turns encryption off');
  }
  return byKey(cell, resource, name);
};

/**
 * How resources beside the tables are encrypted; the weakest of several stands for all.
 * @throws UnknownStore where one is not, or under a key that is none of the cell's
 */
export const encryptionOfAll = (cell: CellReading, resources: readonly Resource[]): string => {
  const found = new Set(resources.map((resource) => encryptionOf(cell, resource)));
  return found.size === 1 && found.has(ownKey) ? ownKey : providersKey;
};
