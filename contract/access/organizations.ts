import type { Access } from './access.ts';

export const organizationsAccess = {
  name: 'organizations',
  purpose:
    'Creates organizations and workspaces, gives people roles, takes requests for previews, and shows all of them.',
  triggers: [{ kind: 'http' }],
  tables: {
    registry: [
      { operations: ['GetItem', 'Query', 'PutItem'], partitions: ['subjects', 'users'] },
      { operations: ['ConditionCheckItem'], partitions: ['subjects'] },
      { operations: ['GetItem', 'PutItem'], partitions: ['tokens', 'serving'] },
      { operations: ['Query', 'PutItem', 'DeleteItem'], partitions: ['admissions'] },
      { operations: ['PutItem'], partitions: ['organizations', 'names', 'outbox', 'signing'] },
    ],
    evidence: [
      { operations: ['Query', 'PutItem'], partitions: ['subjects', 'users'] },
      { operations: ['PutItem'], partitions: ['serving'] },
    ],
  },
  begins: 'cell',
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies Access;
