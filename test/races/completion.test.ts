import { expect, test } from 'vitest';
import { signerAccess } from '../../contract/access/signer.ts';
import { logKeys, logPartition } from '../../contract/tables/log.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { certificateIdOf } from '../../domain/evidence/certificate-id.ts';
import { lotName } from '../../domain/retention/lot.ts';
import { days, isoOf, minutes } from '../../domain/time.ts';
import type { SignerPorts } from '../../lambdas/signer/ports.ts';
import { grantedStore } from '../support/operations.ts';
import { sharing, sharingUse } from '../support/settings.ts';
import { aSigner, aSigningKey } from '../support/signing.ts';
import { capture, choose, expectStatus } from '../support/story.ts';
import { crashAtVisit } from './crashes.ts';
import { aRaceCell, purgesOf } from './race-cell.ts';
import { raceScheduler, type Scheduler } from './scheduler.ts';

const otherCopies: SignerPorts['otherCopies'] = (deletedAt) => [
  { store: 'backups', until: isoOf(deletedAt + days(5)) },
];

/** Two signers meet certificates whose other copies are gone by now. */
const completeAtOnce = async (scheduler: Scheduler): Promise<string | undefined> => {
  const cell = await aRaceCell(scheduler);
  for (let call = 0; call < 3; call += 1)
    expectStatus(await capture(cell.calm, cell.workspace, sharingUse), 201);
  expectStatus(await choose(cell.calm, cell.organization, sharing, 'off'), 200);
  await cell.calm.tick();
  const signer = aSigner(cell.calm, { key: aSigningKey(), otherCopies });
  await signer.run();
  scheduler.passes(days(6));
  for (const name of ['signer 0', 'signer 1']) {
    scheduler.start(name, async (actor) => {
      const { ports } = cell.as(actor);
      const store = grantedStore(ports.store, signerAccess);
      const { signingKey } = signer.ports;
      await aSigner({ ports: { ...ports, store } }, { signingKey, otherCopies })
        .run()
        .catch(() => undefined);
    });
  }
  await scheduler.run();
  scheduler.passes(minutes(5));
  await signer.run();

  const query = (pk: string, prefix: string) =>
    cell.calm.store.query({
      table: 'evidence',
      pk,
      sk: { kind: 'beginsWith', prefix },
      consistency: 'strong',
    });
  for (const purge of await purgesOf(cell, cell.epoch)) {
    const { epoch, deletedAt } = purge;
    const id = certificateIdOf({ epoch, lot: lotName(purge), deletedAt });
    const { items } = await query(id, logKeys.revisionPrefix);
    if (items.length !== 2) return `${items.length} revisions`;
    if (!String(items[1]?.document).includes('"complete"')) return 'the newest is not complete';
  }
  const leaves = (await query(logPartition('us'), logKeys.logPrefix(0))).items.map(({ hash }) => hash);
  if (new Set(leaves).size !== leaves.length) return 'a document is two leaves';
  for (const pk of registryKeys.signingBuckets('us')) {
    const left = await cell.calm.store.query({ table: 'registry', pk, consistency: 'strong' });
    if (left.items.length > 0) return 'work is left';
  }
  return undefined;
};

test('[BY-2] certificates are completed once, wherever one of two signers crashes', async () => {
  let crashes = 0;
  for (let visit = 0; ; visit += 1) {
    const scheduler = raceScheduler({ seed: visit + 1, crash: crashAtVisit('signer 0', visit) });
    expect(await completeAtOnce(scheduler), `crash at await ${visit}`).toBeUndefined();
    if (!scheduler.trace.some(({ crashed }) => crashed)) break;
    crashes += 1;
  }
  expect(crashes).toBeGreaterThan(20);
});
