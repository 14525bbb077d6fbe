import { beforeEach, expect, test } from 'vitest';
import type { CertificateReply } from '../../../contract/api/replies.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { canonicalize } from '../../../domain/canonical-form.ts';
import { filesInWords } from '../../../domain/evidence/files-in-words.ts';
import type { PublicKeySet } from '../../../domain/evidence/signing-key.ts';
import { verifyCertificateFiles } from '../../../domain/evidence/verify-certificates.ts';
import type { EpochId } from '../../../domain/identifiers.ts';
import { days, hours, minutes } from '../../../domain/time.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { aPersonHeld, hold, recordsOf, release } from '../../support/holds.ts';
import { certificateFile, miscount } from '../../support/incidents.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { aCustomerWithALot, aSharingCustomer, type SharingCustomer } from '../../support/sharing-customer.ts';
import { aSigner, type TestSigner } from '../../support/signing.ts';
import { capture, choose, expectStatus, owner, records } from '../../support/story.ts';

/** Whatever a purge was like: what the cell certifies of it, its own verifier takes. */

let cell: TestCell;
let signer: TestSigner;

beforeEach(() => {
  cell = aCell('us');
  signer = aSigner(cell);
});

const bytesOf = (value: object) => new TextEncoder().encode(canonicalize(value));

const optOut = async ({ organization }: SharingCustomer): Promise<void> => {
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  await purge();
};

const purge = async (): Promise<void> => {
  for (let tick = 0; tick < 3; tick += 1) {
    cell.clock.now += minutes(10);
    await cell.tick();
  }
  await signer.run();
};

/** All certificates of an epoch as the cell hands them out, verified and held against each other. */
const verified = async (epoch: EpochId) => {
  const query = { epoch };
  const { certificates } = expectStatus(
    await cell.call<{ certificates: readonly CertificateReply[] }>(owner, 'GET /v1/certificates', { query }),
    200,
  );
  const files = await Promise.all(certificates.map(({ certificate }) => certificateFile(cell, certificate)));
  const keys = expectStatus(await cell.call<PublicKeySet>(owner, 'GET /.well-known/jwks.json'), 200);
  const verdict = verifyCertificateFiles(files.map(bytesOf), { keys: bytesOf(keys) });
  if (!verdict.verified) throw new Error(verdict.sentence);
  return verdict;
};

test.each([
  ['before its date', hours(1)],
  ['long after it', days(60)],
])(
  '[BY-2] [BY-4] the certificate of what was moved to the lot of a hold, released %s, verifies',
  async (_, heldFor) => {
    const customer = await aSharingCustomer(cell);
    const { epoch, workspace } = customer;
    const sent = [...recordsOf(cell, 3, aPersonHeld), ...records(cell, 4)];
    expectStatus(await capture(cell, workspace, sharingUse, { records: sent }), 201);
    const placed = await hold(cell, workspace, { of: 'person', use: sharingUse, person: aPersonHeld });
    await optOut(customer);
    expect((await verified(epoch)).certificates).toHaveLength(1);
    cell.clock.now += heldFor;
    await release(cell, placed);
    await purge();
    const { certificates } = await verified(epoch);
    expect(certificates.map(({ certificate }) => certificate.scope.shard)).toEqual([
      expect.any(Number),
      expect.stringMatching(new RegExp(`^\\d{2}\\.${placed.id}$`)),
    ]);
    expect(certificates.map(({ certificate }) => certificate.counts.deleted)).toEqual([4, 3]);
  },
);

test('[BY-2] the certificate of a lot whose counter was broken verifies, and says what is not known', async () => {
  const customer = await aCustomerWithALot(cell);
  await miscount(cell, customer, -3);
  await optOut(customer);
  const verdict = await verified(customer.epoch);
  const [only] = verdict.certificates;
  expect(only?.certificate.counts).toMatchObject({ captured: -1, deleted: 1, verdict: 'uncounted' });
  const words = filesInWords(verdict).proven.join('\n');
  expect(words).toContain('? captured, 1 deleted');
  expect(words).not.toContain('-1 captured');
  const lot = await cell.store.get('registry', registryKeys.lot(customer.epoch, customer.lot), 'strong');
  expect(lot).toMatchObject({ state: 'purged' });
});
