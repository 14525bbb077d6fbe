import type { Access } from './access.ts';

export const evidenceAccess = {
  name: 'evidence',
  purpose:
    'Hands out certificates, records, ledgers and incidents with their proofs, and the register of transfers; writes nothing and signs nothing.',
  triggers: [{ kind: 'http' }],
  tables: {
    registry: [
      { operations: ['GetItem'], partitions: ['tokens', 'subjects', 'users', 'names', 'epochs', 'serving'] },
      { operations: ['Query'], partitions: ['incidents'] },
    ],
    evidence: [
      { operations: ['GetItem', 'Query'], partitions: ['subjects', 'users'] },
      { operations: ['Query'], partitions: ['epochs', 'certificates', 'incidents', 'log', 'transfers'] },
    ],
  },
  carries: ['transfer-terms.json', 'programs.json'],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies Access;
