import { describe, expect, test } from 'vitest';
import { isOfKnownShape } from '../../lambdas/shared/repositories/stored-item.ts';
import { StoreMisuse } from '../../lambdas/shared/store/misuse.ts';
import {
  type Action,
  all,
  any,
  equals,
  isNew,
  type Outcome,
  present,
  StoreUnavailable,
  UnreadableItem,
  unreadableVersion,
} from '../../lambdas/shared/store/store.ts';
import { type Answer, answering, failing, withScript } from './scripted-dynamodb.ts';

const key = { pk: 'us_test', sk: 'item' };
const put = { kind: 'put', table: 'registry', item: { ...key, size: 'the secret value' } } as const;
const actions: readonly Action[] = [
  put,
  { ...put, table: 'evidence' },
  { ...put, item: { ...key, sk: 'b' } },
];

const canceled = (...codes: readonly string[]): Answer =>
  failing('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });

const refused = (refusal: 'conflict' | 'throttled'): Outcome => ({ ok: false, refusal });

describe('what DynamoDB refuses', () => {
  test.each<[string, Answer, Outcome]>([
    [
      'a failed condition',
      failing('ConditionalCheckFailedException'),
      { ok: false, refusal: 'condition-failed', actions: [0] },
    ],
    ['an item that a transaction holds', failing('TransactionConflictException'), refused('conflict')],
    ['used capacity', failing('ProvisionedThroughputExceededException'), refused('throttled')],
    ['the limit of an account', failing('RequestLimitExceeded'), refused('throttled')],
    ['throttling', failing('ThrottlingException'), refused('throttled')],
  ])('a write: %s comes back as a value', async (_what, answer, outcome) => {
    await withScript([answer], async (store) => expect(await store.write(put)).toEqual(outcome));
  });

  test.each<[string, Answer, Outcome]>([
    [
      'every failed condition, before anything else',
      canceled('ConditionalCheckFailed', 'TransactionConflict', 'ConditionalCheckFailed'),
      { ok: false, refusal: 'condition-failed', actions: [0, 2] },
    ],
    ['a conflict', canceled('None', 'ThrottlingError', 'TransactionConflict'), refused('conflict')],
    ['throttling', canceled('None', 'ThrottlingError', 'None'), refused('throttled')],
    ['used capacity', canceled('ProvisionedThroughputExceeded', 'None', 'None'), refused('throttled')],
  ])('a transaction: %s', async (_what, answer, outcome) => {
    await withScript([answer], async (store) => expect(await store.transact(actions)).toEqual(outcome));
  });

  test.each<[string, Answer]>([
    ['of a write', failing('ValidationException')],
    ['of one action', canceled('None', 'ValidationError', 'None')],
  ])('a validation error %s is a mistake of the program', async (_what, answer) => {
    await withScript([answer], (store) => expect(store.transact(actions)).rejects.toThrow(StoreMisuse));
  });

  test('a table that the function was not given is a mistake of the program', async () => {
    await withScript([answering()], async (store, { requests }) => {
      await expect(store.get('content', key, 'strong')).rejects.toThrow(StoreMisuse);
      expect(requests).toEqual([]);
    });
  });
});

describe('when DynamoDB does not answer', () => {
  test.each<[string, Answer]>([
    ['denied', failing('AccessDeniedException')],
    ['canceled for a reason that nobody knows', canceled('None', 'Unheard', 'None')],
    ['still in progress from an attempt before', failing('TransactionInProgressException')],
  ])('a call that is %s throws, and tells nothing but the name of the error', async (_what, answer) => {
    await withScript([answer], async (store) => {
      const error: unknown = await store.transact(actions).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(String(error)).toMatch(/^StoreUnavailable: transact: \w+$/);
      expect((error as Error).cause).toBeUndefined();
    });
  });

  test('a throttled read throws', async () => {
    await withScript([failing('ProvisionedThroughputExceededException')], (store) =>
      expect(store.get('registry', key, 'strong')).rejects.toThrow(StoreUnavailable),
    );
  });

  test('a read is repeated', async () => {
    await withScript(
      ['broken', 'broken', answering({ Item: { pk: { S: 'us_test' }, sk: { S: 'item' } } })],
      async (store) => expect(await store.get('registry', key, 'strong')).toEqual(key),
    );
  });

  test('a transaction is repeated as the same transaction', async () => {
    await withScript(['broken', answering()], async (store, { requests }) => {
      expect(await store.transact(actions)).toEqual({ ok: true });
      const [first, second] = requests.map(({ body }) => body.ClientRequestToken);
      expect(first).toEqual(expect.stringMatching(/^[0-9a-f-]{36}$/));
      expect(second).toBe(first);
    });
  });

  test('a single write is not repeated: it may have taken effect', async () => {
    await withScript(['broken', failing('ConditionalCheckFailedException')], async (store, { requests }) => {
      const attempt = store.write({ ...put, condition: isNew });
      await expect(attempt).rejects.toThrow(StoreUnavailable);
      expect(requests).toHaveLength(1);
    });
  });

  test('a number that is not exact is not read as another one', async () => {
    const item = { pk: { S: 'us_test' }, sk: { S: 'item' }, n: { N: '9007199254740993' } };
    await withScript([answering({ Item: item })], (store) =>
      expect(store.get('registry', key, 'strong')).rejects.toThrow(StoreUnavailable),
    );
  });
});

describe('an item with a value that is never written', () => {
  const sound = { pk: { S: 'us_test' }, sk: { S: 'a' }, v: { N: '1' }, n: { N: '7' } };
  const query = { pk: 'us_test', consistency: 'strong' } as const;

  const values: readonly [string, object][] = [
    ['nothing', { NULL: true }],
    ['a set of texts', { SS: ['one'] }],
    ['a set of numbers', { NS: ['1'] }],
    ['a fraction', { N: '1.5' }],
    ['a number that is not exact', { N: '9007199254740993' }],
    ['nothing, deep inside', { M: { list: { L: [{ NULL: true }] } } }],
  ];

  const answerWith = (n: object) => answering({ Items: [{ ...sound, sk: { S: 'b' }, n }, sound] });

  test.each(values)('%s: is its key among others, of a version that no code knows', async (_what, n) => {
    for (const table of ['registry', 'evidence'] as const) {
      await withScript([answerWith(n)], async (store) => {
        const [planted, other] = (await store.query({ ...query, table })).items;
        expect(planted).toEqual({ pk: 'us_test', sk: 'b', v: unreadableVersion });
        expect(planted && isOfKnownShape(planted)).toBe(false);
        expect(other).toEqual({ pk: 'us_test', sk: 'a', v: 1, n: 7 });
      });
    }
  });

  test.each(values)('%s: is not read alone, nor among content', async (_what, n) => {
    await withScript([answering({ Item: { ...sound, n } })], (store) =>
      expect(store.get('registry', key, 'strong')).rejects.toThrow(UnreadableItem),
    );
    const inContent = { ...query, table: 'content' } as const;
    await withScript(
      [answerWith(n)],
      (store) => expect(store.query(inContent)).rejects.toThrow(StoreUnavailable),
      { content: 'the-content' },
    );
  });
});

describe('what is sent to DynamoDB', () => {
  test('names and values stand as placeholders only', async () => {
    await withScript([answering()], async (store, { requests }) => {
      await store.write({
        kind: 'update',
        table: 'registry',
        key,
        update: { set: { size: 'a' }, setIfAbsent: { name: 'b' }, add: { count: 1 }, remove: ['status'] },
        condition: all(any(equals('size', 'c'), isNew), present('status')),
      });
      expect(requests[0]?.body).toEqual({
        TableName: 'the-registry',
        Key: { pk: { S: 'us_test' }, sk: { S: 'item' } },
        UpdateExpression: 'SET #n0 = :v0, #n1 = if_not_exists(#n1, :v1) ADD #n2 :v2 REMOVE #n3',
        ConditionExpression: '(#n0 = :v3 OR attribute_not_exists(#n4)) AND attribute_exists(#n3)',
        ExpressionAttributeNames: {
          '#n0': 'size',
          '#n1': 'name',
          '#n2': 'count',
          '#n3': 'status',
          '#n4': 'pk',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'a' },
          ':v1': { S: 'b' },
          ':v2': { N: '1' },
          ':v3': { S: 'c' },
        },
        ReturnConsumedCapacity: 'TOTAL',
      });
    });
  });

  test('keys that are left over come back, and what was consumed is told', async () => {
    const left = { DeleteRequest: { Key: { pk: { S: 'us_test' }, sk: { S: 'b' } } } };
    const answer = answering({
      UnprocessedItems: { 'the-registry': [left] },
      ConsumedCapacity: [{ TableName: 'the-registry', CapacityUnits: 3 }],
    });
    await withScript([answer], async (store, { metered }) => {
      expect(await store.deleteBatch('registry', [key, { ...key, sk: 'b' }])).toEqual([{ ...key, sk: 'b' }]);
      expect(metered).toEqual([['registry', { read: 0, write: 3 }]]);
    });
  });
});
