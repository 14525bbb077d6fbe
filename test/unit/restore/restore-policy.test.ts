import { describe, expect, test } from 'vitest';
import type { RestorePorts } from '../../../cli/restore/ports.ts';
import { restoreContent } from '../../../cli/restore/restore-content.ts';
import { type PolicyDocument, restorePolicy } from '../../../cli/restore/restore-policy.ts';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import type { Store, TableName } from '../../../lambdas/shared/store/store.ts';
import { hold } from '../../support/holds.ts';
import { aCellWithCopy, type LostRegistry } from '../../support/lost-registry.ts';
import { type Operations, recordingStore } from '../../support/operations.ts';

const arn = (name: string) => `arn:aws:dynamodb:us-east-1:111122223333:table/${name}`;
const described = (name: string) => ({
  TableName: name,
  TableArn: arn(name),
  SSEDescription: { KMSMasterKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1' },
});
const found = {
  geography: 'us',
  tables: { registry: described('registry'), content: described('content'), evidence: described('evidence') },
  copy: described('copy'),
} as const;

/** What a restore did to tables, by DynamoDB's names: `registry PutItem`. */
const recorded = (story: LostRegistry) => {
  const used: Operations = new Set();
  const reading =
    (table: string, scan: RestorePorts['copy']['scan']): RestorePorts['copy']['scan'] =>
    (after) => {
      used.add(`${table} Scan`);
      return scan(after);
    };
  const through = (store: Store) => recordingStore(store, used);
  const observed = (ports: RestorePorts): RestorePorts => ({
    ...ports,
    scan: (table: TableName) => reading(table, ports.scan(table)),
    copy: { ...ports.copy, scan: reading('copy', ports.copy.scan) },
  });
  const operations = () =>
    [...new Set([...used].map((each) => each.split(' ').slice(0, 2).join(' ')))].sort();
  /** And what of it on names. */
  const onNames = () => [...used].filter((each) => each.endsWith(' names')).sort();
  return {
    operations,
    onNames,
    observed: (copy: LostRegistry['copy']) => observed(story.restorer(copy, { through })),
  };
};

/** What a policy allows of reading and writing items, and of nothing else. */
const allowed = ({ Statement }: PolicyDocument) =>
  Statement.filter(({ Effect, Sid }) => Effect === 'Allow' && !/^(See|Find|Use)/.test(Sid))
    .flatMap(({ Action, Resource }) =>
      Resource.flatMap((resource) =>
        Action.map((action) => `${resource.split('/').at(-1)} ${action.replace('dynamodb:', '')}`),
      ),
    )
    .sort();

describe('the policy of a role that restores', () => {
  test('allows what a restore of the registry does, and nothing else', async () => {
    const story = await aCellWithCopy();
    await hold(story.cell, story.workspace, { of: 'subject' });
    story.tables.commit(story.copyOfContent.map((after) => ({ table: 'content', before: undefined, after })));
    const { observed, operations, onNames } = recorded(story);
    await restoreRegistry(observed(story.copy), 'stopped');
    expect(allowed(restorePolicy('registry', found))).toEqual(operations());
    expect(onNames()).toEqual(['registry DeleteItem names', 'registry PutItem names']);
  });

  test('allows what a restore of content does, and nothing else', async () => {
    const story = await aCellWithCopy();
    story.lose('registry');
    story.lose('content');
    await restoreRegistry(story.restorer(story.copy), 'stopped');
    await hold(story.cell, story.workspace, { of: 'subject' });
    const { observed, operations, onNames } = recorded(story);
    await restoreContent(observed(story.copyOfContent), 'stopped');
    expect(allowed(restorePolicy('content', found))).toEqual(operations());
    expect(onNames()).toEqual([]);
    expect(restorePolicy('content', found).Statement.find(({ Sid }) => Sid === 'NamesStand')).toEqual({
      Sid: 'NamesStand',
      Effect: 'Deny',
      Action: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
      Resource: [arn('registry')],
      Condition: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['us_names#*'] } },
    });
  });

  test('denies changing evidence, and appends to ledgers of the geography only', () => {
    const { Statement } = restorePolicy('registry', found);
    expect(Statement.find(({ Sid }) => Sid === 'EvidenceStands')).toMatchObject({
      Effect: 'Deny',
      Action: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
      Resource: [arn('evidence')],
    });
    expect(Statement.find(({ Sid }) => Sid === 'AppendToLedgers')?.Condition).toEqual({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['us_org_*', 'us_ws_*', 'us_user_*'] },
    });
  });
});
