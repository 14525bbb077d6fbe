import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { describeStoreContract } from './contract/describe-store-contract.ts';

describeStoreContract(
  'the store in memory',
  async (meter) => ({ store: inMemoryStore({ ...(meter && { meter }) }), close: async () => undefined }),
  { runs: 500 },
);
