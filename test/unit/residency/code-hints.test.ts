import { describe, expect, test } from 'vitest';
import { foreignMentions, mentionsIn } from '../../../lib/residency/code-hints.ts';
import { europe } from './templates.ts';

const found = (code: string) => foreignMentions(mentionsIn(code), europe).map(({ kind }) => kind);

describe('code is looked through for places outside the pin', () => {
  test.each<[string, string, readonly string[]]>([
    ['an address abroad', 'fetch("https://sqs.us-west-2.amazonaws.com/q")', ['address']],
    ['an address of the oldest kind', 'fetch(`https://s3-us-west-2.amazonaws.com/b`)', ['address']],
    ['a region abroad, as a text of its own', "new Client({region:'eu-west-3'})", ['name']],
    ['an address that is near', 'fetch("https://sqs.eu-central-1.amazonaws.com/q")', []],
    ['an address without a region', 'a="https://sqs.{Region}.amazonaws.com"', []],
    ['a region that is near', 'new Client({region:"eu-west-1"})', []],
    ['a region of another partition', 'if(region==="cn-north-1")', []],
    ['a region in a longer text', 'throw new Error("as in us-west-2, for one")', []],
    ['the key of a map', 'a={"us-west-2":{}}', []],
    ['what a local endpoint is signed for', '["http://localhost:8000",{signingRegion:"us-east-1"}]', []],
    [
      'a table of regions',
      'a=["us-east-1","us-east-2","us-west-1","us-west-2","eu-west-1","eu-central-1"]',
      [],
    ],
    [
      'an address in a table of regions',
      'a=["us-east-1","us-east-2","us-west-1","us-west-2","sa-east-1","https://sqs.us-west-2.amazonaws.com"]',
      ['address'],
    ],
  ])('%s', (_, code, kinds) => expect(found(code)).toEqual(kinds));

  test('a megabyte of code in no time', () => {
    expect(found('"us-'.repeat(250_000))).toEqual([]);
    expect(found('a.amazonaws'.repeat(100_000))).toEqual([]);
  });
});
