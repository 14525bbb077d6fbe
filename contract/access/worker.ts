import type { Access } from './access.ts';

export const workerAccess = {
  name: 'worker',
  purpose: 'Purges lots under a fenced lease, finishes pending opt-outs and ends closures.',
  triggers: [{ kind: 'queue', queue: 'purge', batchSize: 1 }],
  tables: {
    registry: {
      operations: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    },
    content: { operations: ['Query', 'BatchWriteItem'] },
    evidence: { operations: ['Query', 'PutItem'] },
  },
  timeoutSeconds: 300,
  memoryMegabytes: 512,
  maxConcurrency: 5,
} as const satisfies Access;
