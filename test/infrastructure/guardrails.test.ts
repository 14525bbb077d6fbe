import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { afterAll, describe, expect, test } from 'vitest';
import { everyGeography, geographies } from '../../domain/geographies.ts';
import { type ConfigInput, defineConfig } from '../../lib/config.ts';
import { addCells } from '../../lib/domicile-app.ts';
import { GuardrailStage } from '../../lib/guardrail-stack.ts';
import { lengthOf, policyLimits } from '../../lib/policy-sizes.ts';
import { aConfig, anyCode, cdkFlags, foreignBoundary, withCopies } from './cells.ts';

const directory = mkdtempSync(join(tmpdir(), 'domicile-guardrails-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const organization = 'o-a1b2c3d4e5';
const units = ['ou-ab12-11111111', 'ou-ab12-22222222'];

const durable = Object.fromEntries(
  withCopies.geographies.map((geography) => [geography, 'in-geography' as const]),
);

const anApp = () =>
  new App({ outdir: mkdtempSync(join(directory, 'out-')), context: cdkFlags(), analyticsReporting: false });

const synthesizeApp = (
  changes: Partial<ConfigInput>,
  plant: (stage: GuardrailStage) => void = () => undefined,
) => {
  const app = anApp();
  addCells(app, aConfig({ geographies: ['us'], ...changes }), anyCode(directory));
  const stage = app.node.tryFindChild('guardrails');
  if (stage instanceof GuardrailStage) plant(stage);
  return app.synth();
};

type Policy = {
  readonly Name: string;
  readonly Type: string;
  readonly TargetIds: string[];
  readonly Content: object;
};

/** The policies that a configuration makes. */
const policiesOf = (changes: Partial<ConfigInput>): readonly Policy[] => {
  const config = aConfig(changes);
  if (config.guardrails === undefined) return [];
  const [stack] = new GuardrailStage(anApp(), config, config.guardrails).synth().stacks;
  const resources: Record<string, { Properties: Policy }> = stack?.template.Resources ?? {};
  return Object.values(resources).map(({ Properties }) => Properties);
};

describe('guardrails', () => {
  test('are not there where nobody asks for them', () => {
    expect(synthesizeApp({}).getNestedAssembly('assembly-us').stacks).toHaveLength(2);
    expect(() => synthesizeApp({}).getNestedAssembly('assembly-guardrails')).toThrow();
  });

  test('are a stack of their own in us-east-1, with policies of the organization and nothing else', () => {
    const asked = { guardrails: { organization, targets: units } };
    const { stacks } = synthesizeApp(asked).getNestedAssembly('assembly-guardrails');
    expect(stacks.map(({ stackName, environment }) => [stackName, environment.region])).toEqual([
      ['Domicile-guardrails', 'us-east-1'],
    ]);
    const types = Object.values(stacks[0]?.template.Resources ?? {}).map(
      (one) => (one as { Type: string }).Type,
    );
    expect([...new Set(types)]).toEqual(['AWS::Organizations::Policy']);
  });

  test('can be asked for by a vendor without a cell in the region of their stack', () => {
    const asked: Partial<ConfigInput> = { geographies: ['eu'], guardrails: { organization, targets: units } };
    const assembly = synthesizeApp(asked);
    const stages = assembly.nestedAssemblies.map(({ displayName }) => displayName);
    expect(stages).toEqual(['eu', 'guardrails']);
  });

  test('for all nine cells in one account are of a size that Organizations takes', () => {
    const policies = policiesOf({ guardrails: { organization, targets: units } });
    expect(policies).toHaveLength(3);
    for (const { Name, Content } of policies) {
      expect(lengthOf(Content), Name).toBeLessThan(policyLimits.organization);
    }
  });

  test.each<[string, Partial<ConfigInput>]>([
    ['with copies', { ...withCopies, geographies: everyGeography, durability: durable }],
    ['with a foreign boundary', foreignBoundary],
  ])('for all nine cells %s are of that size too', (_, changes) => {
    for (const { Name, Content } of policiesOf({
      ...changes,
      guardrails: { organization, targets: units },
    })) {
      expect(lengthOf(Content), Name).toBeLessThan(policyLimits.organization);
    }
  });

  test('[BY-11] hold each account to the region of its own cell', () => {
    const account = Object.fromEntries(everyGeography.map((one, at) => [one, `${111122223330 + at}`]));
    const regions = policiesOf({ account, guardrails: { organization } })
      .filter(({ Name }) => Name.includes('-Regions-'))
      .map(({ TargetIds, Content }) => [TargetIds, JSON.stringify(Content).includes('RequestedRegion')]);
    expect(regions).toEqual(everyGeography.map((one) => [[account[one]], true]));
    const [first] = policiesOf({ account, guardrails: { organization } });
    const named = JSON.stringify(first?.Content);
    const [own] = everyGeography;
    expect(own && named.includes(geographies[own].region)).toBe(true);
    for (const one of everyGeography.slice(1)) expect(named).not.toContain(geographies[one].region);
  });
});

test('[DL-2] guardrails leave the second region of a geography open only where copies are asked for there', () => {
  const asked = { geographies: ['eu'] as const, guardrails: { organization, targets: units } };
  const named = (changes: Partial<ConfigInput>) => JSON.stringify(policiesOf({ ...asked, ...changes }));
  expect(named({})).not.toContain('eu-west-1');
  expect(named({ durability: 'in-geography' })).toContain('eu-west-1');
});

describe('the synthesis stops', () => {
  test('[BY-11] where the stack of guardrails holds anything else', () => {
    const plant = (stage: GuardrailStage) =>
      new CfnResource(stage.policies, 'Planted', {
        type: 'AWS::KMS::Key',
        properties: { MultiRegion: true },
      });
    const asked = { geographies: ['eu'] as const, guardrails: { organization, targets: units } };
    expect(() => synthesizeApp(asked, plant)).toThrow(/the key can be copied to any region/);
  });

  test('where a policy is larger than Organizations takes', () => {
    const plant = (stage: GuardrailStage) =>
      new CfnPolicy(stage.policies, 'Planted', {
        name: 'planted',
        type: 'SERVICE_CONTROL_POLICY',
        content: { Statement: 'x'.repeat(5_200) },
      });
    expect(() => synthesizeApp({ guardrails: { organization, targets: units } }, plant)).toThrow(
      /The policy of the organization of Planted is 52\d\d/,
    );
  });
});

test.each<[string, object]>([
  ['no organization', { organization: 'mine', targets: units }],
  ['no target', { organization }],
  ['a root as a target', { organization, targets: ['r-ab12'] }],
])('guardrails with %s are a fault of the configuration', (_, guardrails) => {
  const { programs, identity } = aConfig();
  expect(() => defineConfig({ programs, identity, guardrails: guardrails as never })).toThrow(/guardrails\./);
});
