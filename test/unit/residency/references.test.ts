import { describe, expect, test } from 'vitest';
import { judge } from '../../../lib/residency/judge.ts';
import type { Fields, Json } from '../../../lib/residency/template/values.ts';
import { europe, pinned } from './templates.ts';

const queue = (Properties: Fields, more: Fields = {}): Fields => ({
  Type: 'AWS::SQS::Queue',
  Properties,
  ...more,
});
const deadLetters = (of: string) => ({
  RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [of, 'Arn'] } },
});

/** A name as `Fn::Sub` takes it. */
const sub = (name: string): string => `$\{${name}}`;

/** Where the rule cannot tell, of a pinned template; whatever else is said is said as it is. */
const placesIn = (sections: Fields): readonly string[] =>
  judge([{ name: 'a', content: { Rules: pinned, ...sections } }], europe).map(({ answer, rule, path }) =>
    answer === 'cannot tell' && rule === 'references' ? path : `${answer}: ${rule} ${path}`,
  );

/** A queue whose name, which no other rule asks about, is a value. */
const named = (QueueName: Json, sections: Fields = {}) =>
  placesIn({ ...sections, Resources: { It: queue({ QueueName }), Other: queue({}) } });

const place = 'Resources/It/Properties/QueueName';

describe('what nobody can follow is never passed over, wherever it stands', () => {
  test.each<[string, Json, string]>([
    ['a function from tomorrow', { 'Fn::Magic': ['x'] }, place],
    [
      'a function from tomorrow in another',
      { 'Fn::Join': ['', [{ 'Fn::Magic': 'x' }]] },
      `${place}/Fn::Join/1/0`,
    ],
    ['a function beside other names', { 'Fn::Sub': 'x', More: 1 }, place],
    ['a reference to nothing', { Ref: 'Nothing' }, place],
    ['a reference by a function', { Ref: { Ref: 'Other' } }, place],
    ['a pseudo parameter from tomorrow', { Ref: 'AWS::Tomorrow' }, place],
    ['an attribute of nothing', { 'Fn::GetAtt': ['Nothing', 'Arn'] }, place],
    ['an attribute of nothing in one text', { 'Fn::GetAtt': 'Nothing.Arn' }, place],
    [
      'nothing in a substitution',
      { 'Fn::Sub': [`a-${sub('Nothing')}-${sub('Given')}`, { Given: 'x' }] },
      place,
    ],
    ['an attribute of nothing in a substitution', { 'Fn::Sub': `a-${sub('Nothing.Name')}` }, place],
    ['a pattern that is no text', { 'Fn::Sub': [{ Ref: 'Other' }, {}] }, place],
    ['a condition that is not there', { 'Fn::If': ['Nothing', 'a', 'b'] }, place],
    ['a mapping that is not there', { 'Fn::FindInMap': ['Nothing', 'a', 'b'] }, place],
  ])('%s', (_, value, path) => expect(named(value)).toEqual([path]));

  test.each<[string, Fields, string]>([
    ['a resource under no condition', { It: queue({}, { Condition: 'Nothing' }) }, 'Resources/It/Condition'],
    ['a resource after nothing', { It: queue({}, { DependsOn: 'Nothing' }) }, 'Resources/It/DependsOn'],
    ['a resource after several', { It: queue({}, { DependsOn: ['Nothing'] }) }, 'Resources/It/DependsOn'],
    ['a resource after what is no name', { It: queue({}, { DependsOn: [1] }) }, 'Resources/It/DependsOn'],
  ])('%s', (_, made, path) => expect(placesIn({ Resources: made })).toEqual([path]));

  test('conditions and outputs', () => {
    const Conditions = { C: { 'Fn::Not': [{ Condition: 'Nothing' }] } };
    const Outputs = { O: { Value: { 'Fn::Magic': 1 }, Condition: 'Gone' } };
    expect(placesIn({ Resources: { It: queue({}) }, Conditions, Outputs })).toEqual([
      'Conditions/C/Fn::Not/0',
      'Outputs/O/Value',
      'Outputs/O/Condition',
    ]);
  });
});

describe('circles are told', () => {
  test.each<[string, Fields]>([
    ['by attributes', { A: queue(deadLetters('B')), B: queue(deadLetters('A')) }],
    ['by orders', { A: queue({}, { DependsOn: 'B' }), B: queue({}, { DependsOn: ['A'] }) }],
    ['by references', { A: queue({ QueueName: { Ref: 'B' } }), B: queue({ QueueName: { Ref: 'A' } }) }],
    ['by both', { A: queue({ QueueName: { 'Fn::Sub': sub('B') } }), B: queue({}, { DependsOn: 'A' }) }],
  ])('%s', (_, made) => {
    const beside = { First: queue({ QueueName: { Ref: 'A' } }), Last: queue({}) };
    expect(placesIn({ Resources: { ...made, ...beside } })).toEqual(['Resources/A', 'Resources/B']);
  });

  test('of one resource, and of conditions', () => {
    expect(named({ Ref: 'It' })).toEqual(['Resources/It']);
    const Conditions = { C: { 'Fn::Not': [{ Condition: 'D' }] }, D: { Condition: 'C' } };
    expect(placesIn({ Resources: { It: queue({}) }, Conditions })).toEqual(['Conditions/C', 'Conditions/D']);
  });

  test('of ten thousand resources, in time, and a chain of as many is none', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, at) => [`Q${at}`, queue({}, { DependsOn: `Q${at + 1}` })]),
    );
    const started = performance.now();
    expect(placesIn({ Resources: { ...chain, Q10000: queue({}) } })).toEqual([]);
    expect(placesIn({ Resources: { ...chain, Q10000: queue({}, { DependsOn: 'Q0' }) } })).toHaveLength(
      10_001,
    );
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

test('what leads somewhere is fine', () => {
  const sections = {
    Parameters: { P: { Type: 'String' } },
    Mappings: { M: { a: { b: 'c' } } },
    Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] }, D: { 'Fn::Not': [{ Condition: 'C' }] } },
    Outputs: { O: { Value: { Ref: 'It' }, Condition: 'D' } },
  };
  const values: readonly Json[] = [
    { Ref: 'AWS::StackName' },
    { Ref: 'P' },
    { 'Fn::GetAtt': 'Other.QueueName' },
    { 'Fn::If': ['D', { Ref: 'Other' }, { Ref: 'AWS::NoValue' }] },
    { 'Fn::FindInMap': ['M', 'a', 'b'] },
    {
      'Fn::Sub': [
        ['AWS::Region', 'Other.QueueName', '!Not', 'Given'].map(sub).join('-'),
        { Given: { Ref: 'P' } },
      ],
    },
  ];
  for (const value of values) expect(named(value, sections), JSON.stringify(value)).toEqual([]);
});

test('names that a macro may bring are for the rule about macros', () => {
  expect(named({ Ref: 'Brought' }, { Transform: 'AWS::Serverless-2016-10-31' })).toEqual([
    'cannot tell: macros Transform',
  ]);
});
