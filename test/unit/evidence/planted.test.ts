import { beforeEach, describe, expect, test } from 'vitest';
import type { CertificateReply } from '../../../contract/api/replies.ts';
import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import { incidentRecordKeys } from '../../../contract/tables/incidents.ts';
import { logKeys } from '../../../contract/tables/log.ts';
import { identifier } from '../../../domain/identifiers.ts';
import { parseLotName } from '../../../domain/retention/lot.ts';
import { days, isoOf } from '../../../domain/time.ts';
import { completionWork } from '../../../lambdas/shared/repositories/completion-work.ts';
import { toBeLogged } from '../../../lambdas/shared/repositories/signing-work.ts';
import { type Item, type Store, UnreadableItem, type Value } from '../../../lambdas/shared/store/store.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { certificateOfEpoch } from '../../support/incidents.ts';
import { aPurgedCustomer, type CustomerWithALot } from '../../support/sharing-customer.ts';
import { aSigner, type TestSigner } from '../../support/signing.ts';
import { expectStatus, owner } from '../../support/story.ts';

/** What somebody leaves in the tables beside the functions of the cell: one item must not hold up the others. */

let cell: TestCell;
let signer: TestSigner;
let customer: CustomerWithALot;

beforeEach(async () => {
  cell = aCell('us');
  signer = aSigner(cell, {
    otherCopies: (deletedAt) => [{ store: 'backups', until: isoOf(deletedAt + days(5)) }],
  });
  customer = await aPurgedCustomer(cell);
});

const put = (item: Item) => cell.store.write({ kind: 'put', table: 'evidence', item });
const list = (...of: Parameters<typeof toBeLogged>) => cell.store.write(toBeLogged(...of));
const now = () => isoOf(cell.clock.now);

/** A draft like the customer's own, of a lot beside it, in the work list. */
const plantDraft = async (changes: Readonly<Record<string, unknown>>): Promise<void> => {
  const { epoch, lot } = customer;
  const beside = lot.replace(/\d{2}$/, '63');
  const like = await cell.store.get('evidence', evidenceKeys.purge(epoch, lot), 'strong');
  const key = evidenceKeys.purge(epoch, beside);
  const fields = Object.entries({ ...like, ...parseLotName(beside), ...changes, ...key });
  await put(Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Item);
  await list(epoch, now(), key.sk);
};

const certificate = identifier('us', 'cert', '01JDEM0EXAMP00000000000001');
const incident = identifier('us', 'inc', '01JDEM0EXAMP00000000000001');

const notADraft: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['no reasons', { reasons: undefined }],
  ['words for a deadline', { deadline: 'what somebody said' }],
  ['words among the reasons', { reasons: [{ cause: 'what somebody said' }] }],
  ['words for a policy', { policy: { categories: ['what somebody said'] } }],
  ['a cause that is none', { cause: 'because' }],
  ['a time that no text of this product has', { deletedAt: '+275760-09-13T00:00:00.000Z' }],
  ['a time before all others', { deletedAt: '-000001-01-01T00:00:00.000Z' }],
  ['a name as long as an item', { program: 'a'.repeat(390_000) }],
];

const planted: readonly (readonly [string, () => Promise<unknown>])[] = [
  ...notADraft.map(([what, changes]) => [`a draft with ${what}`, () => plantDraft(changes)] as const),
  [
    'an entry of a ledger that says nothing',
    async () => {
      const key = evidenceKeys.entry(customer.organization, 77);
      await put({ ...key, v: 1 });
      await list(customer.organization, now(), key.sk);
    },
  ],
  [
    'an entry of an incident as long as an item, thirty times',
    async () => {
      for (let sequence = 0; sequence < 30; sequence += 1) {
        const key = incidentRecordKeys.entry(incident, sequence);
        await put({ ...key, v: 1, sequence, words: 'a'.repeat(390_000) });
        await list(incident, now(), key.sk);
      }
    },
  ],
  [
    'a certificate that is no JSON',
    async () => {
      await put({ ...logKeys.revision(certificate, 1), v: 1, leaf: 0, document: 'what somebody said' });
      await list(certificate, now(), completionWork);
    },
  ],
  [
    'a certificate of another version',
    async () => {
      await put({ ...logKeys.revision(certificate, 1), v: 2 as Value });
      await list(certificate, now(), completionWork);
    },
  ],
];

describe('the signer, beside what somebody planted', () => {
  test.each(planted)('sets aside %s, and certifies the others', async (_, plant) => {
    await plant();
    await signer.run();
    expect(signer.reports.length).toBeGreaterThan(0);
    expect(signer.reports.join()).not.toContain('somebody');
    const file = await cell.call(owner, 'GET /v1/certificates/{certificate}', {
      path: { certificate: await ownCertificate() },
    });
    expectStatus(file, 200);
    const { size } = await signer.run();
    expect((await signer.run()).size).toBe(size);
  });
});

const certificatesListed = async () =>
  expectStatus(
    await cell.call<{ certificates: readonly CertificateReply[] }>(owner, 'GET /v1/certificates', {
      query: { epoch: customer.epoch },
    }),
    200,
  ).certificates;

const ownCertificate = async () => certificateOfEpoch(cell, customer.epoch);

describe('the list of certificates, beside what somebody planted', () => {
  test.each([
    ...notADraft,
    ['a time that nobody can read', { deletedAt: 'a while ago' }],
    ['no time', { deletedAt: undefined }],
    ['another version', { v: 2 }],
    ['the name of another lot', { day: '2026-02-01' }],
    ['a lot that is none', { workspace: 7, use: {}, shard: 'x' }],
  ] as readonly (readonly [string, Readonly<Record<string, unknown>>])[])(
    'is answered without a draft with %s',
    async (_, changes) => {
      const before = await certificatesListed();
      expect(before).toHaveLength(1);
      await plantDraft(changes);
      expect(await certificatesListed()).toEqual(before);
    },
  );
});

test('the signer sets aside a draft that no store can read, and certifies the others', async () => {
  await plantDraft({});
  const broken = evidenceKeys.purge(customer.epoch, customer.lot.replace(/\d{2}$/, '63'));
  const get: Store['get'] = async (table, key, consistency) => {
    if (key.pk === broken.pk && key.sk === broken.sk) throw new UnreadableItem('a kind of value');
    return cell.store.get(table, key, consistency);
  };
  const beside = aSigner(cell, { store: { ...cell.store, get } });
  await beside.run();
  expect(beside.reports).toEqual(['purge: what it is about cannot be read']);
  expect(await ownCertificate()).toMatch(/^us_cert_/);
});
