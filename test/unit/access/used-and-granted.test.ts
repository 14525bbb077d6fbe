import { beforeAll, describe, expect, test } from 'vitest';
import type { Access } from '../../../contract/access/access.ts';
import { everyFunction } from '../../../contract/access/every-function.ts';
import { outboxAccess } from '../../../contract/access/outbox.ts';
import type { CertificateReply } from '../../../contract/api/replies.ts';
import { type RouteKey, routes } from '../../../contract/api/routes.ts';
import type { PurgeWork } from '../../../contract/events/purge-work.ts';
import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { Observed } from '../../../domain/audit/control.ts';
import { type EpochId, type OrganizationId, ownUser, type WorkspaceId } from '../../../domain/identifiers.ts';
import { days, hours, isoOf, minutes, seconds } from '../../../domain/time.ts';
import { audit } from '../../../lambdas/auditor/audit.ts';
import { sweepOutbox } from '../../../lambdas/outbox/publish.ts';
import { planTick } from '../../../lambdas/planner/plan-tick.ts';
import { openingStore } from '../../../lambdas/shared/opening.ts';
import { storedItem } from '../../../lambdas/shared/repositories/stored-item.ts';
import { begunStore, servingStore } from '../../../lambdas/shared/serving.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { present } from '../../../lambdas/shared/store/store.ts';
import { expireNames } from '../../../lambdas/sweep/expire-names.ts';
import { markUnknown } from '../../../lambdas/sweep/mark-unknown.ts';
import { sweep } from '../../../lambdas/sweep/sweep.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { askAsUser, askFor, decide } from '../../support/admissions.ts';
import { anOperator } from '../../support/callers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { contendedStore } from '../../support/contended-store.ts';
import { aHoldRequest, aPersonHeld, askForHold, recordsOf } from '../../support/holds.ts';
import { certificateOfEpoch, close, correct, incidentsSeenBy, miscount } from '../../support/incidents.ts';
import {
  answerTo,
  asking,
  evaluation,
  outsideReports,
  outsideReportsUse,
  place,
  placementOf,
  reportOn,
} from '../../support/movement.ts';
import { grantedBy, grantedStore, type Operations, recordingStore } from '../../support/operations.ts';
import {
  compliancePlugins,
  settingRoute,
  sharing,
  sharingUse,
  validation,
  validationUse,
} from '../../support/settings.ts';
import { handedOf, handTo, linkOf, signedFor } from '../../support/several-cells.ts';
import {
  aCustomerWithALot,
  aSharingCustomer,
  type CustomerWithALot,
} from '../../support/sharing-customer.ts';
import { aSigner, aSigningKey } from '../../support/signing.ts';
import {
  anOrganization,
  assistant,
  aWorkspace,
  callId,
  capture,
  choose,
  expectStatus,
  noticeFor,
  operator,
  optIn,
  owner,
  readSetting,
  showNotice,
  stranger,
} from '../../support/story.ts';
import { leaveUnreported } from '../../support/transfers.ts';
import { userOf } from '../../support/users.ts';
import { asStated, auditorPorts, scriptedAccount } from '../audit/scripted-account.ts';

type Name = Access['name'];

/** How those ask whether their tables serve that do not ask as most do. */
const guards: Partial<Record<Name, typeof servingStore>> = {
  organizations: openingStore,
  settings: begunStore,
  instructions: begunStore,
};

