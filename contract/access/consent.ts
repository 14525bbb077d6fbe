import type { Access } from './access.ts';

export const consentAccess = {
  name: 'consent',
  purpose:
    'Reads the consent ledger, who has not seen a notice, closures, lots, drafts of deletion evidence and findings; writes nothing.',
  triggers: [{ kind: 'http' }],
  tables: {
    registry: [
      { operations: ['GetItem', 'Query'], partitions: ['subjects', 'users', 'epochs', 'audit'] },
      { operations: ['Query'], partitions: ['organizations'] },
      { operations: ['GetItem'], partitions: ['tokens', 'names', 'serving'] },
    ],
    evidence: [{ operations: ['Query'], partitions: ['subjects', 'users', 'epochs'] }],
  },
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies Access;
