import type { Value } from '../store.ts';

/** An item's own attribute: one that is called like a method of objects is absent all the same. */
export const attributeOf = (
  item: { readonly [name: string]: Value } | undefined,
  name: string,
): Value | undefined => (item !== undefined && Object.hasOwn(item, name) ? item[name] : undefined);
