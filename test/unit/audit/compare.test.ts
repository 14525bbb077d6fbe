import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesSince, subjectName } from '../../../domain/audit/changes.ts';
import { compare, type Finding, statedAspects } from '../../../domain/audit/compare.ts';
import { aspectsOf, type ControlOf, type NotChecked, type Reading } from '../../../domain/audit/control.ts';
import { factOf, plainFact, statementsOf } from '../../../domain/audit/facts.ts';
import { filledIn, leaves, namesOf } from '../../../domain/audit/names.ts';

const home = { partition: 'aws', region: 'eu-central-1', account: '111122223333' };
const names = new Map([
  ['Key', 'k-1'],
  ['Key.Arn', 'arn:aws:kms:eu-central-1:111122223333:key/k-1'],
]);

const table = (stated: ControlOf<'table'>['stated']): ControlOf<'table'> => ({
  kind: 'table',
  resource: 'Table',
  stated,
});
const read = (...facts: string[]): Reading => ({ read: true, facts });

describe('what the account says is held to what was stated', () => {
  test('the same facts in any order and number are as stated', () => {
    const found = compare(table({ replicas: ['a', 'b'] }), { replicas: read('b', 'a', 'a') }, names);
    expect(found).toEqual([{ kind: 'table', resource: 'Table', aspect: 'replicas', outcome: 'as-stated' }]);
  });

  test('a difference is drift, with what is missing and what was added', () => {
    const [found] = compare(table({ replicas: ['a', 'b'] }), { replicas: read('b', 'c') }, names);
    expect(found).toMatchObject({ outcome: 'drift', expected: ['a'], observed: ['c'] });
  });

  test('names of the account stand where the template has references', () => {
    const stated = { key: ['<<Key.Arn>>'] };
    const arn = names.get('Key.Arn') ?? '';
    expect(compare(table(stated), { key: read(arn) }, names)[0]?.outcome).toBe('as-stated');
    expect(compare(table(stated), { key: read('another') }, names)[0]).toMatchObject({
      outcome: 'drift',
      expected: [arn],
    });
  });

  test('a resource that is gone is drift, once', () => {
    const found = compare(table({ replicas: [], key: [] }), 'missing', names);
    expect(found).toMatchObject([{ aspect: 'existence', outcome: 'drift' }]);
  });

  test('what cannot be named or was not answered is not checked, with the reason', () => {
    const found = compare(
      table({ replicas: [], key: ['<<Gone.Arn>>'], backups: [] }),
      { key: read('x'), replicas: { read: false, because: 'throttled' } },
      names,
    );
    expect(found.map((finding) => [finding.aspect, finding.outcome, Object(finding).because])).toEqual([
      ['replicas', 'not-checked', 'throttled'],
      ['key', 'not-checked', 'name-unknown'],
      ['backups', 'not-checked', 'unsupported'],
    ]);
  });

  const reasons: NotChecked[] = ['access-denied', 'throttled', 'no-answer', 'unreadable', 'out-of-time'];
  const reading = fc.oneof(
    fc.record({ read: fc.constant(true as const), facts: fc.array(fc.string()) }),
    fc.record({ read: fc.constant(false as const), because: fc.constantFrom(...reasons) }),
    fc.constant(undefined),
  );

  test('nothing that was not read is ever as stated, whatever was stated', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), reading, (stated, given) => {
        const observed = given === undefined ? {} : { replicas: given };
        const [finding] = compare(table({ replicas: stated }), observed, names);
        if (!given?.read) expect(finding?.outcome).toBe('not-checked');
      }),
    );
  });

  test('each stated aspect gets exactly one answer', () => {
    for (const kind of Object.keys(aspectsOf) as (keyof typeof aspectsOf)[]) {
      const stated = Object.fromEntries(aspectsOf[kind].map((aspect) => [aspect, []]));
      const control = { kind, resource: 'It', stated } as unknown as ControlOf<'table'>;
      expect(statedAspects(control).map(([aspect]) => aspect)).toEqual(aspectsOf[kind]);
      expect(compare(control, {}, names)).toHaveLength(aspectsOf[kind].length);
    }
  });
});

