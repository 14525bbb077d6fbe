import { describe, expect, test } from 'vitest';
import { judge } from '../../../lib/residency/judge.ts';
import { TemplateError } from '../../../lib/residency/template/template.ts';
import type { Fields, Json } from '../../../lib/residency/template/values.ts';
import { europe, pinned, saidOf, templateOf } from './templates.ts';

/** What is said of a region that a secret is copied to, however the template puts it. */
const saidOfRegion = (region: Json, sections: Fields = {}) =>
  saidOf(templateOf('AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: region }] }, sections));

const broken = ['broken: secret-replicas'];
const cannotTell = ['cannot tell: secret-replicas'];

describe('a region is read however it is put together', () => {
  test.each<[string, Json, Fields, readonly string[]]>([
    ['AWS::Region is the home', { Ref: 'AWS::Region' }, {}, []],
    ['a join', { 'Fn::Join': ['-', ['us', 'west', 2]] }, {}, broken],
    ['a substitution', { 'Fn::Sub': [`${'{Side}'}-west-2`, { Side: 'us' }] }, {}, broken],
    ['a selection', { 'Fn::Select': [1, ['eu-west-1', 'us-west-2']] }, {}, broken],
    ['a part of a text', { 'Fn::Select': ['0', { 'Fn::Split': [',', 'us-west-2,eu-west-1'] }] }, {}, broken],
    [
      'a mapping by AWS::Region',
      { 'Fn::FindInMap': ['Copies', { Ref: 'AWS::Region' }, 'to'] },
      { Mappings: { Copies: { 'eu-central-1': { to: 'eu-west-1' }, 'us-east-1': { to: 'us-west-2' } } } },
      [],
    ],
    [
      'a mapping by a parameter: every entry counts',
      { 'Fn::FindInMap': ['Copies', { Ref: 'Stage' }, 'to'] },
      {
        Mappings: { Copies: { test: { to: 'eu-west-1' }, live: { to: 'us-west-2' } } },
        Parameters: { Stage: { Type: 'String' } },
      },
      broken,
    ],
    [
      'a parameter that may be anything',
      { Ref: 'To' },
      { Parameters: { To: { Type: 'String' } } },
      cannotTell,
    ],
    [
      'a parameter whose default is fine, and which may be anything else',
      { Ref: 'To' },
      { Parameters: { To: { Type: 'String', Default: 'eu-west-1' } } },
      cannotTell,
    ],
    [
      'a parameter that allows what is fine only',
      { Ref: 'To' },
      { Parameters: { To: { Type: 'String', AllowedValues: ['eu-west-1', 'eu-central-1'] } } },
      [],
    ],
    [
      'a parameter that allows one too many',
      { Ref: 'To' },
      { Parameters: { To: { Type: 'String', AllowedValues: ['eu-west-1', 'us-east-1'] } } },
      broken,
    ],
    [
      'a branch that a condition of this region excludes',
      { 'Fn::If': ['Abroad', 'us-west-2', 'eu-west-1'] },
      { Conditions: { Abroad: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } } },
      [],
    ],
    [
      'a branch that somebody may choose',
      { 'Fn::If': ['Chosen', 'us-west-2', 'eu-west-1'] },
      {
        Parameters: { Copy: { Type: 'String' } },
        Conditions: { Chosen: { 'Fn::Equals': [{ Ref: 'Copy' }, 'yes'] } },
      },
      broken,
    ],
    ['a function from tomorrow', { 'Fn::Tomorrow': 'eu-west-1' }, {}, cannotTell],
    ['what is looked up at deployment', '{{resolve:ssm:/to}}', {}, cannotTell],
    ['an import from a stack that is not there', { 'Fn::ImportValue': 'to' }, {}, cannotTell],
  ])('%s', (_, region, sections, said) => expect(saidOfRegion(region, sections)).toEqual(said));

  test('an import is followed into the template that exports it', () => {
    const exporting = (Value: string) => ({
      Rules: pinned,
      Resources: {},
      Outputs: { To: { Value, Export: { Name: 'to' } } },
    });
    const importing = templateOf('AWS::SecretsManager::Secret', {
      ReplicaRegions: [{ Region: { 'Fn::ImportValue': 'to' } }],
    });
    const answers = (value: string) =>
      judge(
        [
          { name: 'a', content: exporting(value) },
          { name: 'b', content: importing },
        ],
        europe,
      ).map(({ answer }) => answer);
    expect(answers('eu-west-1')).toEqual([]);
    expect(answers('us-east-1')).toEqual(['broken']);
  });

  test('a resource that is made abroad only is not looked at, and one that may be made is', () => {
    const made = (Conditions: Fields) =>
      saidOf({
        Rules: pinned,
        Parameters: { Copy: { Type: 'String' } },
        Conditions,
        Resources: { It: { Type: 'AWS::KMS::Key', Condition: 'Made', Properties: { MultiRegion: true } } },
      });
    expect(made({ Made: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } })).toEqual([]);
    expect(made({ Made: { 'Fn::Equals': [{ Ref: 'Copy' }, 'yes'] } })).toEqual(['broken: key-multi-region']);
  });

  test('an account that is not given is not told from another one', () => {
    const arn = 'arn:aws:sqs:eu-central-1:444455556666:q';
    const content = templateOf('AWS::SSM::Parameter', { Value: arn });
    const { account: _, ...anybody } = europe;
    expect(saidOf(content)).toEqual(['broken: foreign-arns']);
    expect(saidOf(content, anybody)).toEqual(['cannot tell: foreign-arns']);
  });
});