/** A cell whose functions share one store, and for each of them what it did to the tables. */
const aCellOfFunctions = () => {
  const contended = contendedStore(inMemoryStore());
  const used = Object.fromEntries(everyFunction.map(({ name }) => [name, new Set<string>()])) as Record<
    Name,
    Operations
  >;
  const clock = { now: Date.parse('2026-03-01T12:00:00.000Z') };
  const every = { now: () => clock.now, placementKey: aSigningKey() };
  const ofFunction = (name: Name) =>
    aCell('us', { store: recordingStore(contended.store, used[name]), ...every });
  const cells = Object.fromEntries(everyFunction.map(({ name }) => [name, ofFunction(name)])) as Record<
    Name,
    TestCell
  >;
  /** What index files do before anything else: each function asks whether its tables serve, and one begins the cell. */
  const begin = async () => {
    for (const { name, tables } of everyFunction) {
      if (!('registry' in tables)) continue;
      const guarded = guards[name] ?? servingStore;
      const stand = { geography: 'us', tables: {}, clock: { now: () => clock.now } } as const;
      const store = guarded(recordingStore(contended.store, used[name]), stand);
      await store.get('registry', registryKeys.serving('us'), 'strong');
    }
  };
  const called = new Set<RouteKey>();
  const asked: TestCell = {
    ...cells.settings,
    store: contended.store,
    call: (caller, route, request) => {
      called.add(route);
      const { function: name } = routes[route];
      return cells[name].call(caller, route, request);
    },
  };
  /** @param timeLeft how long each run of the worker has */
  const work = async (timeLeft = minutes(5)) => {
    const queue: PurgeWork[] = [];
    const send = async (pieces: readonly PurgeWork[]) => void queue.push(...pieces);
    await planTick({ ...cells.planner.ports, queue: { send }, report: () => {} });
    for (const piece of queue) await doWork({ ...cells.worker.ports, timeLeft: () => timeLeft }, piece);
    clock.now += minutes(10);
    await sweep({ ...cells.sweep.ports, report: () => {} });
    await markUnknown({ ...cells.sweep.ports, measureTransfers: () => {} });
    await expireNames({ ...cells.sweep.ports, report: () => {}, nameLife: 0 });
    await aSigner(cells.signer).run();
    await sweepOutbox({ ...cells.outbox.ports, bus: { publish: async () => [] } });
  };
  const look = async (seen: Readonly<Record<string, Observed>>) =>
    void (await audit(auditorPorts(cells.auditor, scriptedAccount({ ...seen }))));
  return { asked, used, called, contended, clock, begin, work, look, organizations: cells.organizations };
};

/** No tick finds the lot any more. */
const takeFromIndex = async (asked: TestCell, { epoch, lot }: Pick<CustomerWithALot, 'epoch' | 'lot'>) =>
  asked.store.write({
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(epoch, lot),
    update: { remove: ['duePk', 'dueSk'] },
    condition: present('pk'),
  });

/** An operator stops purging; what the planner would not find is taken from the work list and mended by the sweep. */
const tellOfOperations = async ({ asked, clock, work }: ReturnType<typeof aCellOfFunctions>) => {
  const { organization, workspace, epoch } = await aSharingCustomer(asked);
  const { lot } = expectStatus(await capture(asked, workspace, sharingUse), 201);
  await takeFromIndex(asked, { epoch, lot });
  const ask = (state: string) =>
    asked.call(anOperator('operator-on-call'), 'PUT /v1/purging', { body: { state, reason: 'a drill' } });
  expectStatus(await ask('stopped'), 200);
  expectStatus(await choose(asked, organization, sharing, 'off'), 200);
  for (const pk of registryKeys.closingBuckets('us')) {
    const { items } = await asked.store.query({ table: 'registry', pk, consistency: 'strong' });
    for (const { sk } of items)
      await asked.store.write({ kind: 'delete', table: 'registry', key: { pk, sk } });
  }
  clock.now += hours(7);
  await work();
  expectStatus(await asked.call(operator, 'GET /v1/purging', {}), 200);
  await work();
  expectStatus(await ask('running'), 200);
  const tokenSubject = 'somebody-named';
  const named = { body: { home: 'us', owner: tokenSubject }, headers: { 'idempotency-key': 'somebody' } };
  expectStatus(await asked.call(operator, 'POST /v1/organizations', named), 201);
  expectStatus(await asked.call(operator, 'POST /v1/erasures', { body: { tokenSubject } }), 202);
};

