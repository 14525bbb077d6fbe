import { beforeEach, describe, expect, test } from 'vitest';
import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import type { PublicKeySet } from '../../../domain/evidence/signing-key.ts';
import { days, isoOf, minutes } from '../../../domain/time.ts';
import { audit } from '../../../lambdas/auditor/audit.ts';
import type { Item } from '../../../lambdas/shared/store/store.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import {
  auditor,
  certificateFile,
  certificateOfEpoch,
  close,
  correct,
  incidentsSeenBy,
  miscount,
  recordOf,
  twoRuns,
} from '../../support/incidents.ts';
import { eventsTold } from '../../support/outbox.ts';
import { purging } from '../../support/purging-switch.ts';
import { sharing } from '../../support/settings.ts';
import { aCustomerWithALot, aPurgedCustomer } from '../../support/sharing-customer.ts';
import { aSigner, isProven, type TestSigner } from '../../support/signing.ts';
import { choose, expectStatus, operator, owner, stranger } from '../../support/story.ts';
import { asStated, auditorPorts, read, scriptedAccount } from '../audit/scripted-account.ts';

let cell: TestCell;
let signer: TestSigner;

beforeEach(() => {
  cell = aCell('us');
  signer = aSigner(cell);
});

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
    await twoRuns(cell, signer);
    await cell.tick();
    await twoRuns(cell, signer);

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
    await twoRuns(cell, signer);
    const incident = await onlyIncident();
    expect(await close(cell, incident)).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:incident-continues' },
    });

    await purging(cell, 'running', 2);
    await cell.tick();
    await twoRuns(cell, signer);

    expect((await eventsIn(incident)).slice(1)).toMatchObject([
      { type: 'fact', fact: { type: 'purged', counts: 'add-up' } },
    ]);
    expect(await incidentsSeenBy(cell, operator)).toHaveLength(1);
    expectStatus(await close(cell, incident), 200);
    await signer.run();
    expect(signer.measures.at(-1)?.openIncidents).toBe(0);
    expect(await incidentsSeenBy(cell, owner)).toEqual([]);
  });

  test.each([
    ['a sentence in the place of its deadline', { deadline: 'whatever somebody wants to be told' }],
    ['words in the place of its counts', { counts: 'whatever somebody wants to be told' }],
    ['a time that lies ahead', { deletedAt: '2099-01-01T00:00:00.000Z' }],
  ])('is not told to have been purged by a draft with %s', async (_, changes) => {
    const { epoch, lot } = await aMissedLot();
    await purging(cell, 'running', 2);
    await cell.tick();
    const draft = await cell.store.get('evidence', evidenceKeys.purge(epoch, lot), 'strong');
    await cell.store.write({ kind: 'put', table: 'evidence', item: { ...draft, ...changes } as Item });
    await twoRuns(cell, signer);
    expect(await eventsIn(await onlyIncident())).toMatchObject([
      { type: 'opened', cause: { kind: 'deadline-missed' } },
    ]);
    expect(signer.reports).toContainEqual(expect.stringMatching(/^purge: the purge says /));
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
  await twoRuns(cell, signer);

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
    await twoRuns(cell, signer);
    const incident = await onlyIncident();
    const [seen] = await incidentsSeenBy(cell, stranger);
    expect(seen).toMatchObject({ incident, kind: 'residency-drift' });
    expect((await close(cell, incident)).status).toBe(409);

    await look(undefined);
    await twoRuns(cell, signer);

    expect(await eventsIn(incident)).toMatchObject([
      { type: 'opened', cause: { resource: 'Content', control: 'table', aspect: 'replicas' } },
      { type: 'fact', fact: { type: 'drift-ended' } },
    ]);
    expectStatus(await close(cell, incident), 200);
    await look('eu-west-1');
    await twoRuns(cell, signer);
    expect(await onlyIncident()).not.toBe(incident);
  });

  test('[BY-12] that was over before anybody opened an incident is told all the same, with its end', async () => {
    await look('eu-west-1');
    await look(undefined);
    await twoRuns(cell, signer);
    expect((await eventsIn(await onlyIncident())).map(({ type }) => type)).toEqual(['opened', 'fact']);
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
    await twoRuns(cell, signer);
    return { ...customer, incident };
  };

  test('[BY-12] has every entry in the signed log, from its opening to the reason of its closing', async () => {
    const { incident } = await aCorrection();
    expectStatus(await close(cell, incident, { reason: 'Told.', correction: 'Revision 2.' }), 200);
    await signer.run();

    const { entries, checkpoint = '', state } = expectStatus(await recordOf(cell, incident, owner), 200);

    expect(state).toBe('closed');
    expect(entries.map(({ entry }) => entry.event.type)).toEqual(['opened', 'fact', 'closed']);
    expect(entries.at(-1)?.entry.event).toEqual({
      type: 'closed',
      reason: 'Told.',
      correction: 'Revision 2.',
    });
    const { keys } = (await cell.call<PublicKeySet>(owner, 'GET /.well-known/jwks.json')).body;
    for (const { entry, inclusion } of entries) {
      if (inclusion === undefined) throw new Error('an entry is not in the log');
      expect(isProven(entry, { inclusion, checkpoint }, keys)).toBe(true);
      expect(isProven({ ...entry, at: isoOf(0) }, { inclusion, checkpoint }, keys)).toBe(false);
    }
  });

  test('[BY-12] is closed by who has read all of it, once, and the reason stays as it was given', async () => {
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
