import { describe, expect, test } from 'vitest';
import { anOperator, aPerson, aService } from '../../support/callers.ts';
import { aCustomer, newKey } from '../../support/customers.ts';
import { aWatchedCell } from '../../support/watched-cell.ts';

describe('an organization', () => {
  test('is created by an operator, who does not see the link that its owner sees', async () => {
    const cell = aWatchedCell('eu');
    const owner = aPerson('ann');

    const { status, headers, body } = await cell.call(anOperator(), 'POST /v1/organizations', {
      body: { home: 'eu', owner: 'ann' },
      headers: newKey(),
    });

    expect(status).toBe(201);
    expect(headers.location).toBe(`/v1/organizations/${body.organization}`);
    expect(body).toMatchObject({
      organization: expect.stringMatching(/^eu_org_/),
      home: 'eu',
      state: 'open',
    });
    expect(body).not.toHaveProperty('link');
    const { body: mine } = await cell.call(owner, 'GET /v1/organizations');
    expect(mine.organizations).toEqual([{ ...body, link: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  test('starts its ledger with entry 0, under the operator who created it', async () => {
    const cell = aWatchedCell();
    const { owner, organization } = await aCustomer(cell);

    const { body } = await cell.call(owner, 'GET /v1/consents', { query: { subject: organization } });

    expect(body.entries).toMatchObject([
      {
        entry: { sequence: 0, previous: '0'.repeat(64), event: { type: 'subject-created', home: 'us' } },
        name: { actor: { tokenSubject: 'operator-1', roles: ['operator'] } },
      },
    ]);
  });

  test('has the programs that were named, and a workspace no others', async () => {
    const cell = aWatchedCell();
    const { body } = await cell.call(anOperator(), 'POST /v1/organizations', {
      body: { home: 'us', owner: 'ann', programs: ['security-copilot'] },
      headers: newKey(),
    });

    const workspace = await cell.call(aPerson('ann'), 'POST /v1/workspaces', {
      body: {
        organization: body.organization,
        geography: 'us',
        programs: ['business-apps-data-sharing'],
      },
      headers: newKey(),
    });

    expect(workspace.body).toMatchObject({
      status: 404,
      given: 'business-apps-data-sharing',
      allowed: ['security-copilot'],
    });
  });
});

describe('a workspace', () => {
  test('[SC-6] lies in the geography that was chosen for it, wherever its organization is at home', async () => {
    const cell = aWatchedCell('us');
    const { owner, workspace } = await aCustomer(cell, { home: 'eu' });

    const { body } = await cell.call(owner, 'GET /v1/workspaces/{workspace}', { path: { workspace } });

    expect(body).toMatchObject({ workspace, geography: 'us', home: 'eu' });
  });
});

describe('what belongs to another customer', () => {
  const reads = [
    ['GET /v1/organizations/{organization}', 'path'],
    ['GET /v1/workspaces/{workspace}', 'path'],
    ['GET /v1/workspaces', 'query'],
    ['GET /v1/settings', 'query'],
    ['GET /v1/consents', 'query'],
    ['GET /v1/closures', 'query'],
  ] as const;

  test.each(reads)('is not found by %s, in the same words as what does not exist', async (route, place) => {
    const cell = aWatchedCell();
    const { organization, workspace } = await aCustomer(cell);
    const { owner: stranger } = await aCustomer(cell);
    const absent = '01KAJ3V8Q2T4N6R8S0W2Y4A6C8';
    const ask = (names: { organization: string; workspace: string }) => {
      const all = { ...names, subject: names.organization };
      const wanted =
        place === 'path'
          ? names
          : route.endsWith('workspaces')
            ? { organization: all.organization }
            : { subject: all.subject };
      return cell.call(stranger, route, { [place]: wanted });
    };

    const theirs = await ask({ organization, workspace });
    const nobodys = await ask({ organization: `us_org_${absent}`, workspace: `us_ws_${absent}` });

    const { given: _, ...words } = theirs.body as unknown as { given: string };
    expect(theirs.status).toBe(404);
    expect(nobodys.body).toMatchObject(words);
  });

  test('gets no workspace from a stranger', async () => {
    const cell = aWatchedCell();
    const { organization } = await aCustomer(cell);
    const before = cell.watch.writes;

    const answer = await cell.call(aPerson('stranger'), 'POST /v1/workspaces', {
      body: { organization, geography: 'us' },
      headers: newKey(),
    });

    expect(answer.status).toBe(404);
    expect(cell.watch.writes).toBe(before);
  });

  test('is not listed to a service', async () => {
    const cell = aWatchedCell();
    const { organization } = await aCustomer(cell);

    const answer = await cell.call(aService(), 'GET /v1/consents', { query: { subject: organization } });

    expect(answer.status).toBe(403);
  });
});

describe('a list', () => {
  test('goes on with its cursor until it ends, and holds each thing once', async () => {
    const cell = aWatchedCell();
    const { owner, organization, workspace } = await aCustomer(cell);
    const made = [workspace];
    for (let count = 0; count < 4; count += 1) {
      const { body } = await cell.call(owner, 'POST /v1/workspaces', {
        body: { organization, geography: 'us' },
        headers: newKey(),
      });
      made.push(body.workspace);
    }

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { organization, limit: '2', ...(cursor !== undefined && { cursor }) };
      const { body } = await cell.call(owner, 'GET /v1/workspaces', { query });
      expect(body.workspaces.length).toBeLessThanOrEqual(2);
      seen.push(...body.workspaces.map((listed) => listed.workspace));
      cursor = body.next;
    } while (cursor !== undefined);

    expect(seen).toHaveLength(made.length);
    expect(new Set(seen)).toEqual(new Set(made));
  });

  test('refuses the cursor of another list, of another customer and of another route', async () => {
    const cell = aWatchedCell();
    const { owner, workspace, organization } = await aCustomer(cell);
    const other = await aCustomer(cell);
    const first = { subject: workspace, limit: '1' };
    const { body } = await cell.call(owner, 'GET /v1/settings', { query: first });

    const go = (claims: typeof owner, route: string, subject: string) =>
      cell.call(claims, route, { query: { subject, limit: '1', cursor: body.next } });

    expect((await go(owner, 'GET /v1/settings', workspace)).body.settings).toHaveLength(1);
    for (const foreign of [
      await go(owner, 'GET /v1/settings', organization),
      await go(owner, 'GET /v1/consents', workspace),
      await go(other.owner, 'GET /v1/settings', other.workspace),
    ]) {
      expect(foreign.body).toMatchObject({ status: 400, type: 'urn:domicile:problem:invalid-cursor' });
    }
  });
});
