import { CfnApiDestination, CfnRule } from 'aws-cdk-lib/aws-events';
import { describe, expect, test } from 'vitest';
import { everyFunction } from '../../contract/access/every-function.ts';
import type { Statement } from '../../contract/statement/statement.ts';
import { compare } from '../../domain/audit/compare.ts';
import { factOf } from '../../domain/audit/facts.ts';
import { namesOf } from '../../domain/audit/names.ts';
import { geographies } from '../../domain/geographies.ts';
import { controlsOfTemplates } from '../../lib/audit/controls-of-templates.ts';
import { askedOfCell } from '../../lib/cell-pin.ts';
import type { ConfigInput } from '../../lib/config.ts';
import type { GeographyStage } from '../../lib/geography-stage.ts';
import { judge } from '../../lib/residency/judge.ts';
import { definePin } from '../../lib/residency/pin.ts';
import { readTemplates } from '../../lib/residency/template/template.ts';
import { compileStatement } from '../../lib/statement/compile-statement.ts';
import {
  aConfig,
  type Cell,
  foreignBoundary,
  type Json,
  named,
  onlyCell,
  ownIssuer,
  synthesizeCells,
} from './cells.ts';
import { synthesizeWith } from './planted.ts';

const url = 'https://witness.example.org/checkpoints';
const withWitness = { evidence: { witness: { url } } } as const satisfies Partial<ConfigInput>;
const cells = () => synthesizeCells(withWitness);
const text = (value: unknown) => JSON.stringify(value);

const sourcesOf = ({ stacks }: Cell) => stacks.map(({ name, template }) => ({ name, content: template }));
const pinOf = ({ geography }: Cell) => {
  const { region } = geographies[geography];
  return definePin(region, askedOfCell(region));
};
const statementOf = (cell: Cell): Statement => {
  const pin = pinOf(cell);
  return compileStatement(readTemplates(sourcesOf(cell), pin), pin);
};

describe.each(named(cells()))('the outside witness of the cell %s', (geography, cell) => {
  const { service } = cell;

  test('is sent the checkpoint file of signed checkpoints by POST, and nothing else of any event', () => {
    const destination = service.one('AWS::Events::ApiDestination');
    const connection = service.one('AWS::Events::Connection');
    expect(destination.Properties).toMatchObject({
      ConnectionArn: { 'Fn::GetAtt': [connection.id, 'Arn'] },
      HttpMethod: 'POST',
      InvocationEndpoint: url,
      InvocationRateLimitPerSecond: 1,
    });
    const rules = service
      .ofType('AWS::Events::Rule')
      .filter(({ Properties }) => Properties.EventPattern !== undefined);
    expect(rules).toHaveLength(1);
    expect(rules[0]?.Properties).toMatchObject({
      EventBusName: { Ref: service.one('AWS::Events::EventBus').id },
      EventPattern: { source: ['domicile'], 'detail-type': ['CheckpointSigned'] },
    });
    const [target, ...others] = (rules[0]?.Properties.Targets ?? []) as unknown as Record<string, Json>[];
    expect(others).toEqual([]);
    expect(target?.Arn).toEqual({ 'Fn::GetAtt': [destination.id, 'Arn'] });
    expect(target?.InputTransformer).toEqual({
      InputPathsMap: { checkpoint: '$.detail.checkpoint' },
      InputTemplate: '{"checkpoint":<checkpoint>,"kind":"checkpoint-file","v":1}',
    });
    expect(Object.keys(target ?? {})).not.toEqual(expect.arrayContaining(['HttpParameters']));
  });

  test('what it does not take within a day lies in a queue of the cell, and an alarm tells', () => {
    const letters = service.one('AWS::SQS::Queue', 'WitnessUndelivered').id;
    const [target] = service.one('AWS::Events::Rule', 'WitnessRule').Properties.Targets as unknown as Json[];
    expect(target).toMatchObject({
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [letters, 'Arn'] } },
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    });
    const alarm = service.one('AWS::CloudWatch::Alarm', 'WitnessUndelivered').Properties;
    expect(text(alarm.Dimensions)).toContain(letters);
    expect(alarm.Threshold).toBe(1);
  });

  test('no secret stands in a template, in an output or in what functions are told', () => {
    expect(service.one('AWS::Events::Connection').Properties).toMatchObject({
      AuthorizationType: 'API_KEY',
      AuthParameters: {
        ApiKeyAuthParameters: { ApiKeyName: 'Domicile-Cell', ApiKeyValue: geography },
      },
    });
    const functions = service.ofType('AWS::Lambda::Function');
    expect(functions).toHaveLength(everyFunction.length);
    expect(text(functions)).not.toMatch(/[Ww]itness/);
  });

  test('no function may send to it, and what may is nothing but its rule', () => {
    const roles = service
      .ofType('AWS::IAM::Role')
      .filter(({ Properties }) => text(Properties.Policies ?? []).includes('InvokeApiDestination'));
    expect(roles.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['WitnessRole']);
    const trust = text(roles[0]?.Properties.AssumeRolePolicyDocument);
    expect(trust).toContain('"Service":"events.amazonaws.com"');
    expect(trust).toMatch(/"aws:SourceArn":.*-Witness/);
    expect(trust).not.toContain('lambda');
  });

  test('[BY-11] keeps every residency rule, and the rules can tell', () => {
    expect(judge(sourcesOf(cell), pinOf(cell))).toEqual([]);
  });

  test('[BY-9] is named in the statement, with all that it is sent', () => {
    const { witness, unitedStates, data } = statementOf(cell);
    expect(witness?.address).toBe(url);
    expect(witness?.receives.join()).toMatch(
      /root, the time, the cell, the name of the key and the signature/,
    );
    expect(unitedStates.answer).toBe(geography === 'us' ? 'at-home' : 'cannot-tell');
    expect(unitedStates.because.join()).toContain(url);
    expect(data.map(({ data: what }) => what).join()).toMatch(/outside witness did not take/);
    for (const { region } of data) expect(region).toBe(geographies[geography].region);
  });
});

