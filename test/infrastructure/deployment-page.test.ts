import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { durabilityRegionOf, everyGeography, geographies } from '../../domain/geographies.ts';
import { everyField } from '../../lib/config-problems.ts';
import { aConfig, type Cell, ownIssuer, synthesizeCells } from './cells.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/deployment.md'), 'utf8');

/** What stands between two marks of the page. */
const marked = (name: string): string =>
  new RegExp(`<!-- ${name}\\b[^>]*-->([\\s\\S]*?)<!-- /${name} -->`).exec(page)?.[1]?.trim() ?? '';

const countByType = (cell: Cell): ReadonlyMap<string, readonly [kept: number, runs: number]> => {
  const types = cell.stacks.flatMap(({ resources }) => resources.map(({ Type }) => Type));
  return new Map(
    [...new Set(types)]
      .sort()
      .map((type) => [type, [cell.storage.ofType(type).length, cell.service.ofType(type).length]]),
  );
};

const resourcesPage = (cell: Cell): string =>
  [
    '# What a cell consists of',
    '',
    'Generated from the templates of one cell with a user pool and two services; every geography has the same.',
    'After a change: `npx vitest run --project infrastructure deployment-page --update`.',
    '',
    '| resource | storage stack | service stack |',
    '|---|---|---|',
    ...[...countByType(cell)].map(([type, counts]) => `| \`${type}\` | ${counts.join(' | ')} |`),
    '',
  ].join('\n');

test('every cell consists of what the page of resources lists', async () => {
  const [page, ...different] = new Set(synthesizeCells().map(resourcesPage));
  expect(different).toEqual([]);
  await expect(page).toMatchFileSnapshot('../../docs/cell-resources.md');
});

test('the page reckons with the alarms that a cell has', () => {
  const [cell] = synthesizeCells();
  expect(marked('alarms')).toBe(String(cell?.service.ofType('AWS::CloudWatch::Alarm').length));
});

test('the page reckons with the endpoints that an isolated cell has, at one cent an hour and zone', () => {
  const [cell] = synthesizeCells({ network: 'isolated' });
  const endpoints = cell?.service
    .ofType('AWS::EC2::VPCEndpoint')
    .filter(({ Properties }) => Properties.VpcEndpointType === 'Interface').length;
  const zones = cell?.service.ofType('AWS::EC2::Subnet').length;
  expect(marked('endpoints')).toBe(String(endpoints));
  expect(marked('endpoint-cost')).toBe(((endpoints ?? 0) * (zones ?? 0) * 730 * 0.01).toFixed(2));
});

test('the page explains every field of the configuration, and no other', () => {
  const [, section = ''] = /## The configuration\n([\s\S]*?)\n## /.exec(page) ?? [];
  const explained = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, field]) => field);
  expect(explained).toEqual(expect.arrayContaining([...everyField]));
  expect(explained).toHaveLength(everyField.length);
});

test('the page names the regions of copies, and the geographies that can have none', () => {
  const [, section = ''] = /## Copies for durability\n([\s\S]*?)\n## /.exec(page) ?? [];
  const rows = [...section.matchAll(/^\| (\w+) \| ([\w-]+) \| ([\w-]+)/gm)].slice(1);
  const named = Object.fromEntries(rows.map(([, geography, home, copies]) => [geography, [home, copies]]));
  const expected = everyGeography.map((geography) => [
    geography,
    [geographies[geography].region, durabilityRegionOf(geography) ?? 'none'],
  ]);
  expect(named).toEqual(Object.fromEntries(expected));
});

test('the example of an own issuer names every field that there is', () => {
  const [, example = ''] = /## Your own issuer\n\n```ts\nidentity: \{\n([\s\S]*?)\n\},/.exec(page) ?? [];
  // What cannot stand beside another stands there as a comment.
  const named = [...example.matchAll(/^ {2}(?:\/\/ )?(\w+):/gm)].map(([, field]) => field);
  const identity = { ...ownIssuer.identity, color: 'red' };
  const known = () => aConfig({ ...ownIssuer, identity });
  expect(known).toThrow(`allowed: ${named.join(', ')}.`);
});

test('the commands of the page are those of the project', () => {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  const named = [...page.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script ?? '');
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
});
