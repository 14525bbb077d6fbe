import { beforeEach, describe, expect, test } from 'vitest';
import { canonicalize } from '../../../domain/canonical-form.ts';
import type { PublicKeySet } from '../../../domain/evidence/signing-key.ts';
import { verifyCertificateFile } from '../../../domain/evidence/verify-certificate.ts';
import { days, isoOf } from '../../../domain/time.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import {
  certificateFile,
  certificateOfEpoch,
  close,
  correct,
  incidentsSeenBy,
  twoRuns,
} from '../../support/incidents.ts';
import { eventsTold } from '../../support/outbox.ts';
import { aPurgedCustomer } from '../../support/sharing-customer.ts';
import { aSigner, isProven, type TestSigner } from '../../support/signing.ts';
import { expectStatus, operator, owner } from '../../support/story.ts';

let cell: TestCell;
let signer: TestSigner;

beforeEach(() => {
  cell = aCell('us');
  signer = aSigner(cell);
});

describe('a certificate that is wrong', () => {
  const wrongOne = async () => {
    const customer = await aPurgedCustomer(cell);
    await signer.run();
    return { ...customer, certificate: await certificateOfEpoch(cell, customer.epoch) };
  };

  test('[BY-12] is superseded openly: the revision names the one before, and both stay in the log', async () => {
    const { certificate, organization } = await wrongOne();
    const before = await certificateFile(cell, certificate);
    const until = isoOf(cell.clock.now + days(2));

    const { incident } = expectStatus(
      await correct(cell, certificate, { otherCopies: [{ store: 'an export', until }] }),
      202,
    );
    await twoRuns(cell, signer);

    const after = await certificateFile(cell, certificate);
    expect(after.certificate).toMatchObject({
      revision: 2,
      supersedes: { revision: 1, cause: 'corrected', reason: 'A copy was overlooked.' },
      status: 'active-deleted',
      completeBy: until,
      met: true,
    });
    const { keys } = (await cell.call<PublicKeySet>(owner, 'GET /.well-known/jwks.json')).body;
    expect(isProven(after.certificate, after, keys)).toBe(true);
    expect(isProven(before.certificate, before, keys)).toBe(true);
    expect(await eventsTold(cell, 'CertificateSuperseded')).toEqual([
      { type: 'CertificateSuperseded', detail: { certificate, revision: 2, supersedes: 1, incident } },
    ]);
    expect(await incidentsSeenBy(cell, owner, { subject: organization })).toMatchObject([
      { incident, kind: 'certificate-wrong' },
    ]);
    expectStatus(await close(cell, incident), 200);
  });

  test('[BY-12] that turns out to be late, or not to add up, opens those incidents too', async () => {
    const { certificate } = await wrongOne();
    const facts = {
      otherCopies: [{ store: 'an export', until: isoOf(cell.clock.now + days(400)) }],
      counts: { captured: 3, deleted: 1, moved: 0 },
    };
    expectStatus(await correct(cell, certificate, facts), 202);
    await twoRuns(cell, signer);

    expect((await certificateFile(cell, certificate)).certificate).toMatchObject({
      met: false,
      counts: { verdict: 'uncounted' },
    });
    expect((await incidentsSeenBy(cell, operator)).map(({ kind }) => kind).sort()).toEqual([
      'certificate-wrong',
      'counts-differ',
      'deadline-missed',
    ]);
  });

  test('is corrected once: the same request leads to the same incident, another one comes too late', async () => {
    const { certificate } = await wrongOne();
    const facts = { counts: { captured: 2, deleted: 2, moved: 0 } };
    const first = expectStatus(await correct(cell, certificate, facts), 202);
    expect(expectStatus(await correct(cell, certificate, facts), 202)).toEqual(first);
    expect((await correct(cell, certificate, { counts: { captured: 9, deleted: 9, moved: 0 } })).status).toBe(
      412,
    );
    await twoRuns(cell, signer);
    expect(expectStatus(await correct(cell, certificate, facts), 202)).toEqual(first);
    expect((await correct(cell, certificate, facts, { wrong: 'Something else.' })).status).toBe(412);
    expect((await certificateFile(cell, certificate)).certificate.revision).toBe(2);
  });

  test.each([
    { deletedAt: '2026-03-01T11:00:00Z' },
    {
      deletedAt: '2026-03-01T11:00:00Z',
      otherCopies: [{ store: 'an export', until: '2026-03-01T11:30:00Z' }],
    },
    { otherCopies: [{ store: 'an export', until: '2027-03-01T11:30:00Z' }] },
    { counts: { captured: 4, deleted: 3, moved: 1 }, storesNotCovered: ['a lake', 'mail'] },
    { counts: { captured: 4, deleted: 0, moved: 0 } },
  ])('[BY-12] is superseded by one that verifies, whatever was wrong: %j', async (facts) => {
    const { certificate } = await wrongOne();
    expectStatus(await correct(cell, certificate, facts), 202);
    await twoRuns(cell, signer);
    const { body } = await cell.call<PublicKeySet>(owner, 'GET /.well-known/jwks.json');
    const bytes = (value: object) => new TextEncoder().encode(canonicalize(value));
    const verified = verifyCertificateFile(bytes(await certificateFile(cell, certificate)), {
      keys: bytes(body),
    });
    expect(verified).toMatchObject({ verified: true, certificate: { revision: 2 } });
  });

  test.each([
    { deletedAt: '2026-03-01T12:00:01Z' },
    { storesNotCovered: ['<b>'] },
    { otherCopies: [{ store: '-', until: '2026-03-01T11:30:00Z' }] },
    { counts: { captured: -1, deleted: 0, moved: 0 } },
    { met: true },
  ])('is not superseded by what no verifier takes, nor by what lies ahead: %j', async (facts) => {
    const { certificate } = await wrongOne();
    expect(await correct(cell, certificate, facts)).toMatchObject({
      status: 400,
      body: { type: 'urn:domicile:problem:invalid-body' },
    });
  });

  test('is not corrected to what it says already, nor before it is there', async () => {
    const { certificate } = await wrongOne();
    for (const facts of [{}, { counts: { captured: 1, deleted: 1, moved: 0 } }]) {
      expect(await correct(cell, certificate, facts)).toMatchObject({
        status: 422,
        body: { type: 'urn:domicile:problem:correction-changes-nothing' },
      });
    }
    expect((await correct(cell, 'us_cert_01J9Z3V8Q2T4N6R8S0W2Y4A6C8', { counts: {} })).status).toBe(400);
    const nobody = await correct(cell, 'us_cert_01J9Z3V8Q2T4N6R8S0W2Y4A6C8', { storesNotCovered: ['a'] });
    expect(nobody.status).toBe(404);
    expect(await incidentsSeenBy(cell, operator)).toEqual([]);
  });
});
