import { expect, test } from 'vitest';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import { parseIdentifier } from '../../../domain/identifiers.ts';
import { close, correct, incidentsSeenBy, recordOf } from '../../support/incidents.ts';
import { aCellWithCopy } from '../../support/lost-registry.ts';
import { aSigner } from '../../support/signing.ts';
import { expectStatus, operator } from '../../support/story.ts';

test('[BY-12] a registry that is lost loses no incident and no correction that the log had not taken in', async () => {
  const story = await aCellWithCopy();
  const { cell } = story;
  const signer = aSigner(cell);
  await signer.run();
  const issued = () =>
    story.tables.all('evidence').filter(({ pk }) => parseIdentifier(pk, 'cert') !== undefined);
  const [certificate = ''] = issued().map(({ pk }) => pk);
  const { incident } = expectStatus(await correct(cell, certificate, { storesNotCovered: ['a lake'] }), 202);
  const before = await incidentsSeenBy(cell, operator);

  story.lose('registry');
  await restoreRegistry(story.restorer(story.copy), 'may be running');

  expect(await incidentsSeenBy(cell, operator)).toEqual(before);
  for (let run = 0; run < 2; run += 1) await signer.run();
  const revisions = issued().filter(({ pk }) => pk === certificate);
  expect(revisions.map(({ sk }) => sk)).toEqual(['revision#001', 'revision#002']);
  const { entries } = expectStatus(await recordOf(cell, incident), 200);
  expect(entries.map(({ entry, inclusion }) => [entry.event.type, inclusion !== undefined])).toEqual([
    ['opened', true],
    ['fact', true],
  ]);

  // And one that is closed stays closed.
  expectStatus(await close(cell, incident), 200);
  story.lose('registry');
  await restoreRegistry(story.restorer(story.copy), 'may be running');
  expect(await incidentsSeenBy(cell, operator)).toEqual([]);
  expect(await incidentsSeenBy(cell, operator, { state: 'closed' })).toMatchObject([{ incident }]);
});
