import type { RouteKey } from '../../contract/api/routes.ts';
import { type CustomerRole, customerRoles } from '../../domain/programs/program.ts';
import { isoOf } from '../../domain/time.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { type Change, inMemoryTables } from '../../lambdas/shared/store/in-memory/tables.ts';
import { askFor } from './admissions.ts';
import { aPerson, capacity } from './callers.ts';
import { aCell, type TestCell, type TestCellOptions } from './cell.ts';
import type { Sent } from './events.ts';
import { certificateOfEpoch, incidentsSeenBy, miscount, twoRuns } from './incidents.ts';
import { outsideReports, outsideReportsUse, asking as questionAbout } from './movement.ts';
import { preview, sharing, sharingUse, validation, validationUse } from './settings.ts';
import { handedOf, linkOf, signedFor } from './several-cells.ts';
import { aSigner, aSigningKey } from './signing.ts';
import {
  anOrganization,
  assistant,
  aWorkspace,
  callId,
  capture,
  choose,
  expectStatus,
  freshKey,
  noticeFor,
  optIn,
  owner,
  readSetting,
  records,
} from './story.ts';
import { userOf } from './users.ts';

/** What stands in every captured record of the customer, and nowhere else. */
export const marker = 'The-Quick-Marker-7f3a';

/** The member of the customer in each role; the owner is the one of every story. */
export const memberWho = (role: CustomerRole) => (role === 'owner' ? owner : aPerson(`${role}-1`));

/** A cell whose customer has something of everything that a route can be asked for. */
export type LivelyCustomer = {
  /** A cell of its own on the very same tables, as they were when the customer was made. */
  readonly again: (options?: TestCellOptions) => TestCell;
  /** What each route is asked for by somebody who may ask it: what is there, and is the customer's. */
  readonly requests: Readonly<Record<RouteKey, () => Sent>>;
};

/** Gives roles as an owner does; whoever leaves later has some too. */
const join = async (cell: TestCell, subject: string, person: string, role: CustomerRole) =>
  expectStatus(await cell.call(owner, 'POST /v1/members', { body: { subject, person, roles: [role] } }), 200);

