import { describe, expect, test } from 'vitest';
import type { ConfigInput } from '../../lib/config.ts';
import { foreignBoundary, type Json, onlyCell, synthesizeCells } from './cells.ts';
import { changed, type Editable, mismatchesOf, planted, resource, saidOf, without } from './parity.ts';

const withWitness = {
  evidence: { witness: { url: 'https://witness.example.org/checkpoints' } },
} as const satisfies Partial<ConfigInput>;

describe('[BY-6] a witness is what was chosen, and no more', () => {
  const found = (edit: (all: Editable) => void, changes: Partial<ConfigInput> = withWitness) =>
    mismatchesOf({ geography: 'eu', changes, edit });
  const target = (all: Editable): Record<string, Json> => {
    const [only] = resource(all, 'WitnessRule').Properties.Targets as unknown as Record<string, Json>[];
    if (only === undefined) throw new Error('The rule has no target.');
    return only;
  };

  test('a witness that was chosen is explained', () => {
    expect(found(() => {})).toEqual([]);
    expect(found(() => {}, { ...withWitness, network: 'isolated' })).toEqual([]);
    expect(found(() => {}, { ...withWitness, ...foreignBoundary })).toEqual([]);
  });

  test.each<[string, (all: Editable) => void]>([
    ['another event', changed('WitnessRule', { EventPattern: { source: ['domicile'] } })],
    ['another bus', changed('WitnessRule', { EventBusName: 'default' })],
    ['another name of the rule', changed('WitnessRule', { Name: 'other' })],
    ['another address', changed('WitnessDestination', { InvocationEndpoint: 'https://other.example.org/' })],
    ['another method', changed('WitnessDestination', { HttpMethod: 'PUT' })],
    ['a secret for the address', changed('WitnessConnection', { AuthorizationType: 'BASIC' })],
    ['the whole event', (all) => void delete target(all).InputTransformer],
    [
      'the whole detail',
      (all) =>
        void Object.assign(target(all), {
          InputTransformer: { InputPathsMap: { d: '$.detail' }, InputTemplate: '<d>' },
        }),
    ],
    ['letters elsewhere', (all) => void Object.assign(target(all), { DeadLetterConfig: { Arn: 'arn:x' } })],
    [
      'a second target',
      (all) => {
        const rule = resource(all, 'WitnessRule').Properties;
        rule.Targets = [target(all), { ...target(all), Id: 'b' }];
      },
    ],
    ['no rule', without('WitnessRule')],
    ['no address', without('WitnessDestination')],
  ])('%s is not explained, and the witness that was chosen has no means', (_, edit) => {
    const mismatches = found(edit);
    expect(saidOf(mismatches, 'decided-without-means').join()).toMatch(
      /outside witness of the log can be decided/,
    );
    expect(saidOf(mismatches, 'permitted-without-decision')).not.toEqual([]);
  });

  test.each<[string, (all: Editable) => void, RegExp]>([
    [
      'a second rule',
      planted('AWS::Events::Rule', {
        EventPattern: { source: ['domicile'] },
        Targets: [{ Id: 'a', Arn: 'arn:x' }],
      }),
      /^Planted: passes events on to arn:x/,
    ],
    [
      'a second address',
      planted('AWS::Events::ApiDestination', { InvocationEndpoint: 'https://other.example.org/' }),
      /^Planted: lets events be sent to https:\/\/other.example.org\//m,
    ],
    [
      'a function that becomes its role',
      changed('WitnessRole', {
        AssumeRolePolicyDocument: {
          Statement: [
            { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
          ],
        },
      }),
      /^WitnessRole\w+: may be taken on by .*lambda/,
    ],
    [
      'a role that sends to any address',
      (all) => {
        const { Properties } = resource(all, 'WitnessRole');
        Properties.Policies = [
          {
            PolicyDocument: {
              Statement: [{ Effect: 'Allow', Action: 'events:InvokeApiDestination', Resource: '*' }],
            },
          },
        ] as never;
      },
      /^WitnessRole\w+: is allowed events:InvokeApiDestination on \*/,
    ],
  ])('%s is found', (_, edit, said) => {
    expect(saidOf(found(edit), 'permitted-without-decision').join('\n')).toMatch(said);
  });

  test('a witness that nobody chose is found, with its boundary, its role and its rule', () => {
    const { service } = onlyCell(synthesizeCells({ ...withWitness, geographies: ['eu'] }));
    const made = service.template.Resources as unknown as Editable;
    const plant = (all: Editable) => {
      for (const [id, one] of Object.entries(made)) if (/^Witness/.test(id)) all[id] = one;
    };
    const said = saidOf(found(plant, {}), 'permitted-without-decision').join('\n');
    expect(said).toMatch(/WitnessDestination\w+: lets events be sent to https.*allowed: none/);
    expect(said).toMatch(/WitnessRule\w+: passes events on to/);
    expect(said).toMatch(/WitnessRole\w+: may be taken on by/);
    expect(said).toMatch(/WitnessRole\w+: is allowed events:InvokeApiDestination/);
  });
});
