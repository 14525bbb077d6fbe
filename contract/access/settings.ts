import type { Access } from './access.ts';

export const settingsAccess = {
  name: 'settings',
  purpose: 'Records choices, shown notices, organizations and workspaces.',
  triggers: [{ kind: 'http' }],
  tables: {
    registry: {
      operations: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    },
    evidence: { operations: ['Query', 'PutItem'] },
  },
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies Access;
