import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { residencyStatement } from '../../docs/residency-statement.ts';
import { synthesizedStatements } from '../../docs/synthesized-statements.ts';

test('[BY-9] the page of where data lies is what the templates say now: `npm run docs` writes it', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/residency-statement.md'), 'utf8');

  expect(page).toBe(residencyStatement(synthesizedStatements()));
});
