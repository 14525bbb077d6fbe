import type { Access } from './access.ts';

export const statementsAccess = {
  name: 'statements',
  purpose: 'Says what the vendor states: its programs, its notices, and where data lies. Touches no table.',
  triggers: [{ kind: 'http' }],
  tables: {},
  carries: ['residency-statement.json', 'notices.json'],
  timeoutSeconds: 10,
  memoryMegabytes: 256,
} as const satisfies Access;
