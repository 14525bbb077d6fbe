import type { Access } from './access.ts';

export const decisionsAccess = {
  name: 'decisions',
  purpose: 'Answers whether data may be used or moved, and enters what it permits to go somewhere.',
  triggers: [{ kind: 'http' }],
  tables: {
    registry: [
      { operations: ['GetItem'], partitions: ['subjects', 'users', 'serving'] },
      { operations: ['PutItem', 'DeleteItem'], partitions: ['moving'] },
      { operations: ['PutItem'], partitions: ['outbox'] },
    ],
    // A partition of its own kind: who permits movements writes into no ledger.
    evidence: [{ operations: ['GetItem', 'PutItem'], partitions: ['transfers'] }],
  },
  carries: ['transfer-terms.json'],
  // Only in a cell that is configured to have the key.
  signs: ['placement-keys'],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies Access;
