import { beforeEach, describe, expect, test } from 'vitest';
import type { CertificateReply } from '../../../contract/api/replies.ts';
import { logKeys } from '../../../contract/tables/log.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { canonicalize } from '../../../domain/canonical-form.ts';
import type { CertificateFile } from '../../../domain/evidence/evidence-files.ts';
import { isConsistent } from '../../../domain/evidence/merkle-tree.ts';
import type { PublicKeySet } from '../../../domain/evidence/signing-key.ts';
import { verifyCertificateFile } from '../../../domain/evidence/verify-certificate.ts';
import type { EpochId } from '../../../domain/identifiers.ts';
import { minutes } from '../../../domain/time.ts';
import { aPerson } from '../../support/callers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { withoutToken } from '../../support/events.ts';
import { sharingUse } from '../../support/settings.ts';
import { aPurgedCustomer } from '../../support/sharing-customer.ts';
import { aSigner, aSigningKey, isProven, openCheckpoint, type TestSigner } from '../../support/signing.ts';
import { expectStatus, owner, stranger } from '../../support/story.ts';

let cell: TestCell;
let signer: TestSigner;

beforeEach(() => {
  cell = aCell('us');
  signer = aSigner(cell);
});

/** A customer who shared something, opted out, and of whom everything was purged. */
const aPurge = async (): Promise<EpochId> => (await aPurgedCustomer(cell)).epoch;

const certificatesOf = async (epoch: EpochId, caller = owner) =>
  expectStatus(
    await cell.call<{ certificates: readonly CertificateReply[] }>(caller, 'GET /v1/certificates', {
      query: { epoch },
    }),
    200,
  ).certificates;

const fileOf = (certificate: string, query: Record<string, string> = {}, caller = owner) =>
  cell.call<CertificateFile>(caller, 'GET /v1/certificates/{certificate}', { path: { certificate }, query });

const publicKeys = async () =>
  (await cell.send<PublicKeySet>(withoutToken('GET /.well-known/jwks.json'))).body.keys;

const workWaiting = async () => {
  const pages = await Promise.all(
    registryKeys
      .signingBuckets('us')
      .map((pk) => cell.store.query({ table: 'registry', pk, consistency: 'strong' })),
  );
  return pages.flatMap(({ items }) => items);
};

test('[BY-2] a purge has one certificate, which anybody checks with the file and the public key', async () => {
  const epoch = await aPurge();

  await signer.run();

  const listed = await certificatesOf(epoch);
  expect(listed).toHaveLength(1);
  const file = expectStatus(await fileOf(listed[0]?.certificate ?? ''), 200);
  expect(file.certificate).toMatchObject({
    kind: 'purge-certificate',
    status: 'complete',
    scope: { epoch, use: sharingUse },
    counts: { captured: 1, deleted: 1, verdict: 'add-up' },
    met: true,
  });
  const keys = await publicKeys();
  expect(isProven(file.certificate, file, keys)).toBe(true);
  expect(isProven({ ...file.certificate, met: false }, file, keys)).toBe(false);
  expect(() => openCheckpoint(file.checkpoint, [aSigningKey().jwk])).toThrow('no key');
  // And by the code that people verify with.
  const bytes = (value: unknown) => new TextEncoder().encode(canonicalize(value));
  expect(verifyCertificateFile(bytes(file), { keys: bytes({ keys }) })).toMatchObject({ verified: true });
});

test('[BY-2] [BY-10] a log that was written over is not signed on', async () => {
  await aPurge();
  await signer.run();
  const entry = logKeys.logEntry('us', 0, 1);
  const item = { ...entry, v: 1, hash: 'f'.repeat(64) };
  await cell.store.write({ kind: 'put', table: 'evidence', item });
  await aPurge();

  await expect(signer.run()).rejects.toThrow('another root than was signed');

  expect(signer.key.signed).toHaveLength(1);
  expect(await workWaiting()).not.toEqual([]);
});

test('one signature stands for everything that waited, and then nothing waits any more', async () => {
  await aPurge();
  const waiting = (await workWaiting()).length;
  expect(waiting).toBeGreaterThan(4);

  const run = await signer.run();

  expect(run).toEqual({ done: waiting, setAside: 0, size: waiting, checkpoint: 'signed' });
  expect(signer.key.signed).toHaveLength(1);
  expect(await workWaiting()).toEqual([]);
  expect(await signer.run()).toEqual({ done: 0, setAside: 0, size: waiting, checkpoint: 'nothing-new' });
  expect(signer.key.signed).toHaveLength(1);
});