describe('without a witness', () => {
  test('nothing of it stands in a template, not even a permission', () => {
    for (const cell of synthesizeCells()) {
      const templates = text(cell.stacks.map(({ template }) => template));
      expect(templates).not.toMatch(/[Ww]itness|InvokeApiDestination|AWS::Events::Connection/);
      expect(statementOf(cell)).not.toHaveProperty('witness');
    }
  });

  test('with one, all else is as it was', () => {
    const resources = (cell: Cell) =>
      new Map(cell.stacks.flatMap((stack) => stack.resources.map((one) => [one.id, one])));
    const [before, after] = [synthesizeCells(), cells()].map((all) =>
      resources(onlyCell(all.filter(({ geography }) => geography === 'eu'))),
    );
    const differing = [...(after ?? [])].filter(([id, one]) => text(one) !== text(before?.get(id)));
    const names = differing
      .map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))
      .filter((id) => !/^Witness/.test(id));
    // These two carry what the templates say, the statement and the controls, beside their code.
    expect(names.sort()).toEqual(['AuditorFunction', 'Boundary', 'StatementsFunction']);
    expect([...(before ?? [])].filter(([id]) => !after?.has(id))).toEqual([]);
  });
});

describe('the configuration of a witness', () => {
  test.each<[unknown, RegExp]>([
    [{ url: 'http://witness.example.org/' }, /`evidence.witness.url` is "http:.*allowed: an https address/],
    [{ url: 'https://witness/' }, /a dot in its name/],
    [{ url: 'https://192.0.2.7/' }, /no IP address/],
    [{ url: 'https://a.example.org/?key=secret' }, /`evidence.witness.url` is "https:\/\/a.example.org\/…"/],
    [{ url: 'https://me:secret@a.example.org/' }, /is "https:\/\/…@a.example.org\/"/],
    [{ url: 'https://a.example.org/#x' }, /fragment/],
    [{ url: 'https://a.execute-api.us-east-1.amazonaws.com/' }, /no name of AWS/],
    [{ url: 7 }, /`evidence.witness.url` is 7/],
    [{}, /`evidence.witness.url` is missing/],
    [{ url, token: 'x' }, /`evidence.witness.token` is not known; allowed: url/],
    [url, /`evidence.witness` is "https.*allowed: fields url/],
  ])('%j is refused, and the message says what is allowed', (witness, message) => {
    const refused = () => aConfig({ evidence: { witness } } as unknown as Partial<ConfigInput>);
    expect(refused).toThrow(message);
    expect(refused).not.toThrow(/secret/);
  });
});

test('the synthesis of the app takes a witness with all its checks', () => {
  expect(() => synthesizeWith(() => undefined, withWitness)).not.toThrow();
});

test('and beside a foreign boundary, in an isolated network, with an own issuer', () => {
  const changes = { ...withWitness, ...foreignBoundary, ...ownIssuer, network: 'isolated' } as const;
  expect(() => synthesizeWith(() => undefined, changes)).not.toThrow();
});

test('[BY-11] and stops at a second rule that sends to it', () => {
  const plant = ({ service }: GeographyStage) => {
    const destination = service.node
      .findAll()
      .find((one): one is CfnApiDestination => one instanceof CfnApiDestination);
    if (destination === undefined) throw new Error('The cell has no witness.');
    new CfnRule(service, 'Planted', {
      eventPattern: { source: ['domicile'] },
      targets: [{ id: 'a', arn: destination.attrArn }],
    });
  };
  expect(() => synthesizeWith(plant, withWitness)).toThrow(
    /cannot tell: https:\/\/witness.example.org\/checkpoints does not tell where it lies/,
  );
});

describe('the auditor', () => {
  const cell = onlyCell(cells().filter(({ geography }) => geography === 'eu'));
  const { region } = geographies.eu;
  const pin = pinOf(cell);
  const { controls } = controlsOfTemplates(readTemplates(sourcesOf(cell), pin), pin);
  const listed = cell.stacks.flatMap(({ resources }) =>
    resources.map(({ id, Type, Properties }) => {
      const physical = typeof Properties?.Name === 'string' ? Properties.Name : `p-${id}`;
      return {
        logical: id,
        type: Type,
        physical: Type === 'AWS::Events::Rule' ? `bus|${physical}` : physical,
      };
    }),
  );
  const names = new Map(namesOf(listed, { partition: 'aws', region, account: '111122223333' }));
  const only = (prefix: string) => {
    const found = controls.find(({ resource: id }) => new RegExp(`^${prefix}[0-9A-F]{8}$`).test(id));
    if (found === undefined) throw new Error(`No control is about ${prefix}.`);
    return found;
  };
  const here = `arn:aws:events:${region}:111122223333:api-destination`;
  const outcome = (facts: readonly string[]) =>
    compare(only('Bus'), { 'targets-elsewhere': { read: true, facts } }, names).find(
      ({ aspect }) => aspect === 'targets-elsewhere',
    )?.outcome;

  test('takes the address of the witness for its own, and no other', () => {
    const own = factOf({ rule: 'Domicile-eu-Witness', target: `${here}/Domicile-eu-Witness` });
    const other = factOf({ rule: 'Domicile-eu-Witness', target: `${here}/other` });
    const byOther = factOf({ rule: 'by-hand', target: `${here}/Domicile-eu-Witness` });
    const abroad = own.replace(region, 'us-east-1');
    expect(outcome([own])).toBe('as-stated');
    for (const facts of [[], [other], [byOther], [abroad], [own, other], [own, byOther]])
      expect(outcome(facts), facts.join()).toBe('drift');
  });

  test('looks at what the rule listens to, and what it makes of it', () => {
    const { stated } = only('WitnessRule');
    const { pattern, targets } = stated as { pattern: string[]; targets: string[] };
    expect(pattern.map((fact) => JSON.parse(fact))).toEqual([
      { source: ['domicile'], 'detail-type': ['CheckpointSigned'] },
    ]);
    expect(JSON.parse(targets[0] ?? '')).toMatchObject({
      input: { InputTemplate: '{"checkpoint":<checkpoint>,"kind":"checkpoint-file","v":1}' },
    });
  });
});
