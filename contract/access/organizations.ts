import type { Access } from './access.ts';

export const organizationsAccess = {
  name: 'organizations',
  purpose: 'Creates organizations and workspaces, and shows them.',
  triggers: [{ kind: 'http' }],
  tables: {
    registry: [
      { operations: ['GetItem', 'Query', 'PutItem'], partitions: ['subjects', 'users'] },
      { operations: ['ConditionCheckItem'], partitions: ['subjects'] },
      { operations: ['GetItem', 'PutItem'], partitions: ['tokens', 'serving'] },
      { operations: ['PutItem'], partitions: ['organizations', 'names', 'outbox', 'signing'] },
    ],
    evidence: [{ operations: ['PutItem'], partitions: ['subjects', 'serving'] }],
  },
  begins: 'cell',
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies Access;
