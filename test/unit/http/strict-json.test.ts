import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../../contract/api/problems.ts';
import { parseStrictJson } from '../../../lambdas/shared/http/strict-json.ts';

const detailOf = (text: string): string => {
  try {
    parseStrictJson(text);
  } catch (error) {
    if (error instanceof ProblemError) return error.words.detail;
    throw error;
  }
  throw new Error('it was taken');
};

describe('a body is refused where it could mean two things', () => {
  test.each([
    ['is not valid JSON', '{"a":'],
    ['is not valid JSON', '{"a":1,}'],
    ['is not valid JSON', '\ufeff{}'],
    ['same name twice', '{"value":"on","value":"off"}'],
    ['same name twice', '{"a":{"b":[{"c":1,"c":1}]}}'],
    ['same name twice', String.raw`{"value":1,"v\u0061lue":2}`],
    ['__proto__', '{"__proto__":{"value":"on"}}'],
    ['__proto__', String.raw`{"a":{"\u005f_proto__":1}}`],
    ['constructor', '{"a":[{"constructor" : 1}]}'],
    ['prototype', '{"prototype":\n\t1}'],
    ['nested more than 16', `${'['.repeat(17)}${']'.repeat(17)}`],
    ['nested more than 16', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
  ])('%s: %s', (detail, text) => {
    expect(detailOf(text)).toContain(detail);
  });
});

test('the same name in two objects, and forbidden names as values, are taken', () => {
  const text = String.raw`{"a":{"n":1},"b":{"n":"__proto__"},"c":["constructor","say \"a\": \\"],"d":"\\"}`;

  expect(parseStrictJson(text)).toEqual(JSON.parse(text));
});

test('a message never holds any of the text', () => {
  expect(detailOf('{"secret":"my diary"')).not.toMatch(/secret|diary/);
});

const plainNames = fc.string().filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name));
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(plainNames, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test('whatever JSON writes is read as it was written', () => {
  fc.assert(
    fc.property(tree, fc.constantFrom(0, 2), (value, indent) => {
      expect(parseStrictJson(JSON.stringify(value, null, indent))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('any text whatever is read or refused as malformed', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]":,\\u0aE-1 \n') }), (text) => {
      try {
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      } catch (error) {
        expect(error).toMatchObject({ problem: 'malformed-json' });
      }
    }),
    { numRuns: 500 },
  );
});
