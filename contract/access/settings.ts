import type { Access } from './access.ts';

/** How long the function may run, and so a choice be under way, in seconds. */
export const choiceTimeoutSeconds = 10;

export const settingsAccess = {
  name: 'settings',
  purpose: 'Records choices and shown notices.',
  triggers: [{ kind: 'http' }],
  tables: {
    registry: [
      { operations: ['GetItem', 'Query', 'PutItem'], partitions: ['subjects', 'users'] },
      { operations: ['GetItem', 'PutItem'], partitions: ['tokens'] },
      { operations: ['GetItem'], partitions: ['serving'] },
      { operations: ['UpdateItem'], partitions: ['subjects'] },
      { operations: ['PutItem'], partitions: ['names', 'outbox', 'signing'] },
      { operations: ['GetItem', 'PutItem', 'UpdateItem'], partitions: ['epochs'] },
      { operations: ['PutItem', 'DeleteItem'], partitions: ['closing'] },
    ],
    evidence: [{ operations: ['Query', 'PutItem'], partitions: ['subjects', 'users'] }],
  },
  timeoutSeconds: choiceTimeoutSeconds,
  memoryMegabytes: 512,
} as const satisfies Access;
