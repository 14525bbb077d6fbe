import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Cursor, type Item, type Key, UnreadableItem, unreadableVersion, type Value } from '../store.ts';

/**
 * Values as DynamoDB writes them, and back. Small because the rules of the store admit few kinds of values; the
 * SDK's own conversion admits many more, and is larger than the rest of this adapter.
 */
export type Attributes = Record<string, AttributeValue>;

const mapEntries = <A, B>(
  entries: { readonly [name: string]: A },
  change: (value: A) => B,
): Record<string, B> =>
  Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]));

export const attributeOf = (value: Value): AttributeValue => {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value instanceof Uint8Array) return { B: value };
  if (Array.isArray(value)) return { L: value.map(attributeOf) };
  return { M: attributesOf(value as { readonly [name: string]: Value }) };
};

export const attributesOf = (item: { readonly [name: string]: Value }): Attributes =>
  mapEntries(item, attributeOf);

export const keyAttributes = ({ pk, sk }: Key): Attributes => attributesOf({ pk, sk });

const unreadable = (what: string) => new UnreadableItem(`the store holds ${what}`);

/** A number that JavaScript cannot hold exactly is refused, never rounded. */
const exactNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw unreadable('a number that is not exact');
  return value;
};

const valueIn = (attribute: AttributeValue): Value => {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return exactNumber(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.B !== undefined) return new Uint8Array(attribute.B);
  if (attribute.L !== undefined) return attribute.L.map(valueIn);
  if (attribute.M !== undefined) return mapEntries(attribute.M, valueIn);
  throw unreadable('a kind of value that is never written');
};

const textOf = (attribute: AttributeValue | undefined): string => {
  if (attribute?.S === undefined) throw unreadable('a key that is no text');
  return attribute.S;
};

export const keyOfAttributes = (attributes: Attributes = {}): Key => ({
  pk: textOf(attributes.pk),
  sk: textOf(attributes.sk),
});

/** An item as DynamoDB answers it, or as its stream shows it. @throws UnreadableItem for what is never written */
export const itemOf = (attributes: Attributes): Item => ({
  ...mapEntries(attributes, valueIn),
  ...keyOfAttributes(attributes),
});

/**
 * An item among others. Whoever writes beside the functions of the cell may leave values that are never written: such
 * an item says nothing but its key and a version that no code knows, and keeps nobody from the others.
 */
export const itemAmongOthers = (attributes: Attributes): Item => {
  try {
    return itemOf(attributes);
  } catch {
    return { ...keyOfAttributes(attributes), v: unreadableVersion };
  }
};

export const cursorOf = (attributes: Attributes): Cursor => mapEntries(attributes, textOf);
