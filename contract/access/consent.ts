import type { Access } from './access.ts';

export const consentAccess = {
  name: 'consent',
  purpose: 'Reads the consent ledger, closures, lots and drafts of deletion evidence; writes nothing.',
  triggers: [{ kind: 'http' }],
  tables: {
    registry: [
      { operations: ['GetItem', 'Query'], partitions: ['subjects', 'users', 'epochs'] },
      { operations: ['GetItem'], partitions: ['tokens'] },
    ],
    evidence: [{ operations: ['Query'], partitions: ['subjects', 'users', 'epochs'] }],
  },
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies Access;
