import type { Access } from './access.ts';

export const workerAccess = {
  name: 'worker',
  purpose: 'Purges lots under a fenced lease, finishes pending opt-outs and ends closures.',
  triggers: [{ kind: 'queue', queue: 'purge', batchSize: 1 }],
  tables: {
    registry: [
      { operations: ['GetItem', 'PutItem', 'UpdateItem'], partitions: ['subjects'] },
      { operations: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'], partitions: ['epochs'] },
      { operations: ['GetItem', 'PutItem', 'DeleteItem'], partitions: ['closing'] },
      { operations: ['PutItem'], partitions: ['outbox'] },
      { operations: ['GetItem'], partitions: ['switches'] },
    ],
    content: [{ operations: ['Query', 'BatchWriteItem'], partitions: ['lots'] }],
    evidence: [
      { operations: ['Query', 'PutItem'], partitions: ['subjects'] },
      { operations: ['PutItem'], partitions: ['epochs'] },
    ],
  },
  timeoutSeconds: 300,
  memoryMegabytes: 512,
  maxConcurrency: 5,
} as const satisfies Access;