test('[BY-2] a file asked for since an earlier checkpoint shows that the log only grew', async () => {
  await aPurge();
  await signer.run();
  const earlier = (await cell.call<{ checkpoint: string }>(owner, 'GET /v1/log/checkpoint')).body.checkpoint;
  const epoch = await aPurge();
  await signer.run();
  const keys = await publicKeys();
  const known = openCheckpoint(earlier, keys).checkpoint;

  const [listed] = await certificatesOf(epoch);
  const file = expectStatus(await fileOf(listed?.certificate ?? '', { since: String(known.size) }), 200);

  const { checkpoint } = openCheckpoint(file.checkpoint, keys);
  expect(checkpoint.size).toBeGreaterThan(known.size);
  expect(isConsistent(known, checkpoint, file.consistency?.path ?? [])).toBe(true);
  expect(isConsistent({ ...known, root: checkpoint.root }, checkpoint, file.consistency?.path ?? [])).toBe(
    false,
  );
  expect(expectStatus(await consistency(known.size, checkpoint.size), 200)).toMatchObject({
    path: file.consistency?.path,
  });
});

const consistency = (first: number, second: number) =>
  cell.call(owner, 'GET /v1/log/consistency', { query: { first: String(first), second: String(second) } });

test('a size that no checkpoint covers is refused with what there is', async () => {
  expect((await consistency(1, 1)).status).toBe(409);
  const epoch = await aPurge();
  const { size } = await signer.run();
  const [listed] = await certificatesOf(epoch);

  for (const reply of [
    await consistency(1, size + 1),
    await consistency(size, 1),
    await fileOf(listed?.certificate ?? '', { since: String(size + 1) }),
  ]) {
    expect(reply).toMatchObject({ status: 422, body: { type: 'urn:domicile:problem:unknown-size' } });
  }
  expect((await consistency(0, 1)).status).toBe(400);
});

test('another key signs what comes after it, and what the key before signed stays valid', async () => {
  const before = await aPurge();
  await signer.run();
  const [first] = await certificatesOf(before);
  const old = expectStatus(await fileOf(first?.certificate ?? ''), 200);
  const rotated = aSigner(cell);
  cell.clock.now += minutes(5);
  await aPurge();

  await rotated.run();

  const keys = await publicKeys();
  expect(keys.map(({ kid }) => kid)).toEqual([signer.key.jwk.kid, rotated.key.jwk.kid]);
  expect(isProven(old.certificate, old, keys)).toBe(true);
  const anew = expectStatus(
    await fileOf(first?.certificate ?? '', { since: String(old.inclusion.size) }),
    200,
  );
  expect(openCheckpoint(anew.checkpoint, keys).kid).toBe(rotated.key.jwk.kid);
  expect(isProven(anew.certificate, anew, keys)).toBe(true);
});

describe('while the key service is down', () => {
  test('nothing is lost, the age of what waits is told, and one signature covers it all afterwards', async () => {
    signer.key.down = true;
    const epoch = await aPurge();
    cell.clock.now += minutes(20);
    const waiting = (await workWaiting()).length;

    await expect(signer.run()).rejects.toThrow('does not answer');
    await expect(signer.run()).rejects.toThrow('does not answer');

    expect(signer.measures.at(-1)).toEqual({ oldestUnsigned: 20 * 60, setAside: 0, openIncidents: 0 });
    expect(await workWaiting()).toHaveLength(waiting);
    const [listed] = await certificatesOf(epoch);
    expect(await fileOf(listed?.certificate ?? '')).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:not-signed-yet' },
    });
    signer.key.down = false;
    expect(await signer.run()).toMatchObject({ done: waiting, size: waiting, checkpoint: 'signed' });
    expect((await fileOf(listed?.certificate ?? '')).status).toBe(200);
  });
});

test('work of an unknown shape is set aside and told, and the rest goes on', async () => {
  await aPurge();
  const [pk = ''] = registryKeys.signingBuckets('us');
  const odd = [
    { pk, sk: '2026-01-01T00:00:00.000Z#us_org_01J00000000000000000000000#something', v: 1 },
    { pk, sk: 'not even a time', v: 1 },
    { pk, sk: '2026-01-01T00:00:00.000Z#us_ep_01J00000000000000000000000#purge#of-nothing', v: 1 },
    { pk, sk: '2026-01-01T00:00:00.000Z#us_org_01J00000000000000000000000#entry#000000000000', v: 2 },
  ];
  for (const item of odd) await cell.store.write({ kind: 'put', table: 'registry', item });

  expect(await signer.run()).toMatchObject({ setAside: 3, checkpoint: 'signed' });

  expect(signer.measures.at(-1)?.setAside).toBe(3);
  expect(await workWaiting()).toHaveLength(odd.length);
});

test('only members and the vendor’s auditors read certificates, and strangers learn nothing', async () => {
  const epoch = await aPurge();
  await signer.run();
  const [listed] = await certificatesOf(epoch);
  const auditor = aPerson('auditor-1', { 'cognito:groups': '[auditor]' });
  const operator = aPerson('operator-2', { 'cognito:groups': '[operator]' });

  expect(await certificatesOf(epoch, auditor)).toHaveLength(1);
  expect((await fileOf(listed?.certificate ?? '', {}, auditor)).status).toBe(200);
  for (const caller of [stranger, operator]) {
    expect((await fileOf(listed?.certificate ?? '', {}, caller)).status).toBe(404);
    expect((await cell.call(caller, 'GET /v1/certificates', { query: { epoch } })).status).toBe(404);
  }
});
