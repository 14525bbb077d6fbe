import fc from 'fast-check';
import {
  type Action,
  all,
  type Condition,
  type Key,
  present,
  type Query,
  type Store,
  type Update,
  type Write,
} from '../../../lambdas/shared/store/store.ts';
import { everyPage } from './open-store.ts';

/** One call of the store, as data, so that two stores can be asked the same. */
export type Operation =
  | { readonly call: 'get'; readonly key: Key }
  | { readonly call: 'query'; readonly query: Query }
  | { readonly call: 'write'; readonly write: Write }
  | { readonly call: 'transact'; readonly actions: readonly Action[] }
  | { readonly call: 'deleteBatch'; readonly keys: readonly Key[] };

const table = 'registry';

/** Few keys and few values, so that calls meet. Partitions are named afresh for each run. */
const keysOf = (run: string): fc.Arbitrary<Key> =>
  fc.record({ pk: fc.constantFrom(`us_a#${run}`, `us_b#${run}`), sk: fc.constantFrom('a', 'ab', 'b', 'c') });

const text = fc.constantFrom('', 'a', 'ab', 'é', '\u{1F600}');
const number = fc.constantFrom(-1, 0, 1, 2);
const scalar = fc.oneof(text, number, fc.boolean());
const anyName = fc.constantFrom('x', 'y', 'n', 'pk', 'missing');
/** `n` only ever holds numbers, so that sums are always possible. */
const attributes = fc.record({ x: scalar, y: scalar, n: number }, { requiredKeys: [] });

const comparison = fc.oneof(
  fc.record({ kind: fc.constantFrom('absent' as const, 'present' as const), name: anyName }),
  fc.record({ kind: fc.constant('equals' as const), name: anyName, value: scalar }),
  fc.record({
    kind: fc.constantFrom('lessThan' as const, 'atMost' as const, 'greaterThan' as const, 'atLeast' as const),
    name: fc.constantFrom('x', 'y', 'n', 'missing'),
    value: fc.oneof(fc.constantFrom('', 'a', 'ab'), number),
  }),
);

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    comparison,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<{ condition?: T }> =>
  fc.record({ condition: arbitrary }, { requiredKeys: [] });

/** Attributes of the index that are different for every item, so that their order is certain. */
const dueOf = (run: string, key: Key) => ({ duePk: `us_due#${run}`, dueSk: `${key.sk}#${key.pk}` });

const updateOf = (run: string, key: Key): fc.Arbitrary<Update> =>
  fc.oneof(
    fc.record({ set: fc.record({ x: scalar }), add: fc.record({ n: number }), remove: fc.constant(['y']) }),
    fc.record({ setIfAbsent: fc.record({ x: scalar, n: number }) }),
    fc.record({ add: fc.record({ n: number }) }),
    fc.constant({ set: { y: 'a' }, remove: ['x', 'duePk'] }),
    fc.constant({ set: dueOf(run, key) }),
  );

const actionOf = (run: string): fc.Arbitrary<Action> =>
  keysOf(run).chain((key) =>
    fc.oneof(
      fc.tuple(attributes, fc.boolean(), maybe(condition)).map(([held, isDue, demanded]) => ({
        kind: 'put' as const,
        table,
        item: { ...held, ...(isDue && dueOf(run, key)), ...key },
        ...demanded,
      })),
      fc
        .tuple(updateOf(run, key), maybe(condition))
        .map(([update, demanded]) => ({ kind: 'update' as const, table, key, update, ...demanded })),
      condition.map((demanded) => ({
        kind: 'update' as const,
        table,
        key,
        update: { remove: ['x', 'dueSk'] },
        condition: all(present('pk'), demanded),
      })),
      maybe(condition).map((demanded) => ({ kind: 'delete' as const, table, key, ...demanded })),
      condition.map((demanded) => ({ kind: 'check' as const, table, key, condition: demanded })),
    ),
  ) as fc.Arbitrary<Action>;

const queryOf = (run: string): fc.Arbitrary<Query> => {
  const more = fc.record(
    {
      sk: fc.constantFrom(
        { kind: 'beginsWith', prefix: 'a' } as const,
        { kind: 'between', from: 'ab', to: 'b' } as const,
        { kind: 'atMost', to: 'b' } as const,
      ),
      order: fc.constantFrom('ascending' as const, 'descending' as const),
      limit: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: [] },
  );
  return fc.oneof(
    fc.tuple(keysOf(run), more).map(([{ pk }, rest]) => ({ table, pk, consistency: 'strong', ...rest })),
    more.map((rest) => ({ table, index: 'due', pk: `us_due#${run}`, consistency: 'eventual', ...rest })),
  ) as fc.Arbitrary<Query>;
};

const itemOf = (action: Action): string => {
  const { pk, sk } = action.kind === 'put' ? action.item : action.key;
  return `${pk} ${sk}`;
};

export const operationsOf = (run: string): fc.Arbitrary<readonly Operation[]> =>
  fc.array(
    fc.oneof(
      { weight: 1, arbitrary: keysOf(run).map((key) => ({ call: 'get' as const, key })) },
      { weight: 2, arbitrary: queryOf(run).map((query) => ({ call: 'query' as const, query })) },
      {
        weight: 4,
        arbitrary: actionOf(run)
          .filter((action): action is Write => action.kind !== 'check')
          .map((write) => ({ call: 'write' as const, write })),
      },
      {
        weight: 3,
        arbitrary: fc
          .uniqueArray(actionOf(run), { minLength: 1, maxLength: 4, selector: itemOf })
          .map((actions) => ({ call: 'transact' as const, actions })),
      },
      {
        weight: 1,
        arbitrary: fc
          .uniqueArray(keysOf(run), { maxLength: 3, selector: ({ pk, sk }) => `${pk} ${sk}` })
          .map((keys) => ({ call: 'deleteBatch' as const, keys })),
      },
    ),
    { minLength: 5, maxLength: 30 },
  );

/** Asks a store, and answers with what it answered; the pages of a query as one list. */
export const ask = async (store: Store, operation: Operation): Promise<unknown> => {
  switch (operation.call) {
    case 'get':
      return store.get(table, operation.key, 'strong');
    case 'query':
      return (await everyPage(store, operation.query)).flat();
    case 'write':
      return store.write(operation.write);
    case 'transact':
      return store.transact(operation.actions);
    case 'deleteBatch':
      return store.deleteBatch(table, operation.keys);
  }
};
