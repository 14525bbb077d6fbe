import type { Access } from './access.ts';

export const sweepAccess = {
  name: 'sweep',
  purpose:
    'Walks all lots of all customers, and mends and tells what the planner would not find; marks movements that nobody reported; deletes names whose life is over.',
  triggers: [{ kind: 'schedule', every: 'retention-tick' }],
  tables: {
    registry: [
      { operations: ['Query'], partitions: ['organizations'] },
      { operations: ['GetItem', 'Query', 'ConditionCheckItem'], partitions: ['subjects'] },
      { operations: ['GetItem', 'Query'], partitions: ['users'] },
      { operations: ['GetItem', 'Query', 'DeleteItem'], partitions: ['names'] },
      { operations: ['GetItem', 'Query', 'UpdateItem'], partitions: ['epochs'] },
      { operations: ['GetItem', 'PutItem'], partitions: ['closing', 'sweep'] },
      { operations: ['PutItem'], partitions: ['outbox', 'found'] },
      { operations: ['Query', 'DeleteItem'], partitions: ['moving'] },
      { operations: ['GetItem'], partitions: ['serving'] },
    ],
    // Whether a hold that is not here was ever placed, and which entries have names whose life is over.
    evidence: [
      { operations: ['Query'], partitions: ['subjects', 'users'] },
      { operations: ['PutItem', 'ConditionCheckItem'], partitions: ['transfers'] },
    ],
  },
  knowsNameLife: true,
  timeoutSeconds: 120,
  memoryMegabytes: 512,
} as const satisfies Access;
