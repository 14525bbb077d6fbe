import { beforeEach, describe, expect, test } from 'vitest';
import { canonicalize } from '../../../domain/canonical-form.ts';
import type { PublicKeySet } from '../../../domain/evidence/signing-key.ts';
import { verifyCertificateFile } from '../../../domain/evidence/verify-certificate.ts';
import { days, isoOf, minutes } from '../../../domain/time.ts';
import { audit } from '../../../lambdas/auditor/audit.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import {
  aCustomerWithALot,
  aPurgedCustomer,
  auditor,
  certificateFile,
  certificateOfEpoch,
  close,
  correct,
  eventsTold,
  incidentsSeenBy,
  miscount,
  purging,
  recordOf,
} from '../../support/incidents.ts';
import { sharing } from '../../support/settings.ts';
import { aSigner, isProven, type TestSigner } from '../../support/signing.ts';
import { choose, expectStatus, operator, owner, stranger } from '../../support/story.ts';
import { asStated, auditorPorts, read, scriptedAccount } from '../audit/scripted-account.ts';

let cell: TestCell;
let signer: TestSigner;

beforeEach(() => {
  cell = aCell('us');
  signer = aSigner(cell);
});

/** Two runs of the signer: what the first opens or issues can lead to something that the second takes up. */
const twoRuns = async () => {
  await signer.run();
  cell.clock.now += minutes(5);
  await signer.run();
};

const onlyIncident = async () => {
  const found = await incidentsSeenBy(cell, operator);
  expect(found).toHaveLength(1);
  return found[0]?.incident ?? '';
};

const eventsIn = async (incident: string) =>
  expectStatus(await recordOf(cell, incident), 200).entries.map(({ entry }) => entry.event);

describe('a missed deadline', () => {
  /** A lot that nobody purges until its promise is broken. */
  const aMissedLot = async () => {
    const customer = await aCustomerWithALot(cell);
    await choose(cell, customer.organization, sharing, 'off');
    await purging(cell, 'stopped', 1);
    cell.clock.now += days(60);
    await cell.tick();
    return customer;
  };

  test('[BY-12] opens one incident by itself, however often it is met, and its customer is told once', async () => {
    const { organization, epoch, lot } = await aMissedLot();
    await cell.tick();
    await twoRuns();
    await cell.tick();
    await twoRuns();

    const [seen, ...others] = await incidentsSeenBy(cell, owner, { subject: organization });
    expect(others).toEqual([]);
    expect(seen).toMatchObject({ kind: 'deadline-missed', subject: organization });
    expect(await eventsIn(seen?.incident ?? '')).toMatchObject([
      { type: 'opened', cause: { kind: 'deadline-missed', epoch, lot } },
    ]);
    expect(await eventsTold(cell, 'IncidentOpened')).toEqual([
      {
        type: 'IncidentOpened',
        detail: { incident: seen?.incident, kind: 'deadline-missed', subject: organization },
      },
    ]);
    expect(signer.measures.at(-1)?.openIncidents).toBe(1);
  });

  test('[BY-12] cannot be called over while the lot is there; that it was purged is added by itself', async () => {
    await aMissedLot();
    await twoRuns();
    const incident = await onlyIncident();
    expect(await close(cell, incident)).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:incident-continues' },
    });

    await purging(cell, 'running', 2);
    await cell.tick();
    await twoRuns();

    expect((await eventsIn(incident)).slice(1)).toMatchObject([
      { type: 'fact', fact: { type: 'purged', counts: 'add-up' } },
    ]);
    expect(await incidentsSeenBy(cell, operator)).toHaveLength(1);
    expectStatus(await close(cell, incident), 200);
    await signer.run();
    expect(signer.measures.at(-1)?.openIncidents).toBe(0);
    expect(await incidentsSeenBy(cell, owner)).toEqual([]);
  });

  test('[BY-12] that no tick met opens its incident with the certificate that says so', async () => {
    const { organization, epoch } = await aCustomerWithALot(cell);
    await choose(cell, organization, sharing, 'off');
    const late = aSigner(cell, { otherCopies: (at) => [{ store: 'a copy', until: isoOf(at + days(40)) }] });
    await cell.tick();
    await late.run();
    cell.clock.now += minutes(5);
    await late.run();

    const certificate = await certificateOfEpoch(cell, epoch);
    expect((await certificateFile(cell, certificate)).certificate.met).toBe(false);
    expect(await eventsIn(await onlyIncident())).toMatchObject([
      { type: 'opened', cause: { kind: 'deadline-missed', epoch } },
      { type: 'fact', fact: { type: 'purged', certificate } },
    ]);
  });
});

test('[BY-12] a purge whose counts differ opens an incident with both counts', async () => {
  const customer = await aCustomerWithALot(cell);
  await choose(cell, customer.organization, sharing, 'off');
  await miscount(cell, customer, 3);
  await cell.tick();
  await twoRuns();

  expect(await eventsIn(await onlyIncident())).toMatchObject([
    { type: 'opened', cause: { kind: 'counts-differ', captured: 3, deleted: 1, moved: 0 } },
  ]);
});

