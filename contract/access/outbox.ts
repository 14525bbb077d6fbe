import type { Access } from './access.ts';

export const outboxAccess = {
  name: 'outbox',
  purpose: 'Publishes what transactions left in the outbox to the event bus of the cell.',
  triggers: [{ kind: 'outbox-stream' }, { kind: 'schedule', every: 'outbox-sweep' }],
  tables: {
    registry: [
      { operations: ['Query', 'DeleteItem'], partitions: ['outbox'] },
      { operations: ['GetItem'], partitions: ['serving'] },
    ],
  },
  publishes: ['bus'],
  timeoutSeconds: 30,
  memoryMegabytes: 256,
} as const satisfies Access;
