import type { Control, Facts, Kind, Observed, Reading } from '../../../domain/audit/control.ts';
import type { StackResource } from '../../../domain/audit/names.ts';
import type { Account, AuditorPorts } from '../../../lambdas/auditor/ports.ts';
import type { TestCell } from '../../support/cell.ts';

export const home = { partition: 'aws', region: 'us-east-1', account: '111122223333' };

/** Two resources of a cell, as their templates would say. */
export const controls: readonly Control[] = [
  { kind: 'table', resource: 'Content', stated: { replicas: [], key: ['<<Key.Arn>>'] } },
  { kind: 'rule', resource: 'Tick', stated: { state: ['ENABLED'] } },
  { kind: 'account', resource: 'account', stated: { 'log-subscriptions': [] } },
];

const listed: readonly StackResource[] = [
  { logical: 'Content', type: 'AWS::DynamoDB::Table', physical: 'content-1' },
  { logical: 'Key', type: 'AWS::KMS::Key', physical: 'k-1' },
  { logical: 'Tick', type: 'AWS::Events::Rule', physical: 'tick-1' },
];

export const read = (...facts: Facts): Reading => ({ read: true, facts });
export const unread: Reading = { read: false, because: 'access-denied' };

export const asStated: Readonly<Record<string, Observed>> = {
  'content-1': { replicas: read(), key: read('arn:aws:kms:us-east-1:111122223333:key/k-1') },
  'tick-1': { state: read('ENABLED') },
  [home.account]: { 'log-subscriptions': read() },
};

/** An account that answers from a table that the test changes; an unknown id is a resource that is gone. */
export const scriptedAccount = (answers: Record<string, Observed>): Account => {
  const reader = async (id: string): Promise<Observed> => answers[id] ?? 'missing';
  const kinds = [
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
  ];
  return {
    resources: async () => listed,
    streamOf: async () => undefined,
    readers: Object.fromEntries(kinds.map((kind) => [kind, reader])) as Record<Kind, typeof reader>,
  };
};

/** What an auditor of a cell works with. */
export const auditorPorts = (cell: TestCell, account: Account): AuditorPorts => ({
  ...cell.ports,
  controls: { region: home.region, controls },
  home,
  account,
});
