import type { Access } from './access.ts';

export const signerAccess = {
  name: 'signer',
  purpose: 'Takes what purges and choices left into the log of the cell, and signs its checkpoints.',
  triggers: [{ kind: 'schedule', every: 'signing' }],
  tables: {
    registry: [
      { operations: ['Query', 'BatchWriteItem'], partitions: ['signing'] },
      { operations: ['PutItem'], partitions: ['outbox'] },
    ],
    evidence: [
      { operations: ['GetItem', 'Query', 'PutItem'], partitions: ['log'] },
      { operations: ['GetItem'], partitions: ['epochs'] },
      { operations: ['GetItem', 'PutItem'], partitions: ['subjects', 'users', 'certificates'] },
    ],
  },
  signs: ['checkpoints'],
  timeoutSeconds: 120,
  memoryMegabytes: 512,
} as const satisfies Access;
