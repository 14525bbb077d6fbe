import type { Access } from './access.ts';

export const signerAccess = {
  name: 'signer',
  purpose:
    'Opens incidents, takes what purges, choices and incidents left into the log, signs checkpoints, and locks them away.',
  triggers: [{ kind: 'schedule', every: 'signing' }],
  tables: {
    registry: [
      { operations: ['Query', 'BatchWriteItem'], partitions: ['signing'] },
      { operations: ['PutItem'], partitions: ['outbox', 'signing'] },
      { operations: ['Query', 'PutItem', 'DeleteItem'], partitions: ['found'] },
      { operations: ['Query', 'PutItem'], partitions: ['incidents'] },
      { operations: ['GetItem'], partitions: ['serving'] },
    ],
    evidence: [
      { operations: ['GetItem', 'Query', 'PutItem'], partitions: ['log'] },
      { operations: ['GetItem'], partitions: ['epochs'] },
      { operations: ['GetItem', 'PutItem'], partitions: ['subjects', 'users'] },
      { operations: ['GetItem', 'Query', 'PutItem'], partitions: ['certificates', 'incidents'] },
    ],
  },
  signs: ['checkpoints'],
  knowsNameLife: true,
  locks: ['checkpoints'],
  timeoutSeconds: 120,
  memoryMegabytes: 512,
} as const satisfies Access;
