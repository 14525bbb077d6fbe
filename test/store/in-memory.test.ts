import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { describeStoreContract } from './contract/describe-store-contract.ts';

describeStoreContract(
  'the store in memory',
  async () => ({ store: inMemoryStore(), close: async () => undefined }),
  { runs: 500 },
);
