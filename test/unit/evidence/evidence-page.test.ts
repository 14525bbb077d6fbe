import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleFiles, exampleSteps, workedExample } from '../../../docs/evidence-example.ts';
import { withPart } from '../../../docs/written-part.ts';
import { refusalReasons } from '../../../domain/evidence/refusal.ts';
import { bytesOf, verifiers } from './files.ts';

const folder = 'docs/evidence-example';
const page = readFileSync('docs/evidence.md', 'utf8');
/** Tools of the steps by hand that not every machine has. */
const missing = ['jq', 'openssl', 'python3', 'sha256sum'].filter(
  (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0,
);
const contentOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('the page about evidence is up to date', () => {
  test('its worked example is the one that is generated', () => {
    expect(withPart(page, 'example', workedExample())).toBe(page);
  });

  test('its files are those that are generated, and no others', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(exampleFiles).sort());
    for (const [name, content] of Object.entries(exampleFiles)) expect(contentOf(name)).toBe(content);
  });

  test('it names every reason for a refusal', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([a-z0-9-]+)`/g)].map(([, reason]) => reason),
    );
    expect(named.sort()).toEqual([...refusalReasons].sort());
  });
});

test.each([
  ['[BY-2] the certificate', 'certificate', 'certificate.json', 'earlier.json'],
  ['[BY-10] the record', 'record', 'record.json', undefined],
  ['[BY-10] the ledger', 'ledger', 'ledger.json', undefined],
] as const)('%s of the example is verified', (_, kind, name, earlier) => {
  const trust = {
    keys: bytesOf(contentOf('jwks.json')),
    ...(earlier && { earlier: bytesOf(contentOf(earlier)) }),
  };
  expect(verifiers[kind](bytesOf(contentOf(name)), trust)).toMatchObject({ verified: true });
});

describe('[BY-2] [BY-10] by hand, with tools that share no code with the product', () => {
  const copy = mkdtempSync(join(tmpdir(), 'domicile-by-hand-'));
  beforeAll(() => cpSync(folder, copy, { recursive: true }));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test.for(exampleSteps.map(({ title, commands, prints }) => [title, commands, prints] as const))(
    '%s',
    ([_, commands, prints], { skip }) => {
      const lacking = missing.filter((tool) => commands.includes(tool));
      skip(lacking.length > 0, `this machine has no ${lacking.join(', no ')}`);
      expect(execFileSync('sh', ['-c', commands], { cwd: copy, encoding: 'utf8' })).toBe(`${prints}\n`);
    },
  );
});
