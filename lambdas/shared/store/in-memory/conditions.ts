import type { Condition, Item, Value } from '../store.ts';
import { compareText } from '../text-order.ts';
import { attributeOf } from './attribute.ts';

type Comparison = Extract<Condition, { readonly value: unknown }>;

const verdicts: { readonly [Kind in Comparison['kind']]: (order: number) => boolean } = {
  equals: (order) => order === 0,
  lessThan: (order) => order < 0,
  atMost: (order) => order <= 0,
  greaterThan: (order) => order > 0,
  atLeast: (order) => order >= 0,
};

/** Values of different types have no order, so that no comparison between them holds. */
const orderOf = (held: Value | undefined, wanted: Value): number | undefined => {
  if (typeof held === 'string' && typeof wanted === 'string') return compareText(held, wanted);
  if (typeof held === 'number' && typeof wanted === 'number') return held - wanted;
  if (typeof held === 'boolean' && typeof wanted === 'boolean') return Number(held) - Number(wanted);
  return undefined;
};

/** Whether a condition holds on an item. An item that does not exist has no attributes. */
export const holds = (condition: Condition, item: Item | undefined): boolean => {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((part) => holds(part, item));
    case 'any':
      return condition.of.some((part) => holds(part, item));
    case 'absent':
      return attributeOf(item, condition.name) === undefined;
    case 'present':
      return attributeOf(item, condition.name) !== undefined;
    default: {
      const order = orderOf(attributeOf(item, condition.name), condition.value);
      return order !== undefined && verdicts[condition.kind](order);
    }
  }
};
