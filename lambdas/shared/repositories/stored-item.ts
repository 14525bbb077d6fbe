import type { Item, Key, Value } from '../store/store.ts';

/** The version of the shape of every item that Domicile writes; ledger entries carry their own. */
const shapeVersion = 1;

/** An item whose shape this code does not know: set aside, never guessed. */
export class UnknownItemShape extends Error {
  override readonly name = 'UnknownItemShape';
}

/** An item that holds the fields of a domain object under its key. Absent fields are left out. */
export const storedItem = (key: Key, fields: object): Item => ({
  ...(definedFields(fields) as Record<string, Value>),
  ...key,
  v: shapeVersion,
});

const definedFields = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Whether `fieldsOf` can read an item, for who goes on with the others where it cannot. */
export const isOfKnownShape = ({ v }: Item): boolean => v === shapeVersion;

/**
 * The domain object that an item holds. Items are written by this code alone and guarded by their version, so
 * the shape is trusted.
 * @throws UnknownItemShape when another version wrote it
 */
export const fieldsOf = <Fields>(item: Item): Fields => {
  const { pk: _pk, sk: _sk, v, ...fields } = item;
  if (!isOfKnownShape(item))
    throw new UnknownItemShape(`an item of shape ${String(v)}; known is ${shapeVersion}`);
  return fields as Fields;
};