describe('facts that mean the same are the same', () => {
  test.each([
    ['one and a list of one', { Action: 'a' }, { Action: ['a'] }],
    ['the order of a list', { Action: ['a', 'b'] }, { Action: ['b', 'a'] }],
    ['the order of fields', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['switches and their words', { Null: 'false' }, { Null: false }],
  ])('%s', (_, one, other) => expect(plainFact(factOf(one))).toBe(plainFact(factOf(other))));

  test.each([
    ['another action', { Action: 'a' }, { Action: 'b' }],
    ['one more action', { Action: ['a'] }, { Action: ['a', 'b'] }],
    ['a condition', { Action: 'a' }, { Action: 'a', Condition: {} }],
  ])('but not %s', (_, one, other) => expect(plainFact(factOf(one))).not.toBe(plainFact(factOf(other))));

  test('a text that only looks like JSON stands for itself', () => expect(plainFact('{no')).toBe('{no'));

  test('statements are told apart without their ids, and one alone is one', () => {
    const allow = { Effect: 'Allow', Action: 'a' };
    expect(statementsOf({ Statement: [{ Sid: '1', ...allow }] })).toEqual([factOf(allow)]);
    expect(statementsOf(JSON.stringify({ Statement: allow }))).toEqual([factOf(allow)]);
    expect(statementsOf({})).toEqual([]);
    expect(() => statementsOf('no policy')).toThrow(SyntaxError);
  });
});

describe('names', () => {
  test('ARNs are made of what the account lists', () => {
    const listed = namesOf(
      [
        { logical: 'Role', type: 'AWS::IAM::Role', physical: 'cell-role' },
        { logical: 'Tick', type: 'AWS::Events::Rule', physical: 'bus|tick' },
        { logical: 'Work', type: 'AWS::SQS::Queue', physical: 'https://sqs/111122223333/work' },
        { logical: 'Api', type: 'AWS::ApiGatewayV2::Api', physical: 'a1' },
      ],
      home,
    );
    expect(Object.fromEntries(listed)).toEqual({
      Role: 'cell-role',
      'Role.Arn': 'arn:aws:iam::111122223333:role/cell-role',
      Tick: 'bus|tick',
      'Tick.Arn': 'arn:aws:events:eu-central-1:111122223333:rule/bus/tick',
      Work: 'https://sqs/111122223333/work',
      'Work.Arn': 'arn:aws:sqs:eu-central-1:111122223333:work',
      Api: 'a1',
    });
  });

  test('a text with a name that is not known has no value', () => {
    expect(filledIn('a <<Key>> b', names)).toBe('a k-1 b');
    expect(filledIn('<<Key>> <<?>>', names)).toBeUndefined();
  });

  test.each([
    ['arn:aws:sqs:eu-central-1:111122223333:own', false],
    ['arn:aws:sqs:eu-west-1:111122223333:abroad', true],
    ['arn:aws:sqs:eu-central-1:999988887777:of-others', true],
    ['arn:aws:events:eu-central-1:111122223333:api-destination/web/1', true],
    ['https://example.com', true],
  ])('what goes to %s leaves the cell: %s', (arn, does) => expect(leaves(arn, home)).toBe(does));
});

describe('what became of drift', () => {
  const subject = { kind: 'table', resource: 'Table', aspect: 'key' } as const;
  const drift: Finding = { ...subject, outcome: 'drift', expected: [], observed: ['x'] };
  const fine: Finding = { ...subject, outcome: 'as-stated' };
  const unseen: Finding = { ...subject, outcome: 'not-checked', because: 'throttled' };
  const gone: Finding = { ...subject, aspect: 'existence', outcome: 'drift', expected: [], observed: [] };
  const known = new Set([subjectName(subject)]);

  test.each([
    ['is found', new Set<string>(), [drift], { found: [drift], known: [], ended: [] }],
    ['stays', known, [drift], { found: [], known: [drift], ended: [] }],
    ['ends when it is seen to be gone', known, [fine], { found: [], known: [], ended: ['Table#key'] }],
    ['stays while it cannot be checked', known, [unseen], { found: [], known: [], ended: [] }],
    ['stays while its resource is gone', known, [gone], { found: [gone], known: [], ended: [] }],
    ['ends when nothing states it any more', known, [], { found: [], known: [], ended: ['Table#key'] }],
  ])('it %s', (_, before, findings, changes) => expect(changesSince(before, findings)).toEqual(changes));

  test('only what is seen as stated, or asked no more, ends; and nothing is found twice', () => {
    const aspects = aspectsOf.table;
    const finding = fc.record({
      aspect: fc.constantFrom(...aspects),
      of: fc.constantFrom(drift, fine, unseen),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(finding, { selector: ({ aspect }) => aspect }),
        fc.subarray([...aspects]),
        (found, before) => {
          const findings = found.map(({ aspect, of }): Finding => ({ ...of, aspect }));
          const kept = new Set(before.map((aspect) => subjectName({ ...subject, aspect })));
          const changes = changesSince(kept, findings);
          const unchecked = findings.filter(({ outcome }) => outcome === 'not-checked').map(subjectName);
          expect(changes.ended.filter((name) => unchecked.includes(name))).toEqual([]);
          expect(changes.found.filter((one) => kept.has(subjectName(one)))).toEqual([]);
          expect(changes.found.length + changes.known.length).toBe(
            findings.filter(({ outcome }) => outcome === 'drift').length,
          );
        },
      ),
    );
  });
});
