import { describe, expect, test } from 'vitest';
import type { Statement } from '../../contract/statement/statement.ts';
import { geographies } from '../../domain/geographies.ts';
import type { ConfigInput } from '../../lib/config.ts';
import { definePin } from '../../lib/residency/pin.ts';
import { readTemplates } from '../../lib/residency/template/template.ts';
import { compileStatement } from '../../lib/statement/compile-statement.ts';
import { synthesizeCells, withCopies } from './cells.ts';

type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

/** The statement of the European cell, whose resources a test changes first. */
const statementWith = (
  change: (resources: Resources) => void,
  changes: Partial<ConfigInput> = {},
): Statement => {
  const cell = synthesizeCells(changes).find(({ geography }) => geography === 'eu');
  const pin = definePin(geographies.eu.region);
  const sources = (cell?.stacks ?? []).map(({ name, template }) => {
    const content = structuredClone(template) as { Resources: Resources };
    change(content.Resources);
    return { name, content };
  });
  return compileStatement(readTemplates(sources, pin), pin);
};

test('[BY-9] of the recovery windows of a table and its copies the longest is told, wherever it is', () => {
  const lives = [0, 1].map((longer) =>
    statementWith((resources) => {
      const replicas = resources.TablesRegistry55D7706D?.Properties.Replicas as
        | Record<string, unknown>[]
        | undefined;
      for (const [at, replica] of replicas?.entries() ?? []) {
        replica.PointInTimeRecoverySpecification = {
          PointInTimeRecoveryEnabled: true,
          RecoveryPeriodInDays: at === longer ? 14 : 7,
        };
      }
    }, withCopies)
      .data.filter(({ store }) => store.ids.includes('TablesRegistry55D7706D'))
      .flatMap(({ longestLife }) => longestLife.map(({ life }) => life))
      .filter((life) => life.startsWith('in the recovery window')),
  );
  for (const each of lives) expect(new Set(each)).toEqual(new Set(['in the recovery window for 14 days']));
});

test('[BY-9] one function in a network makes no isolated cell', () => {
  const change = (resources: Resources) => {
    for (const [id, { Type, Properties }] of Object.entries(resources))
      if (Type === 'AWS::Lambda::Function' && id.startsWith('Captures'))
        Properties.VpcConfig = { SubnetIds: ['subnet-1'] };
  };
  expect(() => statementWith(change)).toThrow(/^The cell is neither open nor isolated/);
});

describe('[CC-2] a denial is one for the whole of a cell only where nothing gets past it', () => {
  type Denial = Record<string, unknown> & { Effect: string };

  /** Changes what the boundary denies outside the region. */
  const boundaryWith = (change: (denial: Denial) => void) => (resources: Resources) => {
    for (const { Type, Properties } of Object.values(resources)) {
      if (Type !== 'AWS::IAM::ManagedPolicy') continue;
      const { Statement: statements } = Properties.PolicyDocument as { Statement: Denial[] };
      for (const denial of statements)
        if (JSON.stringify(denial).includes('aws:RequestedRegion')) change(denial);
    }
  };

  const elsewhere = (more: object) => (denial: Denial) => {
    denial.Condition = {
      StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1', ...more },
    };
  };

  test('it counts as it is', () => {
    const { unitedStates } = statementWith(boundaryWith(elsewhere({})));
    expect(unitedStates.answer).toBe('no-grant-and-no-address');
  });

  test.each<[string, (denial: Denial) => void]>([
    ['under a second condition', elsewhere({ 'aws:PrincipalTag/free': 'yes' })],
    [
      'under a second operator',
      (denial) => {
        elsewhere({})(denial);
        denial.Condition = { ...Object(denial.Condition), Bool: { 'aws:SecureTransport': 'true' } };
      },
    ],
    ['for some resources', (denial) => Object.assign(denial, { Resource: 'arn:aws:s3:::x' })],
    [
      'but for a service',
      (denial) => Object.assign(denial, { Action: undefined, NotAction: ['iam:Get*', 's3:*'] }),
    ],
    ['where it allows', (denial) => Object.assign(denial, { Effect: 'Allow' })],
  ])('and not %s', (_, change) => {
    const { unitedStates } = statementWith(boundaryWith((denial) => change(denial)));
    expect(unitedStates.answer).toBe('cannot-tell');
  });

  test.each(['us-west-2', 'us-gov-west-1', 'us-iso-east-1', 'us-isob-east-1'])('%s is named', (region) => {
    const { unitedStates } = statementWith((resources) => {
      for (const [id, { Properties }] of Object.entries(resources))
        if (id.startsWith('WorkerFunctionAF8A')) Properties.Description = `https://x.${region}.amazonaws.com`;
    });
    expect(unitedStates.answer).toBe('cannot-tell');
  });
});
