import { expect, test } from 'vitest';
import { customerExperience } from '../../docs/customer-experience.ts';
import { escapesTried } from '../../docs/escapes.ts';
import { reasonsOfDenials } from '../../docs/movement-reasons.ts';
import { rolesPage } from '../../docs/roles.ts';
import { scalePage } from '../../docs/scale.ts';
import { settingsPage } from '../../docs/settings.ts';
import { withPart } from '../../docs/written-part.ts';
import { everyGeography, geographies } from '../../domain/geographies.ts';
import { everyProgram } from '../../domain/programs/catalog.ts';
import { everyEscape } from '../escapes/escapes.ts';
import { contentOf } from './repository.ts';

const page = contentOf('docs/customer-experience.md');

/** The lines of the table that stands below a heading of the page. */
const rowsBelow = (heading: string): readonly string[] => {
  const [, section = ''] = page.split(`\n${heading}\n`);
  const lines = (section.split(/\n##+ /)[0] ?? '').split('\n');
  return lines.filter((line) => line.startsWith('| '));
};
const settings = everyProgram.flatMap((program) => Object.values(program.settings));

test('the page of what a customer experiences is what the programs say now: `npm run docs` writes it', () => {
  expect(page).toBe(customerExperience());
});

test('the page of what each role may do is what contract/access says now', () => {
  expect(contentOf('docs/roles.md')).toBe(rolesPage());
});

test('the page of settings by geography and role is what the programs say now', () => {
  expect(contentOf('docs/settings.md')).toBe(settingsPage());
});

test('the page about scale is what its assumptions come to now', () => {
  expect(contentOf('docs/scale.md')).toBe(scalePage());
});

test('the ways out in the page about pinning are the ones that the tests try now', () => {
  const pinning = contentOf('docs/pinning.md');
  expect(pinning).toBe(withPart(pinning, 'escapes', escapesTried()));
  for (const { way } of everyEscape) expect(pinning).toContain(`| ${way} |`);
});

test('the page about movement tells every reason that there is now', () => {
  const movement = contentOf('docs/movement.md');
  expect(movement).toBe(withPart(movement, 'reasons', reasonsOfDenials()));
});

test('a page without the marks of a part is not written', () => {
  expect(() => withPart('# A page', 'escapes', 'text')).toThrow(RangeError);
});

test.each(settings)('it has a row for each geography under “$title”', ({ title }) => {
  const rows = rowsBelow(`### ${title}`);

  for (const geography of everyGeography) {
    const [row, ...others] = rows.filter((line) => line.startsWith(`| ${geographies[geography].name} |`));
    expect(others).toEqual([]);
    expect(row?.split(' | ')).toHaveLength(9);
  }
});

test('it has every setting at a glance, and every program', () => {
  expect(rowsBelow('## At a glance')).toHaveLength(settings.length + 2);
  for (const { title } of everyProgram) expect(page).toContain(`\n## ${title}\n`);
});

test.each([
  ['Share data to improve the assistant', 'Europe', ['unavailable: other geographies only', 'off', '–']],
  ['Share data to improve the assistant', 'United States', ['available', 'off', '30 days', 'within 30 days']],
  ['Let the assistant process data in the United States', 'United States', ['not shown']],
  [
    "Help to build the vendor's own security model",
    'Japan',
    ['available', 'on, once an owner saw the notice', '90 days'],
  ],
  [
    "Ask the vendor's other products through the assistant",
    'Brazil',
    ['available', 'on, once the user saw the notice', 'nothing is kept', 'nothing to delete'],
  ],
  [
    'Let the assistant read from connected compliance services',
    'Canada',
    ['available', 'off', 'as long as the conversations that used it', 'not earlier than these conversations'],
  ],
])('it says of “%s” in %s what was promised', (title, geography, promised) => {
  const row = rowsBelow(`### ${title}`).find((line) => line.startsWith(`| ${geography} |`)) ?? '';

  expect(row.split(' | ').slice(1, promised.length + 1)).toEqual(promised);
});