test('[BY-12] more purges that went wrong than one transaction holds are all told', async () => {
  const late = aSigner(cell, { otherCopies: (at) => [{ store: 'a copy', until: isoOf(at + days(40)) }] });
  const customers = [];
  for (let count = 0; count < 60; count += 1) customers.push(await aCustomerWithALot(cell));
  for (const customer of customers) {
    expectStatus(await choose(cell, customer.organization, sharing, 'off'), 200);
    await miscount(cell, customer, 3);
  }
  await late.run();
  await cell.tick();
  for (let run = 0; run < 3; run += 1) {
    cell.clock.now += minutes(5);
    await late.run();
  }

  expect(late.reports).toEqual([]);
  for (const { organization } of customers) {
    const query = { subject: organization };
    const kinds = (await incidentsSeenBy(cell, operator, query)).map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['counts-differ', 'deadline-missed']);
  }
});

describe('a finding of the auditor', () => {
  const look = async (replicas: string | undefined) => {
    const content = { ...Object(asStated['content-1']), ...(replicas && { replicas: read(replicas) }) };
    await audit(auditorPorts(cell, scriptedAccount({ ...asStated, 'content-1': content })));
    cell.clock.now += minutes(10);
  };

  test('[BY-12] opens an incident of the cell, which everybody sees, and which ends with the drift', async () => {
    await look('eu-west-1');
    await look('eu-west-1');
    await twoRuns();
    const incident = await onlyIncident();
    const [seen] = await incidentsSeenBy(cell, stranger);
    expect(seen).toMatchObject({ incident, kind: 'residency-drift' });
    expect((await close(cell, incident)).status).toBe(409);

    await look(undefined);
    await twoRuns();

    expect(await eventsIn(incident)).toMatchObject([
      { type: 'opened', cause: { resource: 'Content', control: 'table', aspect: 'replicas' } },
      { type: 'fact', fact: { type: 'drift-ended' } },
    ]);
    expectStatus(await close(cell, incident), 200);
    await look('eu-west-1');
    await twoRuns();
    expect(await onlyIncident()).not.toBe(incident);
  });

  test('[BY-12] that was over before anybody opened an incident is told all the same, with its end', async () => {
    await look('eu-west-1');
    await look(undefined);
    await twoRuns();
    expect((await eventsIn(await onlyIncident())).map(({ type }) => type)).toEqual(['opened', 'fact']);
  });
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
    await twoRuns();

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
    await twoRuns();

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
    await twoRuns();
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
    await twoRuns();
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

describe('the record of an incident', () => {
  const aCorrection = async () => {
    const customer = await aPurgedCustomer(cell);
    await signer.run();
    const certificate = await certificateOfEpoch(cell, customer.epoch);
    const { incident } = expectStatus(
      await correct(cell, certificate, { storesNotCovered: ['a lake'] }),
      202,
    );
    await twoRuns();
    return { ...customer, incident };
  };

  test('[BY-12] has every entry in the signed log, from its opening to the reason of its closing', async () => {
    const { incident } = await aCorrection();
    expectStatus(await close(cell, incident, { reason: 'Told.', correction: 'Revision 2.' }), 200);
    await signer.run();

    const { entries, checkpoint = '', state } = expectStatus(await recordOf(cell, incident, owner), 200);

    expect(state).toBe('closed');
    expect(entries.map(({ entry }) => entry.event.type)).toEqual(['opened', 'fact', 'closed']);
    const { keys } = (await cell.call<PublicKeySet>(owner, 'GET /.well-known/jwks.json')).body;
    for (const { entry, inclusion } of entries) {
      if (inclusion === undefined) throw new Error('an entry is not in the log');
      expect(isProven(entry, { inclusion, checkpoint }, keys)).toBe(true);
      expect(isProven({ ...entry, at: isoOf(0) }, { inclusion, checkpoint }, keys)).toBe(false);
    }
  });

  test('is closed by who has read all of it, once, and the reason stays as it was given', async () => {
    const { incident } = await aCorrection();
    expect((await close(cell, incident, { reason: 'Told.' }, '"1"')).status).toBe(412);
    const closed = expectStatus(await close(cell, incident, { reason: 'Told.' }), 200);
    expect(expectStatus(await close(cell, incident, { reason: 'Told.' }, '"2"'), 200)).toEqual(closed);
    expect(await close(cell, incident, { reason: 'Another.' })).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:incident-closed' },
    });
    expect(await eventsTold(cell, 'IncidentClosed')).toHaveLength(1);
  });

  test('names no person: who closed it stands in the registry, and only the vendor’s people see it', async () => {
    const { incident, organization } = await aCorrection();
    expectStatus(await close(cell, incident), 200);
    const query = { subject: organization, state: 'closed' };
    const [shownToVendor] = await incidentsSeenBy(cell, auditor, query);
    const closedBy = shownToVendor?.closedBy ?? '';
    expect(closedBy).toMatch(/^us_user_/);
    expect((await incidentsSeenBy(cell, owner, query))[0]).not.toHaveProperty('closedBy');
    const told = await eventsTold(cell, 'IncidentOpened', 'IncidentClosed', 'CertificateSuperseded');
    const record = expectStatus(await recordOf(cell, incident), 200);
    expect(JSON.stringify([told, record])).not.toMatch(/_user_|operator-1|owner-1/);
  });

  test('is another customer’s to nobody', async () => {
    const { incident, organization } = await aCorrection();
    expect((await recordOf(cell, incident, stranger)).status).toBe(404);
    const asked = await cell.call(stranger, 'GET /v1/incidents', { query: { subject: organization } });
    expect(asked.status).toBe(404);
    expect(await incidentsSeenBy(cell, stranger)).toEqual([]);
    expect(await incidentsSeenBy(cell, auditor)).toHaveLength(1);
  });
});