/** Instructions to several cells: turned on, off among captures all the time, and counted from an earlier receipt. */
const tellOfInstructions = async ({ asked, clock, contended }: ReturnType<typeof aCellOfFunctions>) => {
  const organization = await anOrganization(asked);
  const part = { subject: organization, link: await linkOf(asked, organization) };
  const workspace = await aWorkspace(asked, organization);
  const handed = (value: 'on' | 'off') =>
    handedOf(signedFor([part], { at: clock.now, address: sharing, value }), organization);
  for (const crowded of ['until accepted', false] as const) {
    contended.crowded = false;
    expectStatus(await handTo(asked, handed('on')), 200);
    expectStatus(await capture(asked, workspace, sharingUse), 201);
    contended.crowded = crowded;
    const off = handed('off');
    expectStatus(await handTo(asked, off), 200);
    const first = { receivedAt: isoOf(clock.now - seconds(1)), entry: 'e'.repeat(64) };
    expectStatus(await handTo(asked, { ...off, first }), 200);
    clock.now += minutes(10);
  }
};

/** What a customer takes away of what the cell did: certificates, records, the ledger, and what they are checked with. */
const takeEvidence = async (
  { asked }: ReturnType<typeof aCellOfFunctions>,
  subjects: { readonly organization: OrganizationId; readonly epoch: EpochId },
) => {
  const { organization, epoch } = subjects;
  const take = async <Body = unknown>(route: RouteKey, request: Parameters<TestCell['call']>[2] = {}) =>
    expectStatus(await asked.call<Body>(owner, route, request), 200);
  type Listed = { readonly certificates: readonly CertificateReply[] };
  const { certificates } = await take<Listed>('GET /v1/certificates', { query: { epoch } });
  const certificate = certificates[0]?.certificate ?? '';
  await take('GET /v1/certificates/{certificate}', { path: { certificate }, query: { since: '1' } });
  for (const subject of [organization, ownUser('us')]) {
    await take('GET /v1/records', { query: { subject } });
    const sequence = subject === organization ? '1' : '0';
    await take('GET /v1/records/{subject}/{sequence}', { path: { subject, sequence } });
    await take('GET /v1/ledgers/{subject}', { path: { subject } });
  }
  await take('GET /v1/log/checkpoint');
  await take('GET /v1/log/consistency', { query: { first: '1', second: '2' } });
  for (const name of ['jwks', 'placement-keys'] as const) await take(`GET /.well-known/${name}.json`);
};

/**
 * Lots that are late before the planner and before the sweep, a purge whose counts differ and one of which evidence
 * stood already, and a lot with the mark of no hold: incidents that open by themselves. An operator corrects a certificate and closes what is over.
 */
const tellOfIncidents = async (cell: ReturnType<typeof aCellOfFunctions>) => {
  const { asked, clock, work } = cell;
  const miscounted = await aCustomerWithALot(asked);
  await miscount(asked, miscounted, 2);
  const drafted = await aCustomerWithALot(asked);
  const draft = storedItem(evidenceKeys.purge(drafted.epoch, drafted.lot), {});
  await asked.store.write({ kind: 'put', table: 'evidence', item: draft });
  expectStatus(await choose(asked, drafted.organization, sharing, 'off'), 200);
  expectStatus(await choose(asked, miscounted.organization, sharing, 'off'), 200);
  await work();
  const marked = await aCustomerWithALot(asked);
  await asked.store.write({
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(marked.epoch, marked.lot),
    update: { set: { holds: 1, 'hold#us_hold_01J99999999999999999999999': 'nobody placed it' } },
  });
  const unseen = await aCustomerWithALot(asked);
  await takeFromIndex(asked, unseen);
  await aCustomerWithALot(asked);
  clock.now += days(60);
  await work();
  await work();
  const certificate = await certificateOfEpoch(asked, miscounted.epoch);
  expectStatus(await correct(asked, certificate, { counts: { captured: 1, deleted: 1, moved: 0 } }), 202);
  await work();
  for (const { incident } of await incidentsSeenBy(asked, operator)) await close(asked, incident);
  await work();
};