describe('bad input is never a pass and never a hang', () => {
  test('conditions that need each other decide nothing', () => {
    const Conditions = { A: { Condition: 'B' }, B: { 'Fn::Not': [{ Condition: 'A' }] } };
    expect(saidOfRegion({ 'Fn::If': ['A', 'us-west-2', 'eu-west-1'] }, { Conditions })).toEqual([
      ...broken,
      'cannot tell: references',
    ]);
  });

  test('more possibilities than can be followed are not known', () => {
    const Parameters = {
      One: { Type: 'String', AllowedValues: Array.from({ length: 9 }, (_, at) => `${at}`) },
    };
    const text = { 'Fn::Join': ['', Array(30).fill({ Ref: 'One' })] };
    expect(saidOfRegion(text, { Parameters })).toEqual(cannotTell);
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['a map without resources', { Outputs: {} }],
    ['resources that are no map', { Resources: [] }],
    ['nesting without end', { Resources: { It: { Type: 'x', Properties: nested(1_000) } } }],
  ])('%s is an error', (_, content) => {
    expect(() => judge([{ name: 'a', content }], europe)).toThrow(TemplateError);
  });

  test.each<[string, Json]>([
    ['no map', 'text'],
    ['no type', { Properties: {} }],
    ['a type that is a function', { Type: { Ref: 'x' } }],
  ])('a resource that is %s is reported', (_, It) => {
    expect(saidOf({ Rules: pinned, Resources: { It } })).toContain('cannot tell: unknown-types');
  });

  test.each<[string, Json]>([
    ['a parameter', { Ref: 'Any' }],
    ['an item that is a parameter', [{ Ref: 'Any' }]],
    ['a selection of nothing', [{ 'Fn::Select': [{ Ref: 'Any' }, []] }]],
    [
      'a branch of a condition that is not there',
      { 'Fn::If': ['Nowhere', { Ref: 'Any' }, { Ref: 'AWS::NoValue' }] },
    ],
  ])('replicas that are %s are not known', (_, ReplicaRegions) => {
    const content = templateOf(
      'AWS::SecretsManager::Secret',
      { ReplicaRegions },
      { Parameters: { Any: { Type: 'String' } } },
    );
    expect(saidOf(content)).toEqual(cannotTell);
  });

  test('conditions that name each other twice, sixty deep, are decided', () => {
    const Conditions = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => {
        const next = { Condition: `C${at + 1}` };
        return [`C${at}`, { 'Fn::And': [next, next] }];
      }),
    );
    const sections = { Conditions: { ...Conditions, C60: { 'Fn::Equals': ['a', 'b'] } } };
    expect(saidOfRegion({ 'Fn::If': ['C0', 'us-west-2', 'eu-west-1'] }, sections)).toEqual([]);
  });

  test('a mapping that looks itself up is not followed', () => {
    const itself = { 'Fn::FindInMap': ['M', 'a', 'b'] };
    const Mappings = { M: { a: { b: { 'Fn::Join': ['', [itself, itself]] } } } };
    expect(saidOfRegion(itself, { Mappings })).toEqual(cannotTell);
  });

  test.each(['a', 'a.', 'arn:', 'arn:aws:', '$' + '{', 'eu-central-', 'https://', '.amazonaws', '://a@'])(
    'a text of two million characters of %s is read through',
    (piece) => {
      const Value = piece.repeat(2_000_000 / piece.length);
      expect(saidOf(templateOf('AWS::SSM::Parameter', { Value, Other: { 'Fn::Sub': Value } }))).toEqual([]);
      expect(saidOf(templateOf('AWS::Events::ApiDestination', { InvocationEndpoint: Value }))).toEqual([
        'cannot tell: api-destinations',
      ]);
    },
  );

  test('functions with odd arguments are not known, and stop nothing', () => {
    const odd: readonly Json[] = [null, 7, 'x', [], {}, [[]], [{ Ref: 'x' }], { a: 1, b: 2 }];
    const names = [
      'Ref',
      'GetAtt',
      'Join',
      'Sub',
      'If',
      'FindInMap',
      'Select',
      'Split',
      'GetAZs',
      'ImportValue',
    ];
    for (const name of names) {
      for (const argument of odd) {
        const call = { [name === 'Ref' ? name : `Fn::${name}`]: argument };
        expect(() => saidOfRegion(call), JSON.stringify(call)).not.toThrow();
      }
    }
  });
});

function nested(levels: number): Json {
  return levels === 0 ? 'deep' : { below: nested(levels - 1) };
}
