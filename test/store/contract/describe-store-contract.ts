import { afterAll, beforeAll, describe } from 'vitest';
import { describeAgreement, type Effort } from './agreement.ts';
import { capacityContract } from './capacity.ts';
import { conditionsContract } from './conditions.ts';
import { modelStore } from './model.ts';
import type { OpenedStore, OpenStore } from './open-store.ts';
import { indexContract, queriesContract } from './queries.ts';
import { transactionsContract } from './transactions.ts';
import { updatesContract } from './updates.ts';
import { valuesContract } from './values.ts';

/**
 * What every store keeps, whatever it stands on. `open` gives a store with empty tables of its own.
 */
export const describeStoreContract = (name: string, open: OpenStore, effort: Effort): void => {
  describe(`${name} keeps the contract of the store`, () => {
    let opened: OpenedStore;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    const store = () => opened.store;

    conditionsContract(store);
    updatesContract(store);
    transactionsContract(store);
    queriesContract(store);
    indexContract(store);
    valuesContract(store);
    capacityContract(open);
    describeAgreement('random calls, beside a plain model', open, modelStore, effort);
  });
};
