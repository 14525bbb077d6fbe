import { describe, expect, test } from 'vitest';
import { signerAccess } from '../../contract/access/signer.ts';
import { checkpointObject } from '../../contract/evidence-bucket.ts';
import { logKeys, logPartition } from '../../contract/tables/log.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { certificateIdOf } from '../../domain/evidence/certificate-id.ts';
import { writtenFile } from '../../domain/evidence/evidence-files.ts';
import { leafHash, rootOf } from '../../domain/evidence/merkle-tree.ts';
import { lotName } from '../../domain/retention/lot.ts';
import type { StoredCheckpoint, StoredLogEntry } from '../../lambdas/shared/log/log-reading.ts';
import type { StoredDocument } from '../../lambdas/shared/log/logged-document.ts';
import { fieldsOf } from '../../lambdas/shared/repositories/stored-item.ts';
import type { SigningKey } from '../../lambdas/shared/signing-key.ts';
import type { Action, Store } from '../../lambdas/shared/store/store.ts';
import { grantedStore } from '../support/operations.ts';
import { sharing, sharingUse } from '../support/settings.ts';
import {
  aBucket,
  aSigner,
  aSigningKey,
  openCheckpoint,
  type TestBucket,
  type TestKey,
} from '../support/signing.ts';
import { capture, choose, expectStatus } from '../support/story.ts';
import { crashAtVisit, crashSometimes } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import { aRaceCell, purgesOf, type RaceCell, type Sabotage } from './race-cell.ts';
import { type Actor, raceScheduler, type Scheduler } from './scheduler.ts';

/** A cell with purges and choices that wait for the log. */
const aCellWithWork = async (scheduler: Scheduler, sabotage?: Sabotage): Promise<RaceCell> => {
  const cell = await aRaceCell(scheduler, { sabotage });
  for (let call = 0; call < 8; call += 1)
    expectStatus(await capture(cell.calm, cell.workspace, sharingUse), 201);
  expectStatus(await choose(cell.calm, cell.organization, sharing, 'off'), 200);
  await cell.calm.tick();
  return cell;
};

/** The key service takes its time too, and somebody may crash while it does. */
const slowly = (key: SigningKey, actor: Actor): SigningKey => ({
  publicKey: async () => {
    await actor.pause('kms:publicKey');
    return key.publicKey();
  },
  sign: async (text) => {
    await actor.pause('kms:sign');
    const signature = await key.sign(text);
    await actor.pause('kms:signed');
    return signature;
  },
});

/** So does the bucket, before it takes something and before it says so. */
const slowlyKept = (bucket: TestBucket, actor: Actor): TestBucket => ({
  ...bucket,
  keep: async (name, text) => {
    await actor.pause('s3:put');
    await bucket.keep(name, text);
    await actor.pause('s3:kept');
  },
});

type Signing = { readonly key: TestKey; readonly bucket: TestBucket };

const startSigner = (scheduler: Scheduler, cell: RaceCell, name: string, { key, bucket }: Signing) =>
  scheduler.start(name, async (actor) => {
    const { ports } = cell.as(actor);
    const store = grantedStore(ports.store, signerAccess);
    const slow = { signingKey: slowly(key, actor), bucket: slowlyKept(bucket, actor) };
    const signer = aSigner({ ports: { ...ports, store } }, slow);
    // What fails comes again with a later run.
    await signer.run().catch(() => undefined);
  });

const itemsOf = async ({ calm }: RaceCell, pk: string, prefix = '') => {
  const sk = { kind: 'beginsWith', prefix } as const;
  const range = prefix === '' ? {} : { sk };
  return (await calm.store.query({ table: 'evidence', pk, consistency: 'strong', ...range })).items;
};

