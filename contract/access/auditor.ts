import type { Access } from './access.ts';

export const auditorAccess = {
  name: 'auditor',
  purpose: 'Compares the account with what the templates of the cell say, and tells of every difference.',
  triggers: [{ kind: 'schedule', every: 'audit' }],
  tables: {
    registry: [
      { operations: ['GetItem', 'Query', 'PutItem', 'DeleteItem'], partitions: ['audit'] },
      { operations: ['PutItem'], partitions: ['outbox', 'found'] },
      { operations: ['GetItem'], partitions: ['serving'] },
    ],
  },
  inspects: [
    'stack',
    'table',
    'key',
    'role',
    'policy',
    'log-group',
    'rule',
    'bus',
    'queue',
    'bucket',
    'function',
    'account',
  ],
  carries: ['residency-controls.json'],
  timeoutSeconds: 120,
  memoryMegabytes: 512,
} as const satisfies Access;
