import { beforeEach, describe, expect, test } from 'vitest';
import type { CertificateReply } from '../../../contract/api/replies.ts';
import { checkpointObject } from '../../../contract/evidence-bucket.ts';
import { logKeys, logPartition } from '../../../contract/tables/log.ts';
import { canonicalize } from '../../../domain/canonical-form.ts';
import { verifyCertificateFile } from '../../../domain/evidence/verify-certificate.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import type { StoredCheckpoint } from '../../../lambdas/shared/log/log-reading.ts';
import { fieldsOf } from '../../../lambdas/shared/repositories/stored-item.ts';
import { aPerson } from '../../support/callers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { takeKeys } from '../../support/evidence-files.ts';
import { compliancePlugins, sharing, sharingUse } from '../../support/settings.ts';
import { aBucket, aSigner, openCheckpoint, type TestSigner } from '../../support/signing.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  optIn,
  owner,
} from '../../support/story.ts';
import { userOf } from '../../support/users.ts';

let cell: TestCell;
let signer: TestSigner;
let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;

beforeEach(async () => {
  cell = aCell('us');
  signer = aSigner(cell);
  organization = await anOrganization(cell);
  workspace = await aWorkspace(cell, organization);
  epoch = await optIn(cell, organization, sharing);
});

const storedCheckpoints = async (): Promise<readonly StoredCheckpoint[]> => {
  const { items } = await cell.store.query({
    table: 'evidence',
    pk: logPartition('us'),
    sk: { kind: 'beginsWith', prefix: logKeys.checkpointPrefix },
    consistency: 'strong',
  });
  return items.map((item) => fieldsOf<StoredCheckpoint>(item));
};

/** What the bucket must hold: each stored checkpoint as a file, under the size of its log. */
const asFiles = async () =>
  Object.fromEntries(
    (await storedCheckpoints()).map(({ size, checkpoint }) => [
      checkpointObject(size),
      `{"checkpoint":"${checkpoint}","kind":"checkpoint-file","v":1}\n`,
    ]),
  );

const locked = () => Object.fromEntries(signer.bucket.objects);

const somethingMore = async () => expectStatus(await choose(cell, organization, sharing, 'off'), 200);

const purgeAll = async () => {
  expectStatus(await capture(cell, workspace, sharingUse), 201);
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  await cell.tick();
};

describe('checkpoints that are locked away', () => {
  test('[BY-2] are every checkpoint that was stored, byte by byte, under the size of its log', async () => {
    await signer.run();
    await purgeAll();
    await signer.run();

    const stored = await storedCheckpoints();
    expect(stored).toHaveLength(2);
    expect(locked()).toEqual(await asFiles());
    expect(Object.keys(locked())).toEqual(
      stored.map(({ size }) => `checkpoints/${String(size).padStart(12, '0')}.json`),
    );
  });

  test('[BY-2] each is a file that the verifier holds a later certificate against', async () => {
    await signer.run();
    const [earlier] = await storedCheckpoints();
    await purgeAll();
    await signer.run();
    const query = { epoch };
    type Certificates = { readonly certificates: readonly CertificateReply[] };
    const { certificates } = expectStatus(
      await cell.call<Certificates>(owner, 'GET /v1/certificates', { query }),
      200,
    );
    const certificate = certificates[0]?.certificate ?? '';
    const file = expectStatus(
      await cell.call<{ page?: string }>(owner, 'GET /v1/certificates/{certificate}', {
        path: { certificate },
        query: { since: String(earlier?.size) },
      }),
      200,
    );
    const bytes = new TextEncoder().encode(canonicalize(file));
    const keys = await takeKeys(cell, owner);
    const object = signer.bucket.objects.get(checkpointObject(earlier?.size ?? 0)) ?? '';

    const trust = { keys, earlier: new TextEncoder().encode(object) };
    expect(verifyCertificateFile(bytes, trust)).toMatchObject({ verified: true });
    const [other] = object.split('"kind"');
    const cut = { keys, earlier: new TextEncoder().encode(other) };
    expect(verifyCertificateFile(bytes, cut)).toMatchObject({ verified: false });
  });

  test('a run with nothing to do puts nothing', async () => {
    await signer.run();
    const { key, bucket } = signer;
    let puts = 0;
    const keep = async (name: string, text: string) => {
      puts += 1;
      await bucket.keep(name, text);
    };
    await aSigner(cell, { key, bucket: { ...bucket, keep } }).run();
    expect(puts).toBe(0);
  });

  test('say nothing of anybody: no name, no identifier (I8)', async () => {
    const mark = 'Wilhelmina-Marked';
    const marked = aPerson(mark);
    await cell.call(marked, 'GET /v1/organizations');
    const body = { subject: organization, version: 1, language: 'en' };
    await cell.call(marked, 'POST /v1/notices/{notice}/displays', { path: { notice: 'data-sharing' }, body });
    await purgeAll();
    expectStatus(await choose(cell, 'us_user_me' as never, compliancePlugins, 'on'), 200);
    await signer.run();

    const text = [...signer.bucket.objects].flat().join('\n');
    const opened = [...signer.bucket.objects.values()].map((object) => {
      const { checkpoint } = JSON.parse(object);
      return openCheckpoint(checkpoint, [signer.key.jwk]).checkpoint;
    });
    expect(opened.length).toBeGreaterThan(0);
    for (const checkpoint of opened)
      expect(Object.keys(checkpoint).sort()).toEqual(['at', 'cell', 'kind', 'root', 'size', 'v']);
    const told = `${text}\n${JSON.stringify(opened)}`;
    for (const one of [mark, 'owner-1', organization, workspace, epoch, await userOf(cell, owner)])
      expect(told).not.toContain(one);
    expect(told).not.toMatch(/us_(org|ws|ep|user|cert)_/);
  });
});

