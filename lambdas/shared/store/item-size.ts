import type { Item, Value } from './store.ts';

/** Bytes of a text in UTF-8. */
export const textBytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Two significant digits a byte, one byte more, and one for a minus. */
const numberBytes = (value: number): number => {
  const digits = Math.abs(value).toString().replace('.', '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + 1 + (value < 0 ? 1 : 0);
};

const containerBytes = 3;
const memberBytes = 1;

const valueBytes = (value: Value): number => {
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'number') return numberBytes(value);
  if (typeof value === 'boolean') return 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) {
    return value.reduce(
      (sum: number, member: Value) => sum + memberBytes + valueBytes(member),
      containerBytes,
    );
  }
  return Object.entries(value).reduce(
    (sum, [name, member]) => sum + memberBytes + textBytes(name) + valueBytes(member),
    containerBytes,
  );
};

/** Bytes of an item by DynamoDB's rules: names and values, without the overhead of storage. */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + textBytes(name) + valueBytes(value), 0);
