import fc from 'fast-check';
import { ulid } from 'ulid';
import { afterAll, describe, expect, test } from 'vitest';
import { problemType } from '../../../contract/api/problem-names.ts';
import { routeDocs } from '../../../contract/api/route-docs.ts';
import { problemsOf } from '../../../contract/api/route-problems.ts';
import { everyRoute, type RouteKey, routes } from '../../../contract/api/routes.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { anOperator, aPerson, aService, type Claims } from '../../support/callers.ts';
import { aCustomer, choose, newKey, readSetting } from '../../support/customers.ts';
import { outsideReports, outsideReportsUse, asking as questionAbout } from '../../support/movement.ts';
import { meantTexts, requestsNear } from '../../support/near-requests.ts';
import { preview, sharing, sharingUse, validationUse } from '../../support/settings.ts';
import { handedOf, signedFor } from '../../support/several-cells.ts';
import { aSigner } from '../../support/signing.ts';
import { userOf } from '../../support/users.ts';
import { aWatchedCell } from '../../support/watched-cell.ts';

/** A cell with a customer that shares, and has stopped sharing elsewhere; and the texts that lead to all of it. */
const aLivelyCell = async () => {
  const cell = aWatchedCell('us');
  const { owner, organization, workspace } = await aCustomer(cell);
  const path = { subject: organization, ...sharing };
  const { body: open } = await choose(cell, owner, path, 'on');
  const elsewhere = { subject: workspace, program: 'security-copilot', setting: 'validate-performance' };
  const { body: ended } = await choose(cell, owner, elsewhere, 'on');
  const occurredAt = '2026-11-21T09:30:00.000Z';
  const record = {
    category: 'prompt',
    source: 'person',
    dataClass: 'customer-data',
    occurredAt,
    body: 'What is this?',
  };
  const callId = ulid(cell.ports.clock.now());
  const { body: captured } = await cell.call(aService(), 'POST /v1/captures', {
    body: { workspace, use: validationUse, callId, records: [record] },
  });
  // Its purge will not add up, which opens an incident.
  await cell.ports.store.write({
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(ended.epoch, captured.lot),
    update: { set: { captured: 2 } },
  });
  await choose(cell, owner, elsewhere, 'off');
  await cell.tick();
  await aSigner(cell).run();
  await aSigner(cell).run();
  const { body } = await cell.call(owner, 'GET /v1/certificates', { query: { epoch: ended.epoch } });
  const query = { subject: workspace };
  const { incidents } = (await cell.call(owner, 'GET /v1/incidents', { query })).body;
  const abroad = { home: 'eu', owner };
  const [asking, waiting] = [await aCustomer(cell, abroad), await aCustomer(cell, abroad)];
  await cell.call(owner, 'POST /v1/admissions', {
    body: { subject: waiting.organization, ...preview },
    headers: newKey(),
  });
  const sharedBy = { subject: organization, use: sharingUse, purpose: 'improving' };
  const ingredients = [{ category: 'prompt', dataClass: 'customer-data' }];
  const { body: placed } = await cell.call(aService(), 'POST /v1/placements', {
    body: { ...sharedBy, ingredients },
  });
  await choose(cell, owner, { subject: workspace, ...outsideReports }, 'us');
  const outside = questionAbout(cell, outsideReportsUse, 'case-attribute', {
    recipient: 'connected-service',
  });
  const { body: decided } = await cell.call(aService(), 'POST /v1/decisions', {
    body: { subject: workspace, questions: [outside] },
  });
  const texts = meantTexts({
    organization,
    workspace,
    owner: owner.sub ?? '',
    epochs: [open.epoch, ended.epoch],
    geography: 'us',
    day: '2026-11-21',
    occurredAt: '2026-11-21T09:30:00.000Z',
    callId: ulid(cell.ports.clock.now()),
    certificates: body.certificates.map(({ certificate }) => certificate),
    placements: [placed.placement],
    transfers: decided.decisions.map(({ transfer }) => transfer ?? ''),
    incidents: incidents.map(({ incident }) => incident),
  });
  await cell.call(owner, 'POST /v1/members', {
    body: { subject: organization, person: 'leaving-1', roles: ['contributor'] },
  });
  // Whoever may be erased, or lose their roles, without taking from the other routes what they ask for.
  const meant = { ...texts, user: [await userOf(cell, aPerson('leaving-1'))] };
  const etag = (await readSetting(cell, owner, path)).headers.etag ?? '';
  const ofAdmissions = {
    ...meant,
    subject: [asking.organization, waiting.organization],
    program: [preview.program],
    setting: [preview.setting],
    outcome: ['admitted', 'declined'],
    state: ['waiting', 'decided'],
  };
  /** What moved belongs to the workspace, and most else to its organization. */
  const ofTransfers = { ...meant, subject: [workspace] };
  const meantBy = (key: RouteKey) => {
    if (key.includes('{transfer}')) return ofTransfers;
    return key.includes('/admissions') ? ofAdmissions : meant;
  };
  const { body: own } = await cell.call(owner, 'GET /v1/organizations/{organization}', {
    path: { organization },
  });
  const part = { subject: organization, link: own.link };
  const signed = signedFor([part], { at: cell.ports.clock.now(), address: sharing });
  const whole = { 'POST /v1/instructions': handedOf(signed, organization) };
  const etagOf = (key: RouteKey) => (key.includes('{incident}') ? '"1"' : etag);
  return { cell, owner, meantBy, whole, etagOf };
};

/** The same inputs in every run: of some routes a few in hundreds are taken, and no run fails by luck. */
const seed = 7;

const some = (count: number) => count > 0;

/** Somebody whom a route admits. */
const admittedTo = (key: RouteKey, owner: Claims): Claims => {
  const who: readonly string[] = routes[key].who;
  if (who.includes('operator')) return anOperator();
  return who.includes('service') ? aService() : owner;
};

const requestsTo = (
  key: RouteKey,
  { owner, meantBy, whole, etagOf }: Awaited<ReturnType<typeof aLivelyCell>>,
) =>
  fc.record({
    claims: fc.oneof(
      { weight: 3, arbitrary: fc.constant(admittedTo(key, owner)) },
      { weight: 1, arbitrary: fc.constantFrom(owner, anOperator(), aService(), aPerson('stranger')) },
    ),
    sent: requestsNear(key, meantBy(key), etagOf(key), whole),
  });

let tried = 0;

afterAll(() => console.info(`${tried} requests tried on ${everyRoute.length} routes, in process`));

describe.each(everyRoute)('%s', (key) => {
  test('answers any input as described, never with 500, and stores nothing unless it succeeds', async () => {
    const lively = await aLivelyCell();
    const { cell } = lively;
    const described = problemsOf(key).map(problemType);
    const met = { successes: 0, problems: 0 };

    await fc.assert(
      fc.asyncProperty(requestsTo(key, lively), async ({ claims, sent }) => {
        const before = cell.watch.writes;
        const answer = await cell.call(claims, key, sent);
        tried += 1;
        expect(answer.status, answer.body.type).toBeLessThan(500);
        met[answer.status < 300 ? 'successes' : 'problems'] += 1;
        if (answer.status < 300) return void expect(routeDocs[key].statuses).toContain(answer.status);
        expect(described).toContain(answer.body.type);
        expect(cell.watch.writes).toBe(before);
      }),
      { seed, numRuns: 400 },
    );

    expect(cell.log.filter(({ level }) => level === 'error')).toEqual([]);
    // The inputs are near enough to be taken, and far enough to be refused.
    expect(met).toEqual({ successes: expect.toSatisfy(some), problems: expect.toSatisfy(some) });
  });
});