describe('a bucket that does not answer', () => {
  test('[BY-2] delays, and loses nothing: the work stays until what signed it is locked away', async () => {
    signer.bucket.down = true;
    await expect(signer.run()).rejects.toThrow('the bucket does not answer');
    expect(await storedCheckpoints()).toHaveLength(1);
    expect(signer.measures.at(-1)?.oldestUnsigned).toBe(0);
    cell.clock.now += 60_000;
    await expect(signer.run()).rejects.toThrow('the bucket does not answer');
    expect(signer.measures.at(-1)?.oldestUnsigned).toBe(60);

    signer.bucket.down = false;
    const run = await signer.run();
    expect(run).toMatchObject({ checkpoint: 'nothing-new' });
    expect(run.done).toBeGreaterThan(0);
    expect(locked()).toEqual(await asFiles());
    expect((await signer.run()).done).toBe(0);
    expect(signer.key.signed).toHaveLength(1);
  });

  test('[BY-2] holds up the next checkpoint, so that none is left out', async () => {
    signer.bucket.down = true;
    await expect(signer.run()).rejects.toThrow('the bucket does not answer');
    await somethingMore();
    await expect(signer.run()).rejects.toThrow('the bucket does not answer');
    expect(await storedCheckpoints()).toHaveLength(1);

    signer.bucket.down = false;
    await signer.run();
    expect(await storedCheckpoints()).toHaveLength(2);
    expect(locked()).toEqual(await asFiles());
  });

  test('[BY-2] a signature that came too late is not locked away either', async () => {
    // The other signer stores its checkpoint while this one asks for a signature.
    const bucket = aBucket();
    const other = aSigner(cell, { key: signer.key, bucket });
    bucket.down = true;
    const late = aSigner(cell, {
      bucket: signer.bucket,
      signingKey: {
        publicKey: signer.key.publicKey,
        sign: async (text) => {
          await other.run().catch(() => undefined);
          return signer.key.sign(text);
        },
      },
    });
    expect(await late.run()).toMatchObject({ checkpoint: 'signed-by-another' });
    expect(signer.key.signed).toHaveLength(2);
    expect(await storedCheckpoints()).toHaveLength(1);
    // The one that was stored waits for its bucket; whoever runs next locks it away, though nothing else waits.
    expect(await signer.run()).toMatchObject({ checkpoint: 'nothing-new', done: 1 });
    expect(locked()).toEqual(await asFiles());
    expect(await signer.run()).toMatchObject({ done: 0 });
  });
});
