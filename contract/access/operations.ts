import type { Access } from './access.ts';

export const operationsAccess = {
  name: 'operations',
  purpose:
    'Lets operators stop purging and go on with it, correct certificates, close incidents and erase people.',
  triggers: [{ kind: 'http' }],
  tables: {
    registry: [
      { operations: ['GetItem', 'PutItem'], partitions: ['switches', 'tokens'] },
      { operations: ['GetItem', 'PutItem', 'DeleteItem'], partitions: ['users'] },
      { operations: ['DeleteItem'], partitions: ['tokens'] },
      { operations: ['PutItem'], partitions: ['names', 'outbox', 'signing'] },
      { operations: ['GetItem'], partitions: ['subjects', 'epochs', 'serving'] },
      { operations: ['Query'], partitions: ['closing'] },
      { operations: ['Query'], partitions: ['due'], index: 'due' },
      { operations: ['PutItem', 'DeleteItem'], partitions: ['incidents'] },
    ],
    evidence: [
      { operations: ['Query'], partitions: ['certificates'] },
      { operations: ['Query', 'PutItem'], partitions: ['incidents', 'users'] },
    ],
  },
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies Access;
