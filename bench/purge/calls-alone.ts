import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Store } from '../../lambdas/shared/store/store.ts';
import { domicile, type Purged } from './contestants.ts';
import { capturePatterns, lotLike } from './seeding.ts';

/** Time that passes only while somebody waits, so that what else runs on the machine does not count. */
type WaitingTime = { readonly now: () => number; readonly wait: (milliseconds: number) => Promise<void> };

const waitingTime = (): WaitingTime => {
  let now = 0;
  let waiting: { readonly until: number; readonly resume: () => void }[] = [];
  const advance = (): void => {
    now = Math.min(...waiting.map(({ until }) => until));
    const over = waiting.filter(({ until }) => until === now);
    waiting = waiting.filter(({ until }) => until > now);
    for (const { resume } of over) resume();
    if (waiting.length > 0) setImmediate(advance);
  };
  return {
    now: () => now,
    wait: (milliseconds) =>
      new Promise((resume) => {
        // Whatever goes on at this moment goes on until it waits too; then time moves.
        if (waiting.length === 0) setImmediate(advance);
        waiting.push({ until: now + milliseconds, resume });
      }),
  };
};

/** A store each of whose calls takes that many milliseconds, and nothing else does. */
const slowed = (store: Store, { wait }: WaitingTime, milliseconds: number): Store => {
  const after =
    <Asked extends readonly unknown[], Answer>(call: (...asked: Asked) => Promise<Answer>) =>
    async (...asked: Asked): Promise<Answer> => {
      await wait(milliseconds);
      return call(...asked);
    };
  return {
    get: after(store.get),
    query: after(store.query),
    write: after(store.write),
    transact: after(store.transact),
    deleteBatch: after(store.deleteBatch),
  };
};

export type Alone = {
  readonly lots: number;
  readonly recordsPerLot: number;
  readonly workers: number;
  readonly latency: number;
};

/** The product's purge where calls wait and nothing else takes time: what its calls alone come to. */
export const callsAlone = async ({ lots, recordsPerLot, workers, latency }: Alone): Promise<Purged> => {
  const store = inMemoryStore();
  const { cell, due } = await capturePatterns(store, 0.8);
  await cell.tick();
  for (let position = 0; position < lots; position += 1) {
    const lot = lotLike(due, recordsPerLot, position);
    for (const item of lot.registry) await store.write({ kind: 'put', table: 'registry', item });
    for (const item of lot.content) await store.write({ kind: 'put', table: 'content', item });
  }
  const time = waitingTime();
  return domicile(
    { ...cell.ports, store: slowed(store, time, latency) },
    { records: lots * recordsPerLot, workers, now: time.now },
  );
};
