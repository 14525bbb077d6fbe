import { expect, test } from 'vitest';
import { sha256Hex } from '../../../domain/canonical-form.ts';
import type { CertificateFile } from '../../../domain/evidence/evidence-files.ts';
import { isoOf } from '../../../domain/time.ts';
import { type CapturedRecord, recordDigest } from '../../../lambdas/shared/repositories/records.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { aCell } from '../../support/cell.ts';
import { takeFiles } from '../../support/evidence-files.ts';
import { aListing } from '../../support/listed-store.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { aSigner } from '../../support/signing.ts';
import { capture, choose, expectStatus, owner } from '../../support/story.ts';

/** What evidence says of one record that was deleted, from the digest of the record. */
const deletedDigestOf = (digest: string) => sha256Hex(sha256Hex(digest));

/** A lot of one record before and after its purge, and the digest that its certificate states. */
const aPurgedRecord = async () => {
  const listing = aListing();
  const cell = aCell('us', { store: listing.through(inMemoryStore()) });
  const { organization, workspace, epoch } = await aSharingCustomer(cell);
  const record: CapturedRecord = {
    category: 'prompt',
    source: 'person',
    dataClass: 'customer-data',
    occurredAt: isoOf(cell.ports.clock.now()),
    body: 'what does this alert mean?',
  };
  expectStatus(await capture(cell, workspace, sharingUse, { records: [record] }), 201);
  const before = await listing.everyItem(cell.store);
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  await cell.tick();
  await aSigner(cell).run();
  const [taken] = await takeFiles(cell, owner, { subjects: [], epochs: [epoch] });
  const file: CertificateFile = JSON.parse(new TextDecoder().decode(taken?.bytes));
  return { record, before, after: await listing.everyItem(cell.store), certificate: file.certificate };
};

/** Whatever could be a salt among some items: 32 bytes in hexadecimal, wherever they stand. */
const possibleSalts = (items: readonly object[]): readonly string[] => [
  ...new Set(JSON.stringify(items).match(/[0-9a-f]{64}/g)),
];

test('the salts of a lot die with it: nothing in any table leads from a known record to its certificate any more', async () => {
  const { record, before, after, certificate } = await aPurgedRecord();
  const confirms = (items: readonly object[]) =>
    possibleSalts(items).some(
      (salt) => deletedDigestOf(recordDigest(record, salt)) === certificate.deletedDigest,
    );

  expect(certificate.counts).toMatchObject({ captured: 1, deleted: 1 });
  expect(before.filter(({ item }) => item.sk.startsWith('salt#'))).toHaveLength(1);
  expect(confirms(before)).toBe(true);
  expect(after.filter(({ item }) => item.sk.startsWith('salt#'))).toEqual([]);
  expect(confirms(after)).toBe(false);
});
