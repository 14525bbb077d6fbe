import { describe, expect, test } from 'vitest';
import { type Access, environmentNames } from '../../../contract/access/access.ts';
import { everyFunction } from '../../../contract/access/every-function.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { openingStore } from '../../../lambdas/shared/opening.ts';
import { begunStore, readServing, servingBelieved, servingStore } from '../../../lambdas/shared/serving.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Store } from '../../../lambdas/shared/store/store.ts';
import { environmentFor } from '../../../lib/constructs/function-environment.ts';

const tables = { registry: 'the-registry', content: 'the-content', evidence: 'the-evidence' };
const key = registryKeys.subject('us_org_01J00000000000000000000001');

/** A function's store over tables, with a count of its calls to them and a clock that the test moves. */
const aFunction = (under: Store, guarded: typeof servingStore, told: Partial<typeof tables> = tables) => {
  const clock = { time: 0, now: () => clock.time };
  const counted = { gets: 0 };
  const get: Store['get'] = (...asked) => {
    counted.gets += 1;
    return under.get(...asked);
  };
  const store = guarded({ ...under, get }, { geography: 'us', tables: told, clock });
  return { store, clock, counted, read: () => store.get('registry', key, 'strong') };
};

describe('whether tables serve a cell', () => {
  test('is asked once at the first call, and again after half a minute', async () => {
    const { read, clock, counted } = aFunction(inMemoryStore(), servingStore);
    await Promise.all([read(), read()]);
    counted.gets = 0;
    for (let call = 0; call < 10; call += 1) await read();
    expect(counted.gets).toBe(10);
    clock.time += servingBelieved;
    await read();
    expect(counted.gets).toBe(12);
  });

  test('[BY-3] a function that is pointed at a copy of the registry gets nothing, whatever it asks', async () => {
    const under = inMemoryStore();
    await aFunction(under, openingStore).read();
    for (const guarded of [servingStore, begunStore, openingStore]) {
      const { store } = aFunction(under, guarded, { ...tables, registry: 'the-registry-restored' });
      const put = { kind: 'put', table: 'registry', item: { ...key, v: 1 } } as const;
      const asked = [
        () => store.get('registry', key, 'strong'),
        () => store.query({ table: 'registry', pk: key.pk, consistency: 'strong' }),
        () => store.write(put),
        () => store.transact([put]),
        () => store.deleteBatch('registry', [key]),
      ];
      for (const ask of asked) await expect(ask()).rejects.toThrow('do not serve this cell');
    }
    expect(await under.get('registry', key, 'strong')).toBeUndefined();
  });

  test('[BY-3] a copy of content in the place of content gets nothing either', async () => {
    const under = inMemoryStore();
    await aFunction(under, openingStore).read();
    const { read } = aFunction(under, servingStore, { registry: 'the-registry', content: 'a-copy' });
    await expect(read()).rejects.toThrow('do not serve this cell');
  });

  test('[BY-3] a registry that came empty into the place of one that was opened begins no new cell', async () => {
    const under = inMemoryStore();
    await aFunction(under, openingStore).read();
    const serving = await readServing(under, 'us');
    expect(serving).toEqual({ state: 'serving', tables });
    await under.deleteBatch('registry', [registryKeys.serving('us')]);
    await expect(aFunction(under, openingStore).read()).rejects.toThrow(
      'is not the one that this cell was opened with',
    );
  });

  test('[BY-3] nor does it take a choice of a user, whose earlier ones it lost', async () => {
    const under = inMemoryStore();
    await expect(aFunction(under, begunStore).read()).rejects.toThrow('knows of no cell that was begun');
    await aFunction(under, openingStore).read();
    await expect(aFunction(under, begunStore).read()).resolves.toBeUndefined();
    await under.deleteBatch('registry', [registryKeys.serving('us')]);
    await expect(aFunction(under, begunStore).read()).rejects.toThrow('knows of no cell that was begun');
  });

  test('the one function that begins a cell is told the names of all its tables', () => {
    const told = Object.fromEntries(Object.keys(environmentNames).map((name) => [name, name]));
    const environmentOf = (access: Access) =>
      environmentFor(access, told as Parameters<typeof environmentFor>[1]);
    const beginning = everyFunction.filter(({ begins }) => begins === 'cell').map(environmentOf);
    expect(beginning).toHaveLength(1);
    for (const name of ['registry', 'content', 'evidence'] as const)
      expect(beginning[0]).toHaveProperty(environmentNames[name], name);
  });

  test('two that open a new cell at once agree', async () => {
    const under = inMemoryStore();
    await Promise.all([aFunction(under, openingStore).read(), aFunction(under, openingStore).read()]);
    expect(await readServing(under, 'us')).toEqual({ state: 'serving', tables });
  });
});
