import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../lambdas/shared/store/store.ts';
import type { OpenedStore, OpenStore } from './open-store.ts';
import { ask, operationsOf } from './operations.ts';

/** How many random sequences of calls two stores are compared over. */
export type Effort = { readonly runs: number };

/**
 * Two stores that are asked the same answer the same, whatever they are asked.
 * Partitions are named afresh for every run, so that one store serves them all.
 */
export const describeAgreement = (
  name: string,
  open: OpenStore,
  reference: () => Store,
  { runs }: Effort,
): void => {
  describe(name, () => {
    let opened: OpenedStore;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    test('the same calls have the same answers', async () => {
      const sequences = operationsOf('run');
      const property = fc.asyncProperty(sequences, async (operations) => {
        const run = randomUUID();
        const other = reference();
        for (const operation of inRun(operations, run)) {
          expect(await ask(opened.store, operation)).toEqual(await ask(other, operation));
        }
      });
      await fc.assert(property, { numRuns: runs });
    });
  });
};

/** The same calls in partitions of their own: a sequence that shrinks starts on empty ones again. */
const inRun = <T>(operations: T, run: string): T =>
  JSON.parse(JSON.stringify(operations).replaceAll('#run', `#${run}`)) as T;
