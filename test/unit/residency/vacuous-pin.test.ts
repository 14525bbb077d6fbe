import { describe, expect, test } from 'vitest';
import { definePin } from '../../../lib/residency/pin.ts';
import { knownRegions } from '../../../lib/residency/regions.ts';
import type { Fields, Json } from '../../../lib/residency/template/values.ts';
import { saidOf } from './templates.ts';

const pin = definePin('eu-central-1');
const region = { Ref: 'AWS::Region' };
const saidOfRule = (Assert: Json, rest: Fields = {}) =>
  saidOf(
    {
      Parameters: { Size: { Type: 'String' }, Strict: { Type: 'String' } },
      Rules: { Pin: { Assertions: [{ Assert }], ...rest } },
      Resources: {},
    },
    pin,
  );

describe('a template refuses to be deployed elsewhere', () => {
  test.each<[string, Json]>([
    ['by its region', { 'Fn::Equals': [region, 'eu-central-1'] }],
    ['by a list', { 'Fn::Contains': [['eu-central-1'], region] }],
    ['by both', { 'Fn::And': [{ 'Fn::Equals': [region, 'eu-central-1'] }, { 'Fn::Not': [false] }] }],
  ])('%s', (_, assert) => expect(saidOfRule(assert)).toEqual([]));

  test.each<[string, Json, Fields]>([
    ['two literals that are equal everywhere', { 'Fn::Equals': ['eu-central-1', 'eu-central-1'] }, {}],
    [
      'one region refused and all others let pass',
      { 'Fn::Not': [{ 'Fn::Equals': [region, 'us-east-1'] }] },
      {},
    ],
    ['a list that is too long', { 'Fn::Contains': [['eu-central-1', 'us-east-1'], region] }, {}],
    ['either of two', { 'Fn::Or': [{ 'Fn::Equals': [region, 'eu-central-1'] }, true] }, {}],
    [
      'a rule that applies only where somebody says so',
      { 'Fn::Equals': [region, 'eu-central-1'] },
      { RuleCondition: { 'Fn::Equals': [{ Ref: 'Strict' }, 'yes'] } },
    ],
  ])('and not by %s', (_, assert, rest) => {
    expect(saidOfRule(assert, rest)).toEqual(['broken: vacuous-pin']);
  });

  test('and not by refusing one by one every region that there is today', () => {
    const Assertions = knownRegions
      .filter((each) => each !== 'eu-central-1')
      .map((each) => ({ Assert: { 'Fn::Not': [{ 'Fn::Equals': [region, each] }] } }));
    expect(saidOf({ Rules: { Pin: { Assertions } }, Resources: {} }, pin)).toEqual(['broken: vacuous-pin']);
  });

  test('and without a rule that speaks of regions nothing refuses', () => {
    expect(saidOf({ Resources: {} }, pin)).toEqual(['cannot tell: vacuous-pin']);
    expect(saidOfRule({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Size' }, 'big'] }] })).toEqual([
      'cannot tell: vacuous-pin',
    ]);
  });
});
