import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { keyAttributesOf } from '../key-attributes.ts';
import type { Condition, Query, Update, Value } from '../store.ts';
import { attributeOf } from './attributes.ts';

/**
 * Collects the names and values of a request. Both always stand as placeholders in its expressions: no name is
 * a reserved word and nothing that is stored is ever read as an expression.
 */
export type Placeholders = {
  readonly name: (attribute: string) => string;
  readonly value: (value: Value) => string;
  readonly collected: () => {
    ExpressionAttributeNames?: Record<string, string>;
    ExpressionAttributeValues?: Record<string, AttributeValue>;
  };
};

export const placeholders = (): Placeholders => {
  const names = new Map<string, string>();
  const values: [string, AttributeValue][] = [];
  return {
    name: (attribute) => {
      const placeholder = names.get(attribute) ?? `#n${names.size}`;
      names.set(attribute, placeholder);
      return placeholder;
    },
    value: (value) => {
      const placeholder = `:v${values.length}`;
      values.push([placeholder, attributeOf(value)]);
      return placeholder;
    },
    collected: () => ({
      ...(names.size > 0 && {
        ExpressionAttributeNames: Object.fromEntries(
          [...names].map(([name, placeholder]) => [placeholder, name]),
        ),
      }),
      ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
    }),
  };
};

const comparators = { equals: '=', lessThan: '<', atMost: '<=', greaterThan: '>', atLeast: '>=' } as const;

/** A list of one condition is that condition. */
const unwrapped = (condition: Condition): Condition => {
  if (condition.kind !== 'all' && condition.kind !== 'any') return condition;
  const [only, ...others] = condition.of;
  return only !== undefined && others.length === 0 ? unwrapped(only) : condition;
};

/** Redundant parentheses are an error in DynamoDB: only lists within lists get some. */
const conditionPart = (part: Condition, into: Placeholders): string => {
  const { kind } = unwrapped(part);
  const expression = conditionExpression(part, into);
  return kind === 'all' || kind === 'any' ? `(${expression})` : expression;
};

/** `#n0 = :v0 AND (attribute_exists(#n1) OR #n1 < :v1)` */
export const conditionExpression = (given: Condition, into: Placeholders): string => {
  const condition = unwrapped(given);
  switch (condition.kind) {
    case 'absent':
      return `attribute_not_exists(${into.name(condition.name)})`;
    case 'present':
      return `attribute_exists(${into.name(condition.name)})`;
    case 'all':
      return condition.of.map((part) => conditionPart(part, into)).join(' AND ');
    case 'any':
      return condition.of.map((part) => conditionPart(part, into)).join(' OR ');
    default:
      return `${into.name(condition.name)} ${comparators[condition.kind]} ${into.value(condition.value)}`;
  }
};

const clause = (keyword: string, parts: readonly string[]): readonly string[] =>
  parts.length === 0 ? [] : [`${keyword} ${parts.join(', ')}`];

/** `SET #n0 = :v0, #n1 = if_not_exists(#n1, :v1) ADD #n2 :v2 REMOVE #n3` */
export const updateExpression = (
  { set = {}, setIfAbsent = {}, add = {}, remove = [] }: Update,
  into: Placeholders,
): string => {
  const sets = Object.entries(set).map(([name, value]) => `${into.name(name)} = ${into.value(value)}`);
  const defaults = Object.entries(setIfAbsent).map(([name, value]) => {
    const placeholder = into.name(name);
    return `${placeholder} = if_not_exists(${placeholder}, ${into.value(value)})`;
  });
  const adds = Object.entries(add).map(([name, summand]) => `${into.name(name)} ${into.value(summand)}`);
  return [
    ...clause('SET', [...sets, ...defaults]),
    ...clause('ADD', adds),
    ...clause('REMOVE', remove.map(into.name)),
  ].join(' ');
};

/** `#n0 = :v0 AND begins_with(#n1, :v1)` */
export const keyExpression = (query: Query, into: Placeholders): string => {
  const keys = keyAttributesOf(query);
  const partition = `${into.name(keys.partition)} = ${into.value(query.pk)}`;
  const range = query.sk;
  if (range === undefined) return partition;
  const sort = into.name(keys.sort);
  if (range.kind === 'beginsWith') {
    return `${partition} AND begins_with(${sort}, ${into.value(range.prefix)})`;
  }
  return range.kind === 'between'
    ? `${partition} AND ${sort} BETWEEN ${into.value(range.from)} AND ${into.value(range.to)}`
    : `${partition} AND ${sort} <= ${into.value(range.to)}`;
};
