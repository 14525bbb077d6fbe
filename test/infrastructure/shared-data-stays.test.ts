import { describe, expect, test } from 'vitest';
import { geographies } from '../../domain/geographies.ts';
import { named, synthesizeCells, withCopies } from './cells.ts';

/** By which properties a table of DynamoDB hands on what lies in it. */
const handingOn = [
  'Replicas',
  'StreamSpecification',
  'KinesisStreamSpecification',
  'PointInTimeRecoverySpecification',
];

const copiedByOthers = [
  'AWS::Backup::BackupPlan',
  'AWS::Backup::BackupSelection',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Pipes::Pipe',
  'AWS::S3::Bucket',
];

describe.each([
  ['', {}],
  [', also where copies of other tables are asked for', withCopies],
])('what is shared%s', (_, changes) => {
  test.each(named(synthesizeCells(changes)))(
    '[DS-10] lies in one table of the cell %s, in the region of its geography, and is copied nowhere',
    (geography, { storage, service }) => {
      const { region } = geographies[geography];
      const content = storage.one('AWS::DynamoDB::Table');
      expect(content.id).toMatch(/^TablesContent/);
      expect(handingOn.filter((property) => property in content.Properties)).toEqual([]);
      expect(storage.environment).toMatch(new RegExp(`/${region}$`));
      expect(storage.template.Rules).toMatchObject({
        RegionPin: { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] } }] },
      });
      const around = [...storage.ofType(...copiedByOthers), ...service.ofType(...copiedByOthers)];
      expect(around.filter((resource) => JSON.stringify(resource).includes(content.id))).toEqual([]);
    },
  );
});
