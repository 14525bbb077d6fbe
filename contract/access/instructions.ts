import type { Access } from './access.ts';
import { choiceTimeoutSeconds } from './settings.ts';

export const instructionsAccess = {
  name: 'instructions',
  purpose: 'Receives instructions that were signed for several cells, each for a part of this one.',
  triggers: [{ kind: 'http' }],
  tables: {
    registry: [
      { operations: ['GetItem', 'Query', 'PutItem', 'UpdateItem'], partitions: ['subjects'] },
      { operations: ['GetItem'], partitions: ['tokens', 'serving'] },
      { operations: ['PutItem'], partitions: ['names', 'outbox', 'signing'] },
      { operations: ['GetItem', 'PutItem', 'UpdateItem'], partitions: ['epochs'] },
      { operations: ['PutItem', 'DeleteItem'], partitions: ['closing'] },
    ],
    evidence: [{ operations: ['Query', 'PutItem'], partitions: ['subjects'] }],
  },
  timeoutSeconds: choiceTimeoutSeconds,
  memoryMegabytes: 512,
} as const satisfies Access;
