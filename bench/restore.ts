import { restoreRegistry } from '../cli/restore/restore-registry.ts';
import type { OrganizationId } from '../domain/identifiers.ts';
import { aRestorableCell, scanOf } from '../test/support/restorable-cell.ts';
import { sharing, sharingUse } from '../test/support/settings.ts';
import { aSharingCustomer } from '../test/support/sharing-customer.ts';
import { capture, choose, expectStatus, records } from '../test/support/story.ts';

/**
 * How long a restore of the registry takes without DynamoDB: customers who opted in before the copy, half of whom
 * opted out since. Figures are for ten thousand items of the copy.
 */
const customers = Number(process.argv[2] ?? 200);
const story = aRestorableCell();
const { cell } = story;
const organizations: OrganizationId[] = [];
for (let made = 0; made < customers; made += 1) {
  const { organization, workspace } = await aSharingCustomer(cell);
  expectStatus(await capture(cell, workspace, sharingUse, { records: records(cell, 5) }), 201);
  organizations.push(organization);
}
const copy = story.copyOf('registry');
for (const [index, organization] of organizations.entries())
  if (index % 2 === 0) expectStatus(await choose(cell, organization, sharing, 'off'), 200);
await cell.tick();
story.lose('registry');

const calls = { writes: 0, reads: 0 };
const through = (store: typeof cell.store): typeof cell.store => ({
  get: (...asked) => {
    calls.reads += 1;
    return store.get(...asked);
  },
  query: (asked) => {
    calls.reads += 1;
    return store.query(asked);
  },
  write: (asked) => {
    calls.writes += 1;
    return store.write(asked);
  },
  transact: (asked) => {
    calls.writes += 1;
    return store.transact(asked);
  },
  deleteBatch: (...asked) => {
    calls.writes += 1;
    return store.deleteBatch(...asked);
  },
});
const whole = (table: 'registry' | 'content' | 'evidence') => scanOf(() => story.tables.all(table), 100_000);
const ports = { ...story.restorer(copy, { through }), scan: whole };
const began = performance.now();
await restoreRegistry({ ...ports, copy: { name: 'a-copy', scan: scanOf(() => copy, 100_000) } }, 'stopped');
const took = performance.now() - began;
const evidence = story.tables.all('evidence').length;
const of = (count: number) => Math.round((count * 10_000) / copy.length);
console.table([
  {
    'items of the copy': copy.length,
    'items of evidence': evidence,
    'ms a 10,000 items': of(took),
    'reads a 10,000 items': of(calls.reads),
    'writes a 10,000 items': of(calls.writes),
  },
]);
