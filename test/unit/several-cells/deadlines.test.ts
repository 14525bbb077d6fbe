import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { readSigningKey } from '../../../cli/instruct/signing-key.ts';
import { readCustomerKeys } from '../../../domain/evidence/customer-keys.ts';
import type { CertificateFile, LedgerFile } from '../../../domain/evidence/evidence-files.ts';
import { checkingSignatures } from '../../../domain/evidence/instruction.ts';
import { verifyCertificateFile } from '../../../domain/evidence/verify-certificate.ts';
import { verifyLedgerFile } from '../../../domain/evidence/verify-ledger.ts';
import { days, hours, instantOf, isoOf, minutes } from '../../../domain/time.ts';
import type { TestCellOptions } from '../../support/cell.ts';
import { contendedStore } from '../../support/contended-store.ts';
import { validation } from '../../support/settings.ts';
import { aWorkspaceWithRecord, handedOf, handTo, pemOf, signedFor } from '../../support/several-cells.ts';
import { aSigner, type TestSigner } from '../../support/signing.ts';
import { expectStatus, owner } from '../../support/story.ts';
import { bytesOf, fileOf, reasonOf } from '../evidence/files.ts';

const entry = 'e'.repeat(64);

/** A workspace whose records live for 90 days: what an opt-out promises is nearer than their retention. */
const aSharedRecord = async (options: TestCellOptions = {}) => {
  const { cell, subject, epoch, link } = await aWorkspaceWithRecord('us', options);
  cell.clock.now += hours(3);
  const receivedAt = isoOf(cell.clock.now - hours(1));
  const pem = pemOf();
  const own = { subject, link };
  const key = readSigningKey(pem);
  const file = signedFor([own], { at: instantOf(receivedAt), key, address: validation });
  const part = handedOf(file, subject);
  const keys = bytesOf(JSON.stringify({ keys: [jwkOf(pem)] }));
  return { cell, epoch, part, receivedAt, key, keys, first: { receivedAt, entry } };
};

const trustOf = (keys: Uint8Array, signer: TestSigner) => {
  const customerKeys = readCustomerKeys(keys);
  if (!customerKeys.verified) throw new Error(customerKeys.sentence);
  return {
    keys: bytesOf(JSON.stringify({ keys: [signer.key.jwk] })),
    checkSignature: checkingSignatures(customerKeys.value),
  };
};

const jwkOf = (pem: string) => {
  const { kty, crv, x, y } = createPublicKey(pem).export({ format: 'jwk' });
  const { kid } = readSigningKey(pem);
  return { kid, kty, crv, x, ...(y !== undefined && { y }) };
};

const lotOf = async ({ cell, epoch }: Pick<Awaited<ReturnType<typeof aSharedRecord>>, 'cell' | 'epoch'>) => {
  const reply = await cell.call<{ lots: Record<string, unknown>[] }>(owner, 'GET /v1/lots', {
    query: { epoch },
  });
  return expectStatus(reply, 200).lots[0];
};

test('[BY-13] lot, purge and certificate have the deadline that counts from the first receipt, and tell why', async () => {
  const us = await aSharedRecord();
  const { part, first, receivedAt } = us;
  const signer = aSigner(us.cell);
  const { deadline } = expectStatus(await handTo(us.cell, { ...part, first }), 200);
  expect(deadline).toBe(isoOf(instantOf(receivedAt) + days(30)));
  const reason = {
    cause: 'opt-out',
    deadline,
    purgeFrom: isoOf(us.cell.clock.now),
    basis: `first receipt of ${part.instruction.id}, as the customer states: ${receivedAt}, entry ${entry}`,
  };
  expect((await lotOf(us))?.reasons).toContainEqual(reason);

  await us.cell.tick();
  await us.cell.tick();
  await signer.run();
  const { certificates } = expectStatus(
    await us.cell.call<{ certificates: { certificate: string }[] }>(owner, 'GET /v1/certificates', {
      query: { epoch: us.epoch },
    }),
    200,
  );
  const file = expectStatus(
    await us.cell.call<CertificateFile>(owner, 'GET /v1/certificates/{certificate}', {
      path: { certificate: certificates[0]?.certificate ?? '' },
    }),
    200,
  );
  expect(file.certificate).toMatchObject({ cause: 'opt-out', reasons: expect.arrayContaining([reason]) });
  const keys = bytesOf(JSON.stringify({ keys: [signer.key.jwk] }));
  expect(reasonOf(verifyCertificateFile(fileOf(file), { keys }))).toBe('verified');
});

