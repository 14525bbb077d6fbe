import { dueIndex } from '../../../contract/tables/indexes.ts';
import { identityOf, keyOf, subjectOf } from './identity.ts';
import { textBytes } from './item-size.ts';
import { keyAttributesOf } from './key-attributes.ts';
import { limits } from './limits.ts';
import { StoreMisuse } from './misuse.ts';
import type {
  Action,
  Condition,
  Key,
  Query,
  SortKeyRange,
  TableName,
  Update,
  UpdateItem,
  Value,
} from './store.ts';
import { compareText } from './text-order.ts';

/**
 * What DynamoDB refuses whatever is stored. Both adapters hold to it before they send or do anything, so that a
 * mistake shows itself in the first test and not in the first deployment.
 */
const demand: (holds: boolean, reason: string) => asserts holds = (holds, reason) => {
  if (!holds) throw new StoreMisuse(reason);
};

const assertKeyText = (name: string, value: unknown, bytes: number): void => {
  demand(typeof value === 'string', `the key attribute ${name} must be a text`);
  demand(value !== '', `the key attribute ${name} is empty`);
  demand(value.isWellFormed(), `the key attribute ${name} holds half a character`);
  demand(textBytes(value) <= bytes, `the key attribute ${name} is longer than ${bytes} bytes`);
};

/** @throws StoreMisuse */
export const assertKey = (key: Key): void => {
  assertKeyText('pk', key.pk, limits.partitionKeyBytes);
  assertKeyText('sk', key.sk, limits.sortKeyBytes);
};

/** `__proto__` is lost when objects are copied by assignment, as the SDK does. */
const assertName = (name: string): void => {
  demand(name !== '' && name !== '__proto__', `'${name}' cannot be the name of an attribute`);
};

const isPlainObject = (value: object): value is Record<string, unknown> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const assertScalar = (attribute: string, value: unknown): void => {
  if (typeof value === 'string') demand(value.isWellFormed(), `${attribute} holds half a character`);
  if (typeof value !== 'number') return;
  demand(Number.isSafeInteger(value), `${attribute} must be a whole number that is exact`);
};

const assertValue = (attribute: string, value: unknown, level = 1): void => {
  demand(level <= limits.nestingLevels, `${attribute} is nested deeper than ${limits.nestingLevels} levels`);
  if (['string', 'number', 'boolean'].includes(typeof value)) {
    assertScalar(attribute, value);
  } else if (Array.isArray(value)) {
    for (const member of value) assertValue(attribute, member, level + 1);
  } else if (!(value instanceof Uint8Array)) {
    const isMap = typeof value === 'object' && value !== null && isPlainObject(value);
    demand(isMap, `${attribute} holds what cannot be stored; leave out what is absent`);
    for (const [name, member] of Object.entries(value)) {
      assertName(name);
      assertValue(attribute, member, level + 1);
    }
  }
};

const assertIndexKey = (table: TableName, name: string, value: unknown): void => {
  if (table !== dueIndex.table) return;
  if (name === dueIndex.partitionKey) assertKeyText(name, value, limits.partitionKeyBytes);
  if (name === dueIndex.sortKey) assertKeyText(name, value, limits.sortKeyBytes);
};

const assertAttributes = (table: TableName, attributes: { readonly [name: string]: Value }): void => {
  for (const [name, value] of Object.entries(attributes)) {
    assertName(name);
    assertValue(name, value);
    assertIndexKey(table, name, value);
  }
};

const assertUpdate = (table: TableName, update: Update): void => {
  const { set = {}, setIfAbsent = {}, add = {}, remove = [] } = update;
  const names = [...[set, setIfAbsent, add].flatMap((part) => Object.keys(part)), ...remove];
  demand(names.length > 0, 'an update must change something');
  for (const name of names) {
    assertName(name);
    demand(name !== 'pk' && name !== 'sk', `the key attribute ${name} cannot be updated`);
    demand(names.indexOf(name) === names.lastIndexOf(name), `${name} stands in two parts of the update`);
  }
  for (const part of [set, setIfAbsent, add]) assertAttributes(table, part);
  for (const [name, summand] of Object.entries(add)) {
    demand(typeof summand === 'number', `what is added to ${name} must be a number`);
  }
};

