import { expect, test } from 'vitest';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import { parseIdentifier } from '../../../domain/identifiers.ts';
import { minutes } from '../../../domain/time.ts';
import { audit } from '../../../lambdas/auditor/audit.ts';
import { close, correct, incidentsSeenBy, miscount, recordOf } from '../../support/incidents.ts';
import { aCellWithCopy } from '../../support/lost-registry.ts';
import { platformSharing } from '../../support/settings.ts';
import { aSigner } from '../../support/signing.ts';
import { choose, expectStatus, operator } from '../../support/story.ts';
import { asStated, auditorPorts, read, scriptedAccount } from '../audit/scripted-account.ts';

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

test('[BY-12] what a certificate says opens its incident, though the registry was lost before the next run of the signer', async () => {
  const story = await aCellWithCopy();
  const { cell } = story;
  const signer = aSigner(cell);
  const lot = story.tables.all('registry').find(({ pk, sk }) => pk === story.kept && sk.startsWith('lot#'));
  const customer = {
    organization: story.organization,
    epoch: story.kept,
    lot: lot?.sk.slice('lot#'.length) ?? '',
  };
  await miscount(cell, customer, 7);
  expectStatus(await choose(cell, story.organization, platformSharing, 'off'), 200);
  cell.clock.now += minutes(10);
  await cell.tick();
  await signer.run();
  expect(await incidentsSeenBy(cell, operator)).toEqual([]);

  story.lose('registry');
  await restoreRegistry(story.restorer(story.copy), 'may be running');
  for (let run = 0; run < 2; run += 1) await signer.run();

  expect(await incidentsSeenBy(cell, operator)).toMatchObject([{ kind: 'counts-differ' }]);
});

test('[BY-12] a drift stays one incident over the loss of a registry, and one that comes back opens another', async () => {
  const story = await aCellWithCopy();
  const { cell } = story;
  const signer = aSigner(cell);
  const look = async (replicas: string | undefined) => {
    const content = { ...Object(asStated['content-1']), ...(replicas && { replicas: read(replicas) }) };
    await audit(auditorPorts(cell, scriptedAccount({ ...asStated, 'content-1': content })));
    cell.clock.now += minutes(10);
    for (let run = 0; run < 2; run += 1) await signer.run();
  };
  const restored = async (copy = story.copy) => {
    story.lose('registry');
    await restoreRegistry(story.restorer(copy), 'may be running');
  };
  const drifts = async () => {
    const open = await incidentsSeenBy(cell, operator);
    return open.flatMap(({ kind, incident }) => (kind === 'residency-drift' ? [incident] : []));
  };
  await look('eu-west-1');
  const [first = ''] = await drifts();
  const whileAdrift = story.copyOf('registry');

  await restored();
  await look('eu-west-1');
  expect(await drifts()).toEqual([first]);
  await look(undefined);
  expectStatus(await close(cell, first), 200);

  // The copy still takes the drift for known, whose incident is over.
  await restored(whileAdrift);
  await look('eu-west-1');
  const again = await drifts();
  expect(again).toHaveLength(1);
  expect(again).not.toContain(first);
});
