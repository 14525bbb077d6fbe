import { describe, expect, test } from 'vitest';
import { compare, statedAspects } from '../../domain/audit/compare.ts';
import type { Control } from '../../domain/audit/control.ts';
import { nameHole, namesOf } from '../../domain/audit/names.ts';
import { durabilityRegionOf, geographies } from '../../domain/geographies.ts';
import { auditedTypes, controlsOfTemplates } from '../../lib/audit/controls-of-templates.ts';
import { definePin } from '../../lib/residency/pin.ts';
import { readTemplates } from '../../lib/residency/template/template.ts';
import {
  type Cell,
  foreignBoundary,
  named,
  onlyCell,
  ownIssuer,
  synthesizeCells,
  withCopies,
} from './cells.ts';

const controlsOf = ({ stacks, geography }: Cell): readonly Control[] => {
  const pin = definePin(geographies[geography].region);
  const sources = stacks.map(({ name, template }) => ({ name, content: template }));
  return controlsOfTemplates(readTemplates(sources, pin), pin).controls;
};

const resourcesOf = ({ stacks }: Cell) => stacks.flatMap(({ resources }) => resources);

const only = (controls: readonly Control[], prefix: string): Control => {
  const [found] = controls.filter(({ resource }) => new RegExp(`^${prefix}[0-9A-F]{8}$`).test(resource));
  if (found === undefined) throw new Error(`no control is about ${prefix}`);
  return found;
};

/** What the account would list: every resource, with a name that tells it from the others. */
const namesIn = (cell: Cell) => {
  const { region } = geographies[cell.geography];
  const listed = resourcesOf(cell).map(({ id, Type }) => ({ logical: id, type: Type, physical: `p-${id}` }));
  const home = { partition: 'aws', region, account: '111122223333' };
  const streams = listed.map(({ logical }) => [`${logical}.StreamArn`, `stream-of-${logical}`] as const);
  return new Map([['account', home.account], ...namesOf(listed, home), ...streams]);
};

describe.each(named(synthesizeCells()))('the controls of the cell %s', (_, cell) => {
  const controls = controlsOf(cell);

  test('speak of every resource of a type that is audited', () => {
    const audited = resourcesOf(cell).filter(({ Type }) => auditedTypes.includes(Type));
    const spoken = controls.filter(({ kind }) => kind !== 'account').map(({ resource }) => resource);
    expect(spoken).toEqual(audited.map(({ id }) => id).sort());
  });

  test('name nothing that the account does not list', () => {
    const names = namesIn(cell);
    for (const control of controls) {
      const observed = Object.fromEntries(
        statedAspects(control).map(([aspect]) => [aspect, { read: true as const, facts: ['x'] }]),
      );
      const outcomes = compare(control, observed, names).map(({ aspect, outcome }) => [aspect, outcome]);
      expect(outcomes.filter(([, outcome]) => outcome === 'not-checked')).toEqual([]);
    }
  });

  test('state no copy of any table, and no way back of content', () => {
    for (const name of ['TablesRegistry', 'TablesContent', 'TablesEvidence']) {
      const { stated } = only(controls, name);
      expect(stated).toMatchObject({ replicas: [], 'data-streams': [], backups: [], exports: [] });
    }
    expect(only(controls, 'TablesContent').stated).toMatchObject({
      recovery: ['off'],
      'time-to-live': [],
      stream: [],
    });
    expect(only(controls, 'TablesEvidence').stated).toMatchObject({ 'recovery-days': ['35'] });
    expect(only(controls, 'TablesRegistry').stated).toMatchObject({ 'recovery-days': ['7'] });
  });

  test('state the boundary of every role', () => {
    const boundary = nameHole(only(controls, 'Boundary').resource);
    const roles = controls.filter(({ kind }) => kind === 'role');
    expect(roles.length).toBeGreaterThan(6);
    for (const { stated } of roles) expect(stated).toMatchObject({ boundary: [boundary], attached: [] });
  });

  test('state who starts what', () => {
    const target = nameHole(`${only(controls, 'PlannerFunction').resource}.Arn`);
    const letters = nameHole(`${only(controls, 'UndeliveredTicks').resource}.Arn`);
    const { stated } = only(controls, 'PlannerTick');
    const targets = (stated as { targets: string[] }).targets.map((fact) => JSON.parse(fact));
    expect(targets).toEqual([{ arn: target, deadLetters: letters }]);
  });
});

test('a foreign boundary is stated as such, and our Denies beside it', () => {
  const cell = onlyCell(synthesizeCells({ geographies: ['jp'], ...ownIssuer, ...foreignBoundary }));
  const controls = controlsOf(cell);
  expect(only(controls, 'WorkerRole').stated).toMatchObject({
    boundary: ['arn:aws:iam::<<account>>:policy/platform/WorkloadBoundary'],
    attached: [nameHole(only(controls, 'Denies').resource)],
  });
});

test('a copy within the geography is stated where it was asked for, and of content never', () => {
  for (const cell of synthesizeCells(withCopies)) {
    const controls = controlsOf(cell);
    const region = durabilityRegionOf(cell.geography);
    for (const name of ['TablesRegistry', 'TablesEvidence']) {
      expect(only(controls, name).stated).toMatchObject({ replicas: [region] });
    }
    expect(only(controls, 'TablesContent').stated).toMatchObject({ replicas: [] });
  }
});

test('types that are not audited are known', () => {
  const [cell] = synthesizeCells();
  const types = new Set(cell === undefined ? [] : resourcesOf(cell).map(({ Type }) => Type));
  expect([...types].filter((type) => !auditedTypes.includes(type)).sort()).toEqual([
    'AWS::ApiGatewayV2::Api',
    'AWS::ApiGatewayV2::Authorizer',
    'AWS::ApiGatewayV2::Integration',
    'AWS::ApiGatewayV2::Route',
    'AWS::ApiGatewayV2::Stage',
    'AWS::CloudWatch::Alarm',
    'AWS::Cognito::UserPool',
    'AWS::Cognito::UserPoolClient',
    'AWS::Cognito::UserPoolDomain',
    'AWS::Cognito::UserPoolGroup',
    'AWS::Cognito::UserPoolResourceServer',
    'AWS::Lambda::EventInvokeConfig',
    'AWS::Lambda::EventSourceMapping',
    'AWS::Lambda::Permission', // Compared as the policy of its function.
    'AWS::S3::BucketPolicy', // Compared as the policy of its bucket.
    'AWS::SQS::QueuePolicy', // Compared as the policy of its queue.
  ]);
});
