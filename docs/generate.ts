import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { customerExperience } from './customer-experience.ts';
import { escapesTried } from './escapes.ts';
import { exampleFiles, workedExample } from './evidence-example.ts';
import { reasonsOfDenials } from './movement-reasons.ts';
import { residencyStatement } from './residency-statement.ts';
import { rolesPage } from './roles.ts';
import { scalePage } from './scale.ts';
import { settingsPage } from './settings.ts';
import { synthesizedStatements } from './synthesized-statements.ts';
import { withPart } from './written-part.ts';

/** Writes the pages that follow from the code, and such parts of pages: `npm run docs`. */
const page = (name: string) => join(import.meta.dirname, name);

writeFileSync(page('customer-experience.md'), customerExperience());
writeFileSync(page('residency-statement.md'), residencyStatement(synthesizedStatements()));
writeFileSync(page('roles.md'), rolesPage());
writeFileSync(page('scale.md'), scalePage());
writeFileSync(page('settings.md'), settingsPage());
writeFileSync(
  page('pinning.md'),
  withPart(readFileSync(page('pinning.md'), 'utf8'), 'escapes', escapesTried()),
);
writeFileSync(
  page('evidence.md'),
  withPart(readFileSync(page('evidence.md'), 'utf8'), 'example', workedExample()),
);
writeFileSync(
  page('movement.md'),
  withPart(readFileSync(page('movement.md'), 'utf8'), 'reasons', reasonsOfDenials()),
);
for (const [name, content] of Object.entries(exampleFiles)) {
  writeFileSync(page(join('evidence-example', name)), content);
}