/** What must be true of a log once a signer came to its end; undefined where it is. */
const whatIsBroken = async (cell: RaceCell, { key, bucket }: Signing): Promise<string | undefined> => {
  const log = logPartition('us');
  const leaves = (await itemsOf(cell, log, logKeys.logPrefix(0))).map((item) =>
    fieldsOf<StoredLogEntry>(item),
  );
  const names = leaves.map(({ of }) => `${of?.pk} ${of?.sk}`);
  const logged = new Set(names);
  if (logged.size < names.length) return 'something is in the log twice';
  for (const [index, { hash, of }] of leaves.entries()) {
    const item = of && (await cell.calm.store.get('evidence', of, 'strong'));
    const stored = item && fieldsOf<StoredDocument>(item);
    if (stored?.leaf !== index || leafHash(stored.document) !== hash)
      return `${names[index]} is not what leaf ${index} is of`;
  }
  for (const purge of await purgesOf(cell, cell.epoch)) {
    const certificate = certificateIdOf({ ...purge, lot: lotName(purge) });
    const revisions = await itemsOf(cell, certificate);
    if (revisions.length !== 1) return `a purge has ${revisions.length} certificates`;
    if (!logged.has(`${certificate} ${revisions[0]?.sk}`)) return 'a certificate is not in the log';
  }
  const checkpoints = await itemsOf(cell, log, logKeys.checkpointPrefix);
  for (const item of checkpoints) {
    const { size, root, checkpoint } = fieldsOf<StoredCheckpoint>(item);
    if (root !== rootOf(leaves.slice(0, size).map(({ hash }) => hash)))
      return `the root at ${size} is another`;
    if (openCheckpoint(checkpoint, [key.jwk]).checkpoint.root !== root)
      return `another root was signed at ${size}`;
    const object = bucket.objects.get(checkpointObject(size));
    if (object !== writtenFile({ v: 1, kind: 'checkpoint-file', checkpoint }))
      return `the bucket holds ${object ?? 'nothing'} for the checkpoint at ${size}`;
  }
  if (bucket.objects.size !== checkpoints.length) return 'the bucket holds more than was stored';
  const covered = Math.max(0, ...checkpoints.map((item) => fieldsOf<StoredCheckpoint>(item).size));
  if (covered !== leaves.length) return `${leaves.length} leaves, and ${covered} are signed`;
  for (const pk of registryKeys.signingBuckets('us')) {
    const { items } = await cell.calm.store.query({ table: 'registry', pk, consistency: 'strong' });
    if (items.length > 0) return `${items.length} pieces of work are left`;
  }
  return leaves.length === 0 ? 'nothing is in the log' : undefined;
};

/** Signers at once, some of whom crash; then one that nobody disturbs. */
const sign = async (scheduler: Scheduler, signers: number, sabotage?: Sabotage) => {
  const cell = await aCellWithWork(scheduler, sabotage);
  const signing = { key: aSigningKey(), bucket: aBucket() };
  for (let signer = 0; signer < signers; signer += 1)
    startSigner(scheduler, cell, `signer ${signer}`, signing);
  await scheduler.run();
  await aSigner(cell.calm, { signingKey: signing.key, bucket: signing.bucket }).run();
  return { broken: await whatIsBroken(cell, signing) };
};

describe('a signer that crashes', () => {
  test('[BY-2] at any await leaves nothing undone, nothing twice, and one certificate a purge', async () => {
    let crashes = 0;
    for (let visit = 0; ; visit += 1) {
      const scheduler = raceScheduler({ seed: 1, crash: crashAtVisit('signer 0', visit) });
      expect((await sign(scheduler, 1)).broken, `crash at await ${visit}`).toBeUndefined();
      if (!scheduler.trace.some(({ crashed }) => crashed)) break;
      crashes += 1;
    }
    expect(crashes).toBeGreaterThan(20);
  });
});

describe('signers at once', () => {
  test('[BY-2] agree on one log, in which everything stands once', async () => {
    await forEverySeed({ seeds: 60 }, async (scheduler) => {
      expect((await sign(scheduler, 3)).broken).toBeUndefined();
    });
  });

  test('[BY-2] agree when some of them crash', async () => {
    const crash = crashSometimes(0.03, 'signer 0', 'signer 1');
    await forEverySeed({ seeds: 60, crash }, async (scheduler) => {
      expect((await sign(scheduler, 3)).broken).toBeUndefined();
    });
  });

  test('would take things in twice if they did not see and demand that each is there once', async () => {
    const found = new Set<string | undefined>();
    for (let seed = 0; seed < 20; seed += 1)
      found.add((await sign(raceScheduler({ seed }), 3, withoutOnce)).broken);
    expect(found).toContain('something is in the log twice');
  });
});

/** Nobody sees what is in the log already, nor is held from taking it in again. */
const withoutOnce: Sabotage = (store: Store) => {
  const isDocument = ({ sk }: { readonly sk: string }) => /^(record|revision)#/.test(sk);
  const unguarded = (action: Action): Action => {
    if (action.kind !== 'put' || !isDocument(action.item)) return action;
    const { condition: _, ...put } = action;
    return put;
  };
  return {
    ...store,
    get: async (table, key, consistency) =>
      isDocument(key) ? undefined : store.get(table, key, consistency),
    transact: (actions) => store.transact(actions.map(unguarded)),
  };
};