/** A service asks what it may do, for a user too, and what no rule covers; and reports what came of it. */
const tellOfMovements = async ({ asked }: ReturnType<typeof aCellOfFunctions>, workspace: WorkspaceId) => {
  expectStatus(await choose(asked, workspace, outsideReports, 'us'), 200);
  const recipient = 'connected-service';
  const outside = asking(asked, outsideReportsUse, 'case-attribute', { recipient });
  const { transfer } = await answerTo(asked, workspace, outside);
  expectStatus(await reportOn(asked, workspace, transfer ?? 'us_tr_none'), 200);
  expectStatus(await choose(asked, workspace, evaluation, 'us'), 200);
  const placement = placementOf(await place(asked, workspace));
  expectStatus(await reportOn(asked, workspace, placement, { place: 'eu' }), 200);
  const askedBy = await userOf(asked, owner);
  await answerTo(
    asked,
    workspace,
    asking(asked, 'compliance-questions', 'prompt', { askedBy, answersTo: askedBy }),
  );
  await answerTo(asked, workspace, { ...outside, use: 'never-heard-of' });
};

/** Everything that a customer, a vendor and the schedule do with a cell. */
const tellStory = async () => {
  const cell = aCellOfFunctions();
  const { asked, contended, clock } = cell;
  await cell.begin();
  const organization = await anOrganization(asked);
  const workspace = await aWorkspace(asked, organization);
  await showNotice(asked, workspace, validation);
  expectStatus(await capture(asked, workspace, validationUse), 201);

  const epoch = await optIn(asked, organization, sharing);
  const call = { callId: callId(asked) };
  expectStatus(await capture(asked, workspace, sharingUse, call), 201);
  expectStatus(await capture(asked, workspace, sharingUse, call), 200);
  // Who got no answer asks again: the answer is put together from closures.
  const sameKey = { 'idempotency-key': 'asked-again' };
  expectStatus(await choose(asked, organization, sharing, 'off', sameKey), 200);
  expectStatus(await choose(asked, organization, sharing, 'off', sameKey), 200);

  const ask = async (caller: typeof owner, route: RouteKey, request: Parameters<TestCell['call']>[2]) =>
    expectStatus(await asked.call(caller, route, request), 200);
  const subject = organization;
  const { id: notice } = noticeFor(sharing);
  const readAll = async () => {
    await ask(owner, 'GET /v1/programs', {});
    await ask(owner, 'GET /v1/programs/{program}', { path: { program: sharing.program } });
    await ask(owner, 'GET /v1/notices/{notice}', { path: { notice } });
    await ask(owner, 'GET /v1/residency', {});
    const roles = { subject, person: 'ann-1', roles: ['approver'] };
    const { user } = (await ask(owner, 'POST /v1/members', { body: roles })) as { user: string };
    await ask(owner, 'PUT /v1/members/{subject}/{user}', { path: { subject, user }, body: { roles: [] } });
    await ask(owner, 'GET /v1/members', { query: { subject } });
    await ask(owner, 'GET /v1/organizations', {});
    await ask(owner, 'GET /v1/organizations/{organization}', { path: { organization } });
    await ask(owner, 'GET /v1/workspaces', { query: { organization } });
    await ask(owner, 'GET /v1/workspaces/{workspace}', { path: { workspace } });
    await ask(owner, 'GET /v1/settings', { query: { subject } });
    await ask(owner, 'GET /v1/consents', { query: { subject } });
    await ask(owner, 'GET /v1/closures', { query: { subject } });
    await ask(owner, 'GET /v1/closures/{epoch}', { path: { epoch } });
    await ask(owner, 'GET /v1/lots', { query: { epoch } });
    await ask(owner, 'GET /v1/purges', { query: { epoch } });
  };
  const abroad = await anOrganization(asked, 'eu');
  expectStatus(await askFor(asked, abroad), 201);
  expectStatus(await decide(asked, abroad, 'admitted'), 200);
  await ask(operator, 'GET /v1/admissions', {});
  await cell.work();
  for (const seen of [{}, {}, asStated]) await cell.look(seen); // Drift is found, seen again and gone.
  await ask(operator, 'GET /v1/residency/findings', {});
  await readAll();

  await tellOfMovements(cell, workspace);
  await leaveUnreported(asked, organization);
  const self = ownUser('us');
  for (const value of ['on', 'off', 'off'] as const)
    expectStatus(await choose(asked, self, compliancePlugins, value, { 'idempotency-key': value }), 200);
  // Somebody whose first act this is.
  await ask(stranger, `PUT ${settingRoute}`, {
    path: { subject: self, ...compliancePlugins },
    body: { value: 'on', notice: noticeFor(compliancePlugins) },
    headers: {
      'idempotency-key': 'first-act',
      'if-match': (await readSetting(asked, self, compliancePlugins, stranger)).etag,
    },
  });
  await ask(owner, 'GET /v1/settings', { query: { subject: self } });
  await ask(operator, 'GET /v1/notices/{notice}/unseen', { path: { notice: noticeFor(sharing).id } });
  await ask(owner, 'GET /v1/consents', { query: { subject: self } });
  await ask(owner, 'GET /v1/closures', { query: { subject: self } });

  await askAsUser(cell.organizations, await userOf(asked, stranger));

  const again = await optIn(asked, organization, sharing);
  expectStatus(await capture(asked, workspace, sharingUse), 201);
  const query = { workspace, use: sharingUse, day: '2026-03-01', epoch: again };
  await ask(assistant, 'GET /v1/captures', { query });

  // Holds that were asked for, and that the schedule carries through to their end.
  const until = isoOf(clock.now + days(1));
  const person = { of: 'person', use: sharingUse, person: aPersonHeld } as const;
  const records = recordsOf(asked, 2, aPersonHeld);
  expectStatus(await capture(asked, workspace, sharingUse, { records }), 201);
  await askForHold(asked, aHoldRequest(workspace, person, { until }));
  await cell.work(0);
  await cell.work();
  clock.now += days(2);
  await cell.work();

  // An opt-out that meets captures all the time: the schedule finishes the first, the owner's own call the second.
  contended.crowded = true;
  expectStatus(await choose(asked, organization, sharing, 'off'), 200);
  contended.crowded = false;
  await cell.work();
  await optIn(asked, organization, sharing);
  contended.crowded = 'until accepted';
  expectStatus(await choose(asked, organization, sharing, 'off'), 200);
  await tellOfInstructions(cell);
  await tellOfOperations(cell);
  clock.now += days(95);
  await cell.work();
  await cell.work();
  await takeEvidence(cell, { organization, epoch });
  await tellOfIncidents(cell);
  return cell;
};

let story: Awaited<ReturnType<typeof tellStory>>;
beforeAll(async () => {
  story = await tellStory();
});

describe('what functions do to tables', () => {
  test('is known: the story goes through every route', () => {
    expect([...story.called].sort()).toEqual(Object.keys(routes).sort());
  });

  test.each(everyFunction.map((access) => [access.name, access] as const))(
    '%s is granted what it uses, and uses what it is granted',
    (name, access) => {
      expect(grantedBy(access)).toEqual([...story.used[name]].sort());
    },
  );
});

test('a function that reaches for what it is not granted fails whatever test it is in', () => {
  const store = grantedStore(inMemoryStore(), outboxAccess);
  const read = (pk: string) => () => store.query({ table: 'registry', pk, consistency: 'strong' });
  expect(read('us_outbox#1')).not.toThrow();
  expect(read('us_closing#1')).toThrow('outbox is not granted registry Query closing');
});
