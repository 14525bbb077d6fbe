import type { Escape } from '../test/escapes/escape.ts';
import { escapeGroups } from '../test/escapes/escapes.ts';
import { notTriedLive } from '../test/escapes/live/not-tried.ts';
import { table } from './markdown.ts';

type Layers = Escape['layers'];

const code = (text: string): string => `\`${text}\``;
const eachOnce = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Each layer: its heading, whether it stops an escape, and by what. */
const layers: readonly { readonly title: string; readonly by: (layers: Layers) => readonly string[] }[] = [
  { title: 'stopped by the rule', by: ({ template }) => (template ? [code(template.rule)] : []) },
  {
    title: 'refused to every role',
    by: ({ policy = [] }) => eachOnce(policy.map(({ action }) => code(action))),
  },
  {
    title: 'refused in the embedded cloud',
    by: ({ live = [] }) => eachOnce(live.map(({ action }) => code(action))),
  },
  { title: 'refused by the guardrail', by: ({ guardrail }) => (guardrail ? [code(guardrail)] : []) },
];

const groupOf = (title: string, escapes: readonly Escape[], shown: typeof layers): readonly string[] => {
  const head = `### ${title}`;
  if (escapes.every((one) => one.layers.paper !== undefined)) {
    const rows = escapes.map(({ way, layers: { paper = '' } }) => [way, paper]);
    return [head, table(['the way', 'why'], rows)];
  }
  const rows = escapes.map((one) => [one.way, ...shown.map(({ by }) => by(one.layers).join(', ') || '–')]);
  return [head, table(['the way', ...shown.map(({ title: heading }) => heading)], rows)];
};

const totals = (every: readonly Escape[], shown: typeof layers): string => {
  const counts = shown.map(({ title, by }) => {
    const number = every.filter((one) => by(one.layers).length > 0).length;
    return `${number} are ${title}`;
  });
  const stopping = every.map((one) => shown.filter(({ by }) => by(one.layers).length > 0).length);
  const twice = stopping.filter((number) => number > 1).length;
  const paper = every.filter((one) => one.layers.paper !== undefined).length;
  return (
    `${every.length} ways out are listed. ${stopping.filter((number) => number > 0).length} of them are tried and ` +
    `stopped, ${twice} by more than one layer: ${counts.join(', ')}. ${paper} cannot be shown by a test; the table says why.`
  );
};

/** Ways that the roles are simulated with, and that nobody tries in the embedded cloud. */
const notTried = (every: readonly Escape[]): readonly string[] => [
  '### Not tried in the embedded cloud',
  table(
    ['the way', 'why'],
    every.flatMap(({ id, way }) => (notTriedLive[id] === undefined ? [] : [[way, notTriedLive[id]]])),
  ),
];

/** The ways out that were tried, and what stops each, from the list that the tests of the layers walk. */
export const escapesTried = (): string => {
  const every = Object.values(escapeGroups).flat();
  const shown = layers.filter(({ by }) => every.some((one) => by(one.layers).length > 0));
  const groups = Object.entries(escapeGroups).flatMap(([title, escapes]) => groupOf(title, escapes, shown));
  return [totals(every, shown), ...groups, ...notTried(every)].join('\n\n');
};
