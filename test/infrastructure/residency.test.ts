import { Aspects, CfnResource } from 'aws-cdk-lib';
import { CfnGlobalTable, CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { describe, expect, test } from 'vitest';
import { geographies } from '../../domain/geographies.ts';
import { askedOfCell } from '../../lib/cell-pin.ts';
import type { ConfigInput } from '../../lib/config.ts';
import type { GeographyStage } from '../../lib/geography-stage.ts';
import { judge } from '../../lib/residency/judge.ts';
import { definePin } from '../../lib/residency/pin.ts';
import { foreignBoundary, ownIssuer, synthesizeCells } from './cells.ts';
import { synthesizeWith } from './planted.ts';

const findingsOf = (changes: Partial<ConfigInput> = {}) =>
  synthesizeCells(changes).flatMap(({ geography, stacks }) => {
    const { region } = geographies[geography];
    return judge(
      stacks.map(({ name, template }) => ({ name, content: template })),
      definePin(region, askedOfCell(region)),
    );
  });

describe('the cells of all geographies', () => {
  test('[BY-11] [DL-1] keep, copy and send nothing outside their region, and the rules can tell', () => {
    expect(synthesizeCells()).toHaveLength(9);
    expect(findingsOf()).toEqual([]);
  });

  test('do so with an own issuer too', () => {
    expect(findingsOf(ownIssuer)).toEqual([]);
  });

  test('do so beside a foreign boundary too', () => {
    expect(findingsOf(foreignBoundary)).toEqual([]);
  });
});

describe('the synthesis stops', () => {
  test('[BY-11] [DL-2] at a replica of a table abroad', () => {
    const plant = (cell: GeographyStage) => {
      const table = cell.storage.node
        .findAll()
        .find((construct): construct is CfnGlobalTable => construct instanceof CfnGlobalTable);
      if (table === undefined) throw new Error('The cell has no global table.');
      table.replicas = [{ region: 'eu-central-1' }, { region: 'us-west-2' }];
    };
    expect(() => synthesizeWith(plant)).toThrow(/names us-west-2; allowed: eu-central-1/);
  });

  test('[BY-11] at a rule whose dead letters go abroad', () => {
    const plant = (cell: GeographyStage) =>
      new CfnResource(cell.service, 'Planted', {
        type: 'AWS::Events::Rule',
        properties: {
          EventPattern: { source: ['x'] },
          Targets: [
            {
              Id: 'a',
              Arn: 'arn:aws:sqs:eu-central-1:111122223333:q',
              DeadLetterConfig: { Arn: 'arn:aws:sqs:us-west-2:111122223333:q' },
            },
          ],
        },
      });
    expect(() => synthesizeWith(plant, { account: '111122223333' })).toThrow(/lies in us-west-2/);
  });

  test('[BY-11] where a role may scan, outside the boundary', () => {
    const plant = (cell: GeographyStage) => {
      const role = new CfnRole(cell.service, 'Planted', {
        assumeRolePolicyDocument: { Statement: [] },
        policies: [
          {
            policyName: 'planted',
            policyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:Scan', Resource: '*' }] },
          },
        ],
      });
      Aspects.of(role).add({ visit: () => role.addPropertyDeletionOverride('PermissionsBoundary') });
    };
    expect(() => synthesizeWith(plant)).toThrow(/allows dynamodb:Scan: it names no keys/);
  });

  test('where content would get a recovery window', () => {
    const plant = (cell: GeographyStage) => {
      const table = cell.storage.node
        .findAll()
        .find((one): one is CfnTable => one instanceof CfnTable && /Content/.test(one.node.path));
      if (table === undefined) throw new Error('The cell has no table of content.');
      table.pointInTimeRecoverySpecification = { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 1 };
    };
    expect(() => synthesizeWith(plant)).toThrow(/keeps data for 1 days; at most 0 days/);
  });

  test('where the rules cannot tell', () => {
    const plant = (cell: GeographyStage) =>
      new CfnResource(cell.service, 'Planted', { type: 'AWS::Tomorrow::Thing' });
    expect(() => synthesizeWith(plant)).toThrow(/no rule knows AWS::Tomorrow::Thing/);
  });

  test('and not at a cell as it is, which is told where the other cells are reached', () => {
    const cellDirectory = {
      us: 'https://a.execute-api.us-east-1.amazonaws.com',
      eu: 'https://b.execute-api.eu-central-1.amazonaws.com',
    };
    expect(() => synthesizeWith(() => undefined, { cellDirectory })).not.toThrow();
  });
});