const assertCondition = (condition: Condition): void => {
  switch (condition.kind) {
    case 'all':
    case 'any':
      demand(condition.of.length > 0, `the condition '${condition.kind}' is empty`);
      for (const part of condition.of) assertCondition(part);
      break;
    case 'absent':
    case 'present':
      assertName(condition.name);
      break;
    default: {
      const { kind, name, value } = condition;
      assertName(name);
      assertValue(name, value);
      const ordered = kind === 'equals' || typeof value !== 'boolean';
      demand(ordered, `${name} is compared with a truth value, which has no order`);
    }
  }
};

/** Whether a condition can only hold on an item that exists: no comparison with an absent attribute holds. */
const demandsPresence = (condition: Condition | undefined): boolean => {
  switch (condition?.kind) {
    case undefined:
    case 'absent':
      return false;
    case 'all':
      return condition.of.some(demandsPresence);
    case 'any':
      return condition.of.every(demandsPresence);
    default:
      return true;
  }
};

/** Whether it would create an item that is not there is nowhere documented, and stores differ. */
const assertRemovable = ({ update: { set, setIfAbsent, add }, condition }: UpdateItem): void => {
  const onlyRemoves = Object.keys({ ...set, ...setIfAbsent, ...add }).length === 0;
  demand(!onlyRemoves || demandsPresence(condition), 'an update that only removes must demand its item');
};

/** @throws StoreMisuse */
export const assertAction = (action: Action): void => {
  assertKey(keyOf(action));
  if (action.condition !== undefined) assertCondition(action.condition);
  if (action.kind === 'put') assertAttributes(action.table, action.item);
  if (action.kind === 'update') {
    assertUpdate(action.table, action.update);
    assertRemovable(action);
  }
};

/** @throws StoreMisuse also when two actions are about one item */
export const assertTransaction = (actions: readonly Action[]): void => {
  demand(actions.length > 0, 'a transaction without actions');
  demand(
    actions.length <= limits.transactionActions,
    `a transaction of ${actions.length} actions; ${limits.transactionActions} are allowed`,
  );
  actions.forEach(assertAction);
  const seen = new Map<string, number>();
  for (const [position, action] of actions.entries()) {
    const earlier = seen.get(subjectOf(action));
    demand(earlier === undefined, `actions ${earlier} and ${position} of a transaction are about one item`);
    seen.set(subjectOf(action), position);
  }
};

/** @throws StoreMisuse also when a key stands there twice */
export const assertBatch = (table: TableName, keys: readonly Key[]): void => {
  demand(keys.length <= limits.batchKeys, `a batch of ${keys.length} keys; ${limits.batchKeys} are allowed`);
  keys.forEach(assertKey);
  const identities = new Set(keys.map((key) => identityOf(table, key)));
  demand(identities.size === keys.length, 'a batch names one item twice');
};

const boundsOf = (range: SortKeyRange): readonly string[] => {
  if (range.kind === 'beginsWith') return [range.prefix];
  return range.kind === 'between' ? [range.from, range.to] : [range.to];
};

const assertRange = (name: string, range: SortKeyRange): void => {
  for (const bound of boundsOf(range)) assertKeyText(name, bound, limits.sortKeyBytes);
  if (range.kind !== 'between') return;
  demand(compareText(range.from, range.to) <= 0, `the range of ${name} ends before it starts`);
};

/** @throws StoreMisuse */
export const assertQuery = (query: Query): void => {
  const keys = keyAttributesOf(query);
  if (query.index !== undefined) {
    demand(query.table === dueIndex.table, `the table ${query.table} has no index ${query.index}`);
    demand(query.consistency === 'eventual', `the index ${query.index} cannot be read strongly`);
  }
  assertKeyText(keys.partition, query.pk, limits.partitionKeyBytes);
  if (query.sk !== undefined) assertRange(keys.sort, query.sk);
  const { limit, after } = query;
  demand(limit === undefined || (Number.isInteger(limit) && limit > 0), 'a page holds at least one item');
  if (after === undefined) return;
  const given = Object.keys(after).sort().join();
  demand(given === [...keys.cursor].sort().join(), `a cursor here is made of ${keys.cursor.join(', ')}`);
  demand(after[keys.partition] === query.pk, 'the cursor belongs to another partition');
};
