import { describe, expect, test } from 'vitest';
import { everyRule } from '../../../lib/residency/every-rule.ts';
import { everyEscape } from '../../escapes/escapes.ts';
import { liveCalls } from '../../escapes/live/calls.ts';
import { notTriedLive } from '../../escapes/live/not-tried.ts';
import { saidOf, templateOf } from './templates.ts';

const tried = everyEscape.flatMap(({ id, way, layers }) =>
  layers.template === undefined ? [] : [[id, way, layers.template] as const],
);

describe('a template that tries it', () => {
  // What cannot be told stops a synthesis too.
  test.each(tried)('[BY-11] %s: %s: does not get past the rules', (_, __, attempt) => {
    const { rule, type, properties, sections, beside } = attempt;
    const said = saidOf(templateOf(type, properties, sections, beside));
    expect(said.filter((answer) => answer.endsWith(`: ${rule}`))).not.toEqual([]);
  });

  test('is otherwise without fault: a template of a queue gets past', () => {
    expect(saidOf(templateOf('AWS::SQS::Queue', {}))).toEqual([]);
  });
});

describe('the list of escapes', () => {
  test('has at least sixty, each with a name of its own and a layer that stops it or a reason', () => {
    expect(everyEscape.length).toBeGreaterThanOrEqual(60);
    expect(new Set(everyEscape.map(({ id }) => id)).size).toBe(everyEscape.length);
    for (const { id, layers } of everyEscape) {
      const shown = [layers.template, layers.policy, layers.live, layers.guardrail].filter(Boolean);
      expect(shown.length > 0, id).toBe(layers.paper === undefined);
      if (layers.policy) expect(layers.policy.length, id).toBeGreaterThan(0);
    }
  });

  test('says of each way that roles are simulated with what is done of it in the embedded cloud, or why nothing is', () => {
    const ids = everyEscape.map(({ id }) => id);
    expect(Object.keys(liveCalls).length).toBeGreaterThanOrEqual(60);
    expect(ids).toEqual(expect.arrayContaining(Object.keys({ ...liveCalls, ...notTriedLive })));
    for (const { id, layers } of everyEscape) {
      const isTried = (layers.live ?? []).length > 0;
      expect(isTried, id).toBe(liveCalls[id] !== undefined);
      if (layers.policy || isTried) expect(notTriedLive[id] === undefined, id).toBe(isTried);
    }
  });

  test('names rules that there are', () => {
    const rules = everyRule.map(({ id }) => id);
    expect(rules).toEqual(expect.arrayContaining(tried.map(([, , { rule }]) => rule)));
  });
});
