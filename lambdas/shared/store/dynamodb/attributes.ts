import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { convertToAttr, marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Cursor, type Item, type Key, StoreUnavailable, type Value } from '../store.ts';

export type Attributes = Record<string, AttributeValue>;

/** A number that JavaScript cannot hold exactly is refused, never rounded. */
const exactNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new StoreUnavailable('the store holds a number that is not exact');
  return value;
};

export const attributeOf = (value: Value): AttributeValue => convertToAttr(value);

export const attributesOf = (item: Item | Cursor): Attributes => marshall(item);

export const keyAttributes = ({ pk, sk }: Key): Attributes => ({ pk: { S: pk }, sk: { S: sk } });

/** Domicile's own functions are the only writers of its tables: what comes back is what went in. */
export const itemOf = (attributes: Attributes): Item =>
  unmarshall(attributes, { wrapNumbers: exactNumber }) as Item;

export const cursorOf = (attributes: Attributes): Cursor => unmarshall(attributes) as Cursor;

export const keyOfAttributes = (attributes: Attributes | undefined): Key => ({
  pk: attributes?.pk?.S ?? '',
  sk: attributes?.sk?.S ?? '',
});
