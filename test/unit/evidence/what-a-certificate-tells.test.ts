import { beforeEach, expect, test } from 'vitest';
import type { CertificateReply } from '../../../contract/api/replies.ts';
import { canonicalize } from '../../../domain/canonical-form.ts';
import { everyCertificateLimit, type PurgeCertificate } from '../../../domain/evidence/certificate.ts';
import type { CertificateFile } from '../../../domain/evidence/evidence-files.ts';
import { inWords } from '../../../domain/evidence/in-words.ts';
import { verifyCertificateFile } from '../../../domain/evidence/verify-certificate.ts';
import type { EpochId } from '../../../domain/identifiers.ts';
import { deadlineBudget, type StoreFacts } from '../../../domain/retention/deadline-budget.ts';
import { days, hours, isoOf, startOfDay } from '../../../domain/time.ts';
import { otherCopiesOf } from '../../../lambdas/signer/other-copies.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { miscount } from '../../support/incidents.ts';
import { sharing, validation, validationUse } from '../../support/settings.ts';
import { aCustomerWithALot, aPurgedCustomer } from '../../support/sharing-customer.ts';
import { aSigner } from '../../support/signing.ts';
import { aWorkspace, capture, choose, expectStatus, owner, showNotice } from '../../support/story.ts';

let cell: TestCell;

beforeEach(() => {
  cell = aCell('us');
});

/** The certificate of an epoch's only lot, as whoever has its file and the public keys verifies it. */
const verified = async (epoch: EpochId) => {
  const listed = await cell.call<{ certificates: readonly CertificateReply[] }>(
    owner,
    'GET /v1/certificates',
    {
      query: { epoch },
    },
  );
  const [{ certificate } = { certificate: '' }, ...others] = expectStatus(listed, 200).certificates;
  expect(others).toEqual([]);
  const file = await cell.call<CertificateFile>(owner, 'GET /v1/certificates/{certificate}', {
    path: { certificate },
  });
  const keys = await cell.call<object>(owner, 'GET /.well-known/jwks.json');
  const bytes = (value: object) => new TextEncoder().encode(canonicalize(value));
  const verdict = verifyCertificateFile(bytes(expectStatus(file, 200)), { keys: bytes(keys.body) });
  if (!verdict.verified) throw new Error(verdict.sentence);
  return { certificate: verdict.certificate, words: inWords(verdict) };
};

/** What a certificate promises to say whatever purged its lot. */
const saysWhatItDoesNotCover = ({ storesNotCovered, doesNotProve }: PurgeCertificate) => {
  expect(storesNotCovered).toEqual(['stores of the vendor outside the cell']);
  expect(doesNotProve).toEqual(everyCertificateLimit);
};

test('[BY-2] after an opt-out: what, why, by which deadline it was told, when, and what it does not cover', async () => {
  const { organization, workspace, epoch } = await aCustomerWithALot(cell, 7);
  const told = expectStatus(await choose(cell, organization, sharing, 'off'), 200).closures?.[0]?.deadline;
  cell.clock.now += hours(1);
  const purgedAt = isoOf(cell.clock.now);
  await cell.tick();
  await aSigner(cell).run();

  const { certificate, words } = await verified(epoch);

  expect(certificate).toMatchObject({
    scope: { subject: organization, workspace, epoch, day: '2026-03-01', program: sharing.program },
    cause: 'opt-out',
    deadline: isoOf(startOfDay('2026-03-01') + days(30)),
    deletedAt: purgedAt,
    completeBy: purgedAt,
    status: 'complete',
    met: true,
    counts: { captured: 7, deleted: 7, moved: 0, verdict: 'add-up' },
    heldRemainder: 0,
    otherCopies: [],
  });
  expect(certificate.reasons.map(({ cause, deadline }) => [cause, deadline])).toEqual([
    ['retention', certificate.deadline],
    ['opt-out', told],
  ]);
  saysWhatItDoesNotCover(certificate);
  expect(words.proven).toContain(
    'It says nothing about these stores: stores of the vendor outside the cell.',
  );
});

test('[BY-2] after its retention: that this was why, and no other date', async () => {
  const workspace = await aWorkspace(cell);
  await showNotice(cell, workspace, validation);
  const { epoch } = expectStatus(await capture(cell, workspace, validationUse), 201);
  cell.clock.now = startOfDay('2026-03-01') + days(89);
  await cell.tick();
  await aSigner(cell).run();

  const { certificate } = await verified(epoch);

  expect(certificate).toMatchObject({
    cause: 'retention',
    deadline: isoOf(startOfDay('2026-03-01') + days(90)),
    deletedAt: isoOf(startOfDay('2026-03-01') + days(89)),
    met: true,
  });
  expect(certificate.reasons).toHaveLength(1);
  saysWhatItDoesNotCover(certificate);
});

test('[BY-2] where fewer were deleted than were captured, it says so and is no less verifiable', async () => {
  const customer = await aCustomerWithALot(cell, 4);
  await miscount(cell, customer, 6);
  expectStatus(await choose(cell, customer.organization, sharing, 'off'), 200);
  await cell.tick();
  await aSigner(cell).run();

  const { certificate, words } = await verified(customer.epoch);

  expect(certificate.counts).toEqual({ captured: 6, deleted: 4, moved: 0, verdict: 'uncounted' });
  expect(words.proven.join()).toContain('THE COUNTS DO NOT ADD UP: 6 captured, 4 deleted');
});

const none: StoreFacts = { recoveryWindow: 0, queueLife: 0, logLife: 0 };
const leavings: readonly (readonly [string, Partial<StoreFacts>])[] = [
  ['a recovery window', { recoveryWindow: days(35) }],
  ['queues and streams', { queueLife: days(4) }],
  ['logs', { logLife: days(33) }],
  ['a copy in another region', { copies: [{ lag: hours(20), recoveryWindow: days(7) }] }],
  ['all of them', { recoveryWindow: days(1), queueLife: days(2), copies: [{ lag: 1, recoveryWindow: 0 }] }],
];
test.each(leavings)(
  '[BY-2] where a store leaves %s, it says in which and until when, and whether that is in time',
  async (_, left) => {
    const facts = { ...none, ...left };
    const { epoch } = await aPurgedCustomer(cell);
    const gone = isoOf(cell.clock.now + deadlineBudget(facts, 0).residual);
    await aSigner(cell, { otherCopies: otherCopiesOf(facts) }).run();

    const { certificate, words } = await verified(epoch);

    const ends = certificate.otherCopies.map(({ until }) => until);
    expect(ends).toHaveLength(Object.keys(left).length);
    expect(ends).toContain(gone);
    expect(certificate).toMatchObject({
      status: 'active-deleted',
      completeBy: gone,
      met: gone <= certificate.deadline,
    });
    for (const { store, until } of certificate.otherCopies)
      expect(words.proven).toContain(`A copy can still be in ${store} until ${until}.`);
  },
);
