import type { Access } from './access.ts';

export const capturesAccess = {
  name: 'captures',
  purpose: 'Captures records under an open epoch, and reads them back while it is open.',
  triggers: [{ kind: 'http' }],
  tables: {
    registry: [
      { operations: ['GetItem'], partitions: ['subjects', 'serving'] },
      { operations: ['GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'], partitions: ['epochs'] },
    ],
    content: [{ operations: ['Query', 'PutItem'], partitions: ['lots'] }],
  },
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies Access;
