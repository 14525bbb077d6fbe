import { beforeEach, describe, expect, test } from 'vitest';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { leafOf } from '../../../domain/evidence/log-leaf.ts';
import type { PublicKeySet } from '../../../domain/evidence/signing-key.ts';
import { days, instantOf, isoOf, minutes } from '../../../domain/time.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { certificateFile, certificateOfEpoch, correct } from '../../support/incidents.ts';
import { aCellWithCopy } from '../../support/lost-registry.ts';
import { eventsTold } from '../../support/outbox.ts';
import { aPurgedCustomer } from '../../support/sharing-customer.ts';
import { aSigner, isProven, type TestSigner } from '../../support/signing.ts';
import { expectStatus, owner } from '../../support/story.ts';

let cell: TestCell;

beforeEach(() => {
  cell = aCell('us');
});

/** A signer of a cell whose content can be brought back for so many days. */
const signerWithCopies = (of: TestCell, kept: number): TestSigner =>
  aSigner(of, {
    otherCopies: (deletedAt) => [{ store: 'backups', until: isoOf(deletedAt + days(kept)) }],
  });

const onlyCertificate = async (): Promise<string> => {
  const { epoch } = await aPurgedCustomer(cell);
  return certificateOfEpoch(cell, epoch);
};

const revisionNow = async (certificate: string) => (await certificateFile(cell, certificate)).certificate;

/** What waits to be signed, now or at a time that comes. */
const waiting = async (of: TestCell = cell) => {
  const pages = registryKeys
    .signingBuckets('us')
    .map((pk) => of.store.query({ table: 'registry', pk, consistency: 'strong' }));
  return (await Promise.all(pages)).flatMap(({ items }) => items.map(({ sk }) => sk));
};

describe('a certificate that names another copy', () => {
  test('[BY-2] is completed when the time of the last one is over, superseding openly, and once', async () => {
    const signer = signerWithCopies(cell, 5);
    const certificate = await onlyCertificate();
    await signer.run();
    const before = await certificateFile(cell, certificate);
    const { completeBy } = before.certificate;
    expect(before.certificate).toMatchObject({ revision: 1, status: 'active-deleted' });

    cell.clock.now = instantOf(completeBy) - 1;
    await signer.run();
    expect(await revisionNow(certificate)).toMatchObject({ revision: 1 });

    cell.clock.now = instantOf(completeBy);
    await signer.run();
    const after = await certificateFile(cell, certificate);
    expect(after.certificate).toEqual({
      ...before.certificate,
      revision: 2,
      status: 'complete',
      supersedes: {
        revision: 1,
        leaf: leafOf(before.certificate),
        cause: 'completed',
        reason: expect.any(String),
      },
    });
    const { keys } = (await cell.call<PublicKeySet>(owner, 'GET /.well-known/jwks.json')).body;
    expect(isProven(after.certificate, after, keys)).toBe(true);
    expect(isProven(before.certificate, before, keys)).toBe(true);
    expect((await eventsTold(cell, 'CertificateIssued')).map(({ detail }) => detail.revision)).toEqual(
      expect.arrayContaining([1, 2]),
    );

    expect(await waiting()).toEqual([]);
    cell.clock.now += days(100);
    await signer.run();
    expect(await revisionNow(certificate)).toMatchObject({ revision: 2 });
    expect(signer.reports).toEqual([]);
  });

  test('[BY-2] that it came to by a correction is completed by the time that the correction names', async () => {
    const signer = aSigner(cell);
    const certificate = await onlyCertificate();
    await signer.run();
    expect(await waiting()).toEqual([]);
    const until = isoOf(cell.clock.now + days(2));
    expectStatus(await correct(cell, certificate, { otherCopies: [{ store: 'an export', until }] }), 202);
    cell.clock.now += minutes(5);
    await signer.run();
    cell.clock.now += minutes(5);
    await signer.run();
    expect(await revisionNow(certificate)).toMatchObject({ revision: 2, status: 'active-deleted' });
    cell.clock.now = instantOf(until);
    await signer.run();
    expect(await revisionNow(certificate)).toMatchObject({ revision: 3, status: 'complete' });
  });

  test('[BY-2] waits for the later time that a correction gave it', async () => {
    const signer = signerWithCopies(cell, 5);
    const certificate = await onlyCertificate();
    await signer.run();
    const until = isoOf(cell.clock.now + days(9));
    expectStatus(await correct(cell, certificate, { otherCopies: [{ store: 'an export', until }] }), 202);
    cell.clock.now += minutes(5);
    await signer.run();
    cell.clock.now += days(6);
    await signer.run();
    expect(await revisionNow(certificate)).toMatchObject({ revision: 2, status: 'active-deleted' });
    cell.clock.now = instantOf(until);
    await signer.run();
    expect(await revisionNow(certificate)).toMatchObject({ revision: 3, status: 'complete' });
  });

  test('[BY-2] is completed and corrected one after the other where both come in one run', async () => {
    for (let certificates = 0; certificates < 12; certificates += 1) {
      cell = aCell('us');
      const signer = signerWithCopies(cell, 5);
      const certificate = await onlyCertificate();
      await signer.run();
      cell.clock.now += days(6);
      const facts = { counts: { captured: 1, deleted: 1, moved: 0 }, storesNotCovered: ['a lake'] };
      expectStatus(await correct(cell, certificate, facts), 202);
      cell.clock.now += minutes(5);
      await signer.run();
      cell.clock.now += minutes(5);
      await signer.run();
      const newest = await revisionNow(certificate);
      expect(newest).toMatchObject({ status: 'complete', storesNotCovered: ['a lake'] });
      expect(await waiting()).toEqual([]);
    }
  });

  test('[BY-3] is completed after a restore of the registry, which had the work', async () => {
    const story = await aCellWithCopy();
    const signer = signerWithCopies(story.cell, 5);
    await signer.run();
    const completions = async () => (await waiting(story.cell)).filter((sk) => sk.endsWith('#completion'));
    const before = await completions();
    expect(before.length).toBeGreaterThan(0);
    story.lose('registry');
    await restoreRegistry(story.restorer(story.copy), 'may be running');
    await signer.run();
    expect((await completions()).sort()).toEqual([...before].sort());
    story.cell.clock.now += days(6);
    await signer.run();
    expect(await completions()).toEqual([]);
    const newest = story.tables.all('evidence').filter(({ sk }) => sk === 'revision#002');
    expect(newest).toHaveLength(before.length);
  });
});
