import { describe, expect, test } from 'vitest';
import { named, synthesizeCells } from './cells.ts';

/** What would make an answer depend on where a caller connects from. */
const bySource =
  /SourceIp|aws:VpcSourceIp|sourceIp|GeoRestriction|GeoMatchStatement|IPSet|geoproximity|AWS::WAF/i;

describe.each(named(synthesizeCells()))('the cell %s', (_, { service, stacks }) => {
  test('[DL-3] is open to its customers wherever they connect from: nothing in it asks for an address or a country', () => {
    expect(service.ofType('AWS::ApiGatewayV2::Api')).toHaveLength(1);
    for (const { template } of stacks) expect(JSON.stringify(template)).not.toMatch(bySource);
  });
});

test.each([
  '{"Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}',
  '{"Type":"AWS::WAFv2::WebACL"}',
  '{"Restrictions":{"GeoRestriction":{"RestrictionType":"whitelist"}}}',
])('a template that did would be noticed: %s', (template) => {
  expect(template).toMatch(bySource);
});
