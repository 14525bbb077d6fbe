import { inject } from 'vitest';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { clientConfig } from '../../local/clients.ts';
import { describeAgreement } from './contract/agreement.ts';
import { describeStoreContract } from './contract/describe-store-contract.ts';
import './embedded-endpoint.ts';
import { openEmbeddedStore } from './embedded-tables.ts';

const open = openEmbeddedStore(clientConfig(inject('embeddedEndpoint'), 'us-east-1'));

describeStoreContract('the store on the embedded DynamoDB', open, { runs: 20 });

describeAgreement('the embedded DynamoDB and the store in memory', open, inMemoryStore, { runs: 20 });