test('[BY-13] a deletion after the deadline from the first receipt is late, though it is in time from its own', async () => {
  const us = await aSharedRecord();
  const { part, first, receivedAt } = us;
  expectStatus(await handTo(us.cell, { ...part, first }), 200);
  us.cell.clock.now = instantOf(receivedAt) + days(30) + minutes(1);
  const { planned } = await us.cell.tick();
  expect(planned.missed).toBe(1);
});

test('[BY-13] a first receipt that is learned of later brings closure, lot and watch nearer', async () => {
  const us = await aSharedRecord();
  const { part, first, receivedAt } = us;
  const own = expectStatus(await handTo(us.cell, part), 200);
  expect(own.deadline).toBe(isoOf(us.cell.clock.now + days(30)));
  us.cell.clock.now += minutes(10);
  const told = expectStatus(await handTo(us.cell, { ...part, first }), 200);
  const deadline = isoOf(instantOf(receivedAt) + days(30));
  expect(told).toMatchObject({
    receivedAt: own.receivedAt,
    hash: own.hash,
    countsFrom: receivedAt,
    deadline,
  });
  expect(await lotOf(us)).toMatchObject({ deadline });
  us.cell.clock.now = instantOf(deadline) + minutes(1);
  expect((await us.cell.tick()).planned.missed).toBe(1);
});

test('[BY-13] an opt-out that has to wait for its gates counts from the first receipt when it is finished', async () => {
  const contended = contendedStore();
  const us = await aSharedRecord({ store: contended.store });
  const { part, first, receivedAt, keys } = us;
  const signer = aSigner(us.cell);
  contended.crowded = true;
  const waiting = expectStatus(await handTo(us.cell, { ...part, first }), 200);
  const deadline = isoOf(instantOf(receivedAt) + days(30));
  expect(waiting).toMatchObject({ countsFrom: receivedAt, deadline });
  const earlier = { receivedAt: isoOf(instantOf(receivedAt) - 1), entry };
  expect(await handTo(us.cell, { ...part, first: earlier })).toMatchObject({
    status: 409,
    body: { type: 'urn:domicile:problem:closing' },
  });
  contended.crowded = false;
  us.cell.clock.now += minutes(1);
  await us.cell.tick();
  expect(expectStatus(await handTo(us.cell, part), 200)).toMatchObject({ hash: waiting.hash, deadline });
  await signer.run();
  const { entries, ...rest } = expectStatus(
    await us.cell.call<LedgerFile>(owner, 'GET /v1/ledgers/{subject}', {
      path: { subject: part.subject },
    }),
    200,
  );
  expect(entries.map(({ event }) => ('group' in event ? event.type : undefined)).filter(Boolean)).toEqual([
    'opt-out-accepted',
    'setting-chosen',
  ]);
  const trust = trustOf(keys, signer);
  expect(verifyLedgerFile(fileOf({ ...rest, entries } as LedgerFile), trust)).toMatchObject({
    signatures: { verified: [{ at: receivedAt }] },
  });
});

test('[BY-10] [BY-13] a signature of another instruction is taken for its form, and refused by whoever has the key', async () => {
  const us = await aSharedRecord();
  const { part, key } = us;
  const signer = aSigner(us.cell);
  const signature = key.signs({ ...part.instruction, value: 'on' });
  expectStatus(await handTo(us.cell, { ...part, signature }), 200);
  await signer.run();
  const file = expectStatus(
    await us.cell.call<LedgerFile>(owner, 'GET /v1/ledgers/{subject}', { path: { subject: part.subject } }),
    200,
  );
  expect(reasonOf(verifyLedgerFile(fileOf(file), trustOf(us.keys, signer)))).toBe(
    'signature-not-of-instruction',
  );
  const others = bytesOf(JSON.stringify({ keys: [jwkOf(pemOf())] }));
  expect(reasonOf(verifyLedgerFile(fileOf(file), trustOf(others, signer)))).toBe('unknown-customer-key');
});
