import { describe, expect, test } from 'vitest';
import { everyGeography, geographies } from '../../domain/geographies.ts';
import { roleReads, runningActions } from '../../lib/constructs/running-actions.ts';
import { type Json, named, synthesizeCells } from './cells.ts';

type Statement = {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action?: Json;
  readonly NotAction?: readonly string[];
  readonly Resource: Json;
  readonly Condition?: Json;
};

const regionsOf = (geography: keyof typeof geographies): readonly string[] => [geographies[geography].region];
const everyRegion = everyGeography.flatMap(regionsOf);

describe.each(named(synthesizeCells()))('the pin of the cell %s', (geography, { storage, stacks }) => {
  const { region, name } = geographies[geography];

  test('each stack refuses another region with a sentence, and asks the deployment, not itself', () => {
    for (const { template } of stacks) {
      expect(template.Rules).toMatchObject({
        RegionPin: {
          Assertions: [
            {
              Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] },
              AssertDescription: expect.stringContaining(`${name} (${region})`),
            },
          ],
        },
      });
    }
  });

  test('each stack looks its geography up by the region of the deployment, in a resource', () => {
    for (const { template } of stacks) {
      expect(template.Mappings).toEqual({ GeographyOfRegion: { [region]: { geography } } });
      expect(JSON.stringify(template.Resources)).toContain(
        JSON.stringify({ 'Fn::FindInMap': ['GeographyOfRegion', { Ref: 'AWS::Region' }, 'geography'] }),
      );
    }
  });

  test('no template of the cell names another region or another cell', () => {
    const others = everyGeography.filter((other) => other !== geography);
    for (const { template } of stacks) {
      const text = JSON.stringify(template);
      expect(everyRegion.filter((other) => other !== region && text.includes(other))).toEqual([]);
      expect(others.filter((other) => text.includes(`Domicile-${other}-`))).toEqual([]);
    }
  });

  describe('boundary', () => {
    const policy = storage.one('AWS::IAM::ManagedPolicy').Properties.PolicyDocument;
    const { Statement: statements } = policy as unknown as { Statement: readonly Statement[] };
    const denied = (sid: string) => statements.find(({ Sid, Effect }) => Sid === sid && Effect === 'Deny');

    test('denies all but looking at roles in every other region, also where a request names none', () => {
      expect(denied('OtherRegions')).toMatchObject({
        NotAction: [...roleReads],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': region } },
      });
    });

    test('denies whatever is not running the cell or looking at it: no action that is left copies or grants', () => {
      const left = denied('OnlyRunning')?.NotAction ?? [];
      expect(denied('OnlyRunning')).toMatchObject({ NotAction: [...runningActions], Resource: '*' });
      expect(
        left.filter((action) => /:\*|Scan|PartiQL|Assume|Export|Import|Replica|Restore/.test(action)),
      ).toEqual(['s3:GetReplicationConfiguration']);
      expect(left.filter((action) => /^iam:/.test(action))).toEqual([...roleReads]);
    });

    test('denies keys of other geographies, one of them in a batch being enough', () => {
      expect(denied('OtherGeographies')?.Condition).toEqual({
        'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys': [`${geography}_*`] },
      });
    });

    test('[BY-12] denies to change or delete evidence: nothing is corrected silently', () => {
      expect(denied('EvidenceStands')).toMatchObject({
        Action: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
        Resource: { 'Fn::GetAtt': [storage.one('AWS::DynamoDB::GlobalTable', 'TablesEvidence').id, 'Arn'] },
      });
    });

    test('fits into what IAM takes, with room for more', () => {
      expect(JSON.stringify(policy).length).toBeLessThan(6_144 * 0.75);
    });
  });
});
