import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stateResidency } from '../../cli/state-residency.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { synthesizeCells } from './cells.ts';

const directory = mkdtempSync(join(tmpdir(), 'domicile-statement-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const [eu] = synthesizeCells();
for (const { name, template } of eu?.stacks ?? []) {
  writeFileSync(join(directory, `${name}.template.json`), JSON.stringify(template));
}

test('[BY-9] the command prints the statement of the cell that templates make', () => {
  const { output, status } = stateResidency(['statement', directory, '--region', 'eu-central-1']);

  expect(status).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ version: 1, geography: 'eu', region: 'eu-central-1' });
});

test('it says what it does not know, and does not print a statement', () => {
  const file = join(mkdtempSync(join(directory, 'odd-')), 'odd.json');
  writeFileSync(file, JSON.stringify({ Resources: { Extra: { Type: 'AWS::S3::Bucket' } } }));

  expect(stateResidency(['statement', file, '--region', 'eu-central-1'])).toEqual({
    status: 1,
    output: expect.stringContaining('Extra (AWS::S3::Bucket)'),
  });
});

test('it runs the residency rules first, and says what they find instead of a statement', () => {
  const folder = mkdtempSync(join(directory, 'open-'));
  for (const { name, template } of eu?.stacks ?? []) {
    const open = JSON.parse(JSON.stringify(template));
    for (const one of Object.values<{ Type: string; Properties: object }>(open.Resources))
      if (one.Type === 'AWS::KMS::Key') Object.assign(one.Properties, { MultiRegion: true });
    writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(open));
  }

  expect(stateResidency(['statement', folder, '--region', 'eu-central-1'])).toEqual({
    status: 1,
    output: expect.stringMatching(/^There is no statement: the residency rules found\n.*key-multi-region/),
  });
});

test('a region in which no cell is at home has no statement', () => {
  const file = join(mkdtempSync(join(directory, 'free-')), 'free.json');
  writeFileSync(file, JSON.stringify({ Resources: {} }));

  expect(stateResidency(['statement', file, '--region', 'eu-west-3'])).toEqual({
    status: 1,
    output: 'No cell is at home in eu-west-3.',
  });
});

test.each([
  [['statement', directory]],
  [['statement', '--region', 'eu-central-1']],
  [['statement', directory, '--region', 'nowhere']],
  [['statement', directory, '--region', 'eu-central-1', '--strict']],
])('wrong use is told: %j', (args) => {
  expect(() => stateResidency(args)).toThrow(UsageError);
});
