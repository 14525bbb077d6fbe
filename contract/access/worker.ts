import type { Access } from './access.ts';
import { workerTimeoutSeconds } from './worker-timeout.ts';

export const workerAccess = {
  name: 'worker',
  purpose: 'Purges lots under a fenced lease, finishes pending opt-outs, ends closures and carries holds on.',
  triggers: [{ kind: 'queue', queue: 'purge', batchSize: 1 }],
  tables: {
    registry: [
      {
        operations: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
        partitions: ['subjects'],
      },
      {
        operations: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
        partitions: ['epochs'],
      },
      { operations: ['GetItem', 'PutItem', 'DeleteItem'], partitions: ['closing'] },
      { operations: ['PutItem', 'UpdateItem', 'DeleteItem'], partitions: ['holding'] },
      { operations: ['PutItem'], partitions: ['names', 'outbox', 'signing', 'found'] },
      { operations: ['GetItem'], partitions: ['switches', 'serving'] },
    ],
    // A record that a hold covers is moved: deleted in one lot and put into another, in one transaction.
    content: [{ operations: ['Query', 'BatchWriteItem', 'PutItem', 'DeleteItem'], partitions: ['lots'] }],
    evidence: [
      { operations: ['Query', 'PutItem'], partitions: ['subjects'] },
      // A draft that stands already is read, so that its lot can end beside it.
      { operations: ['GetItem', 'PutItem'], partitions: ['epochs'] },
    ],
  },
  timeoutSeconds: workerTimeoutSeconds,
  memoryMegabytes: 512,
  maxConcurrency: 10,
} as const satisfies Access;
