import type { Access } from './access.ts';

export const plannerAccess = {
  name: 'planner',
  purpose: 'Finds closures, holds and due lots at each tick and sends one message for each piece of work.',
  triggers: [{ kind: 'schedule', every: 'retention-tick' }],
  tables: {
    registry: [
      { operations: ['Query'], partitions: ['closing'] },
      { operations: ['Query', 'UpdateItem'], partitions: ['holding'] },
      { operations: ['GetItem', 'Query', 'UpdateItem'], partitions: ['epochs'] },
      { operations: ['GetItem'], partitions: ['switches', 'serving'] },
      { operations: ['PutItem'], partitions: ['outbox', 'found'] },
      { operations: ['Query'], partitions: ['due'], index: 'due' },
    ],
  },
  sendsTo: ['purge'],
  timeoutSeconds: 50,
  memoryMegabytes: 512,
} as const satisfies Access;
