import { describe, expect, test } from 'vitest';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { InMemoryOptions, PausePoint } from '../../lambdas/shared/store/in-memory/options.ts';
import { inMemoryTables } from '../../lambdas/shared/store/in-memory/tables.ts';
import {
  type Action,
  equals,
  type Key,
  present,
  StoreUnavailable,
} from '../../lambdas/shared/store/store.ts';

const gate: Key = { pk: 'us_ep_1', sk: 'gate#00' };
const lot: Key = { pk: 'us_ep_1', sk: 'lot' };

const check: Action = { kind: 'check', table: 'registry', key: gate, condition: equals('state', 'open') };
const count: Action = { kind: 'update', table: 'registry', key: lot, update: { add: { captured: 1 } } };
const close: Action = {
  kind: 'update',
  table: 'registry',
  key: gate,
  update: { set: { state: 'closed' } },
};

/** A gate that is open, a store to look at it, and one whose calls stop where they are told. */
const aRace = async () => {
  const tables = inMemoryTables();
  const other = inMemoryStore({ tables });
  await other.write({ kind: 'put', table: 'registry', item: { ...gate, state: 'open' } });

  /** Starts a transaction that stops at a point, and waits until it is there. */
  const stopAt = async (point: PausePoint, actions: readonly Action[]) => {
    const reached = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const pause: InMemoryOptions['pause'] = async (at) => {
      if (at !== point) return;
      reached.resolve();
      await goOn.promise;
    };
    const outcome = inMemoryStore({ tables, pause }).transact(actions);
    await reached.promise;
    return { outcome, goOn: goOn.resolve, fail: goOn.reject };
  };
  return { other, stopAt };
};

describe('contention in memory', () => {
  test('a transaction conflicts with another one on any common item, a check included', async () => {
    const { other, stopAt } = await aRace();
    const capture = await stopAt('transact:held', [check, count]);

    expect(await other.transact([close])).toEqual({ ok: false, refusal: 'conflict' });
    expect(await other.transact([check])).toEqual({ ok: false, refusal: 'conflict' });
    capture.goOn();

    expect(await capture.outcome).toEqual({ ok: true });
    expect(await other.transact([close])).toEqual({ ok: true });
    expect(await other.transact([check, count])).toEqual({
      ok: false,
      refusal: 'condition-failed',
      actions: [0],
    });
    expect(await other.get('registry', lot, 'strong')).toEqual({ ...lot, captured: 1 });
  });

  test('a plain write conflicts with a transaction, and a batch leaves its keys over', async () => {
    const { other, stopAt } = await aRace();
    const capture = await stopAt('transact:held', [check, count]);

    expect(await other.write({ kind: 'delete', table: 'registry', key: gate })).toEqual({
      ok: false,
      refusal: 'conflict',
    });
    const free: Key = { pk: 'us_ep_1', sk: 'free' };
    expect(await other.deleteBatch('registry', [free, lot])).toEqual([lot]);
    expect(await other.write({ kind: 'delete', table: 'content', key: gate })).toEqual({ ok: true });
    capture.goOn();
    await capture.outcome;
  });

  test('a read never conflicts, and sees nothing of a transaction before its commit', async () => {
    const { other, stopAt } = await aRace();
    const closing = await stopAt('transact:held', [close]);

    const during = await other.get('registry', gate, 'strong');
    const page = await other.query({ table: 'registry', pk: gate.pk, consistency: 'strong' });
    closing.goOn();
    await closing.outcome;

    expect(during).toEqual({ ...gate, state: 'open' });
    expect(page.items).toEqual([{ ...gate, state: 'open' }]);
    expect(await other.get('registry', gate, 'strong')).toEqual({ ...gate, state: 'closed' });
  });

  test('a transaction whose condition fails holds its items until it is answered', async () => {
    const { other, stopAt } = await aRace();
    const absent: Action = { ...check, key: { pk: 'us_ep_1', sk: 'none' }, condition: present('pk') };
    const doomed = await stopAt('transact:held', [count, absent]);

    expect(await other.transact([count])).toEqual({ ok: false, refusal: 'conflict' });
    doomed.goOn();
    expect(await doomed.outcome).toEqual({ ok: false, refusal: 'condition-failed', actions: [1] });
    expect(await other.transact([count])).toEqual({ ok: true });
  });

  test('a transaction that breaks before its commit writes nothing and lets go', async () => {
    const { other, stopAt } = await aRace();
    const broken = await stopAt('transact:held', [close]);
    broken.fail(new StoreUnavailable('lost'));

    await expect(broken.outcome).rejects.toThrow(StoreUnavailable);
    expect(await other.transact([check])).toEqual({ ok: true });
  });

  test('an answer may be lost after the effect', async () => {
    const { other, stopAt } = await aRace();
    const lost = await stopAt('transact:after', [close]);
    lost.fail(new StoreUnavailable('lost'));

    await expect(lost.outcome).rejects.toThrow(StoreUnavailable);
    expect(await other.get('registry', gate, 'strong')).toEqual({ ...gate, state: 'closed' });
  });

  test('what was passed may change while the call waits: it was taken when it was made', async () => {
    const { other, stopAt } = await aRace();
    const item = { ...lot, list: ['a'] };
    const waiting = await stopAt('transact:before', [{ kind: 'put', table: 'registry', item }]);
    item.list.push('b');
    waiting.goOn();
    await waiting.outcome;

    expect(await other.get('registry', lot, 'strong')).toEqual({ ...lot, list: ['a'] });
  });
});
