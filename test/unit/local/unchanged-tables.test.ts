import { expect, test } from 'vitest';
import { declaredIn } from '../../../local/stacks.ts';
import { changedTables } from '../../../local/unchanged-tables.ts';

const table = (...regions: readonly string[]) => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: { Replicas: regions.map((Region) => ({ Region })) },
});
const template = (resources: object) => declaredIn({ Resources: resources });

test('a global table that gets a copy, or another property, would be emptied', () => {
  const before = template({ Registry: table('eu-central-1'), Evidence: table('eu-central-1') });
  const after = template({ Registry: table('eu-central-1', 'eu-west-1'), Evidence: table('eu-central-1') });
  expect(changedTables(before, after)).toEqual(['Registry']);
  expect(changedTables(after, before)).toEqual(['Registry']);
});

test('what stays, comes, goes or is another kind of resource is no reason to refuse', () => {
  const topic = (name: string) => ({ Type: 'AWS::SNS::Topic', Properties: { name } });
  const before = template({ Registry: table('eu-central-1'), Gone: table('x'), Topic: topic('a') });
  const after = template({ Registry: table('eu-central-1'), New: table('y'), Topic: topic('b') });
  expect(changedTables(before, after)).toEqual([]);
});