/** Makes the customer once; every request can then be tried on its own copy. */
export const aLivelyCustomer = async (): Promise<LivelyCustomer> => {
  const made: Change[] = [];
  const own = inMemoryTables();
  const commit = (changes: readonly Change[]) => {
    made.push(...changes);
    own.commit(changes);
  };
  const cell = aCell('us', { store: inMemoryStore({ tables: { ...own, commit } }) });
  const organization = await anOrganization(cell);
  const workspace = await aWorkspace(cell, organization);
  // At home elsewhere: where it is, the preview has to be asked for.
  const asking = await anOrganization(cell, 'eu');
  const asked = await anOrganization(cell, 'eu');
  expectStatus(await askFor(cell, asked), 201);
  const open = await optIn(cell, organization, sharing);
  for (const subject of [organization, workspace, asking, asked]) {
    for (const role of customerRoles) await join(cell, subject, memberWho(role).sub ?? '', role);
    await join(cell, subject, 'leaving-1', 'contributor');
  }
  expectStatus(await capture(cell, workspace, sharingUse, { records: records(cell, 2, marker) }), 201);
  const epoch = await optIn(cell, workspace, validation);
  const { lot } = expectStatus(
    await capture(cell, workspace, validationUse, { records: records(cell, 1, marker) }),
    201,
  );
  // Its purge will not add up, which opens an incident.
  await miscount(cell, { epoch, lot }, 2);
  expectStatus(await choose(cell, workspace, validation, 'off'), 200);
  await cell.tick();
  await twoRuns(cell, aSigner(cell));
  const certificate = await certificateOfEpoch(cell, epoch);
  const [listed] = await incidentsSeenBy(cell, owner, { subject: workspace });
  const incident = listed?.incident ?? '';
  const leaving = await userOf(cell, aPerson('leaving-1'));
  const sharedBy = { subject: organization, use: sharingUse, purpose: 'improving' };
  const prompts = { ...sharedBy, ingredients: [{ category: 'prompt', dataClass: 'customer-data' }] };
  const { placement } = expectStatus(
    await cell.call<{ placement: string }>(assistant, 'POST /v1/placements', { body: prompts }),
    200,
  );
  expectStatus(await choose(cell, workspace, outsideReports, 'us'), 200);
  const question = questionAbout(cell, outsideReportsUse, 'case-attribute', {
    recipient: 'connected-service',
  });
  const questions = { subject: workspace, questions: [question] };
  const { decisions } = expectStatus(
    await cell.call<{ decisions: readonly { transfer?: string }[] }>(assistant, 'POST /v1/decisions', {
      body: questions,
    }),
    200,
  );
  const transfer = decisions[0]?.transfer ?? '';
  const report = { outcome: 'executed', at: isoOf(cell.clock.now), place: 'us' };
  const { etag } = await readSetting(cell, organization, sharing);
  const now = cell.clock.now;
  const part = { subject: organization, link: await linkOf(cell, organization) };
  const key = () => ({ 'idempotency-key': freshKey() });
  const ofOrganization = { query: { subject: organization } };
  const ofEpoch = { query: { epoch } };
  const requests: LivelyCustomer['requests'] = {
    'GET /v1/programs': () => ({}),
    'GET /v1/programs/{program}': () => ({ path: { program: sharing.program } }),
    'POST /v1/organizations': () => ({ body: { home: 'us', owner: 'owner-2' }, headers: key() }),
    'GET /v1/organizations': () => ({}),
    'GET /v1/organizations/{organization}': () => ({ path: { organization } }),
    'POST /v1/workspaces': () => ({ body: { organization, geography: 'us', capacity }, headers: key() }),
    'GET /v1/workspaces': () => ({ query: { organization } }),
    'GET /v1/workspaces/{workspace}': () => ({ path: { workspace } }),
    'POST /v1/admissions': () => ({ body: { subject: asking, ...preview }, headers: key() }),
    'GET /v1/admissions': () => ({ query: { subject: asked } }),
    'POST /v1/admissions/{subject}/{program}/{setting}/decision': () => ({
      path: { subject: asked, ...preview },
      body: { outcome: 'admitted', reason: 'There is room.' },
      headers: key(),
    }),
    'GET /v1/notices/{notice}/unseen': () => ({
      path: { notice: noticeFor(validation).id },
      query: { subject: organization },
    }),
    'POST /v1/decisions': () => ({ body: questions }),
    'POST /v1/placements': () => ({ body: prompts }),
    'POST /v1/placements/{placement}/report': () => ({
      path: { placement },
      body: { ...report, subject: organization },
    }),
    'POST /v1/transfers/{transfer}/report': () => ({
      path: { transfer },
      body: { ...report, subject: workspace },
    }),
    'GET /v1/members': () => ofOrganization,
    'POST /v1/members': () => ({
      body: { subject: organization, person: 'new-1', roles: ['contributor'] },
    }),
    'PUT /v1/members/{subject}/{user}': () => ({
      path: { subject: organization, user: leaving },
      body: { roles: ['approver'] },
    }),
    'GET /v1/settings': () => ofOrganization,
    'GET /v1/settings/{subject}/{program}/{setting}': () => ({ path: { subject: organization, ...sharing } }),
    'PUT /v1/settings/{subject}/{program}/{setting}': () => ({
      path: { subject: organization, ...sharing },
      body: { value: 'off', notice: noticeFor(sharing) },
      headers: { 'if-match': etag, ...key() },
    }),
    'POST /v1/instructions': () => ({
      body: handedOf(signedFor([part], { at: now, address: sharing }), organization),
    }),
    'POST /v1/notices/{notice}/displays': () => {
      const { id, version } = noticeFor(validation);
      return {
        path: { notice: id },
        body: { subject: workspace, version, language: 'en' },
        headers: key(),
      };
    },
    'GET /v1/consents': () => ofOrganization,
    'GET /v1/closures': () => ({ query: { subject: workspace } }),
    'GET /v1/closures/{epoch}': () => ({ path: { epoch } }),
    'GET /v1/lots': () => ofEpoch,
    'GET /v1/purges': () => ofEpoch,
    'GET /v1/transfers': () => ofOrganization,
    'GET /v1/processing-record': () => ofOrganization,
    'GET /v1/connections': () => ofOrganization,
    'GET /v1/processors': () => ({}),
    'GET /v1/notices/{notice}': () => ({ path: { notice: noticeFor(sharing).id } }),
    'GET /v1/residency': () => ({}),
    'GET /v1/residency/findings': () => ({}),
    'GET /v1/purging': () => ({}),
    'PUT /v1/purging': () => ({ body: { state: 'stopped', reason: 'A test.' } }),
    'POST /v1/erasures': () => ({ body: { tokenSubject: 'leaving-1' } }),
    'GET /v1/certificates': () => ofEpoch,
    'GET /v1/certificates/{certificate}': () => ({ path: { certificate } }),
    'POST /v1/certificates/{certificate}/correction': () => ({
      path: { certificate },
      body: { revision: 1, wrong: 'A copy was overlooked.', facts: { storesNotCovered: ['a disk'] } },
    }),
    'GET /v1/incidents': () => ({ query: { subject: workspace } }),
    'GET /v1/incidents/{incident}': () => ({ path: { incident } }),
    'POST /v1/incidents/{incident}/close': () => ({
      path: { incident },
      body: { reason: 'It is over.' },
      headers: { 'if-match': '"1"' },
    }),
    'GET /v1/records': () => ofOrganization,
    'GET /v1/records/{subject}/{sequence}': () => ({ path: { subject: organization, sequence: '1' } }),
    'GET /v1/ledgers/{subject}': () => ({ path: { subject: organization } }),
    'GET /v1/log/checkpoint': () => ({}),
    'GET /v1/log/consistency': () => ({ query: { first: '1', second: '2' } }),
    'GET /.well-known/jwks.json': () => ({}),
    'GET /.well-known/placement-keys.json': () => ({}),
    'POST /v1/captures': () => ({
      body: { workspace, use: sharingUse, callId: callId(cell), records: records(cell, 1, marker) },
    }),
    'GET /v1/captures': () => ({
      query: { workspace, use: sharingUse, day: isoOf(now).slice(0, 10), epoch: open },
    }),
  };
  const again = (options: TestCellOptions = {}) => {
    const tables = inMemoryTables();
    tables.commit(made);
    const placementKey = aSigningKey();
    return aCell('us', { store: inMemoryStore({ tables }), startsAt: now, placementKey, ...options });
  };
  return { again, requests };
};
