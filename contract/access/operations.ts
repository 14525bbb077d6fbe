import type { Access } from './access.ts';

export const operationsAccess = {
  name: 'operations',
  purpose: 'Lets operators stop purging and go on with it, and shows which deadlines that endangers.',
  triggers: [{ kind: 'http' }],
  tables: {
    registry: [
      { operations: ['GetItem', 'PutItem'], partitions: ['switches', 'tokens'] },
      { operations: ['PutItem'], partitions: ['users', 'outbox'] },
      { operations: ['GetItem'], partitions: ['subjects', 'epochs', 'serving'] },
      { operations: ['Query'], partitions: ['closing'] },
      { operations: ['Query'], partitions: ['due'], index: 'due' },
    ],
  },
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies Access;
