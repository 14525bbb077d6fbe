import { describe, expect, test } from 'vitest';
import { verifyChain } from '../../../domain/consent/ledger.ts';
import { aPerson, aService } from '../../support/callers.ts';
import { aCustomer, choose, newKey, readSetting, show } from '../../support/customers.ts';
import { settingRoute } from '../../support/settings.ts';
import { userOf } from '../../support/users.ts';
import { aWatchedCell } from '../../support/watched-cell.ts';

const ann = aPerson('ann');
const program = 'security-copilot';
const me = 'eu_user_me';
const compliance = { subject: me, program, setting: 'use-compliance-plugins' } as const;
const vendor = { subject: me, program, setting: 'use-vendor-plugins' } as const;

describe('the settings of a user', () => {
  test('are their own, from the first sign-in on: one gate shut, the other plugins on by default', async () => {
    const cell = aWatchedCell('eu');

    const { body } = await cell.call(ann, 'GET /v1/settings', { query: { subject: me } });

    expect(cell.watch.writes).toBe(0);
    expect(body.settings).toMatchObject([
      {
        ...compliance,
        value: 'off',
        source: 'default',
        explain: expect.arrayContaining([
          'It has an effect only where “Let the assistant read from connected compliance services” is on too.',
        ]),
      },
      {
        ...vendor,
        value: 'on',
        source: 'default',
        explain: expect.arrayContaining([
          'The user has not been shown the notice “security-vendor-plugins” yet; until then it has no effect.',
        ]),
      },
    ]);
  });

  test('are chosen by the user alone, and kept in a ledger of the user', async () => {
    const cell = aWatchedCell('eu');

    const on = await choose(cell, ann, compliance, 'on');
    const off = await choose(cell, ann, compliance, 'off');

    const user = await userOf(cell, ann);
    const chosen = { subject: user, source: 'chosen', decidedBy: user };
    expect(on).toMatchObject({ status: 200, body: { ...chosen, value: 'on' } });
    expect(off).toMatchObject({ status: 200, body: { ...chosen, value: 'off', closures: [] } });
    const { body } = await cell.call(ann, 'GET /v1/consents', { query: { subject: me } });
    const entries = body.entries.map(({ entry }) => entry);
    expect(verifyChain(user, entries)).toMatchObject({ verified: true, entries: 2 });
    expect(entries[0]?.event).toMatchObject({
      type: 'setting-chosen',
      value: 'on',
      acts: [{ use: 'compliance-questions', act: 'instruction' }],
    });
  });

  test('that are on by default are applied when the user has seen the notice, and off when they say so', async () => {
    const cell = aWatchedCell('eu');

    const shown = await show(cell, ann, 'security-vendor-plugins', me);
    const applied = await readSetting(cell, ann, vendor);
    const off = await choose(cell, ann, vendor, 'off');

    expect(shown.body.applied).toEqual([`${program}/use-vendor-plugins`]);
    expect(applied.body).toMatchObject({ value: 'on', source: 'default', noticeVersion: 1 });
    expect(applied.body).not.toHaveProperty('decidedBy');
    expect(applied.body).toHaveProperty(
      ['explain', 0],
      expect.stringContaining('when the user was shown version 1 of the notice'),
    );
    expect(off.body).toMatchObject({ value: 'off', source: 'chosen' });
  });

  test('are not there for another person, and are read but not chosen by a service', async () => {
    const cell = aWatchedCell('eu');
    await choose(cell, ann, compliance, 'on');
    const anns = { ...vendor, subject: await userOf(cell, ann) };
    const { headers, body } = await readSetting(cell, ann, anns);
    const put = (claims: typeof ann) =>
      cell.call(claims, 'PUT /v1/settings/{subject}/{program}/{setting}', {
        path: anns,
        headers: { 'If-Match': headers.etag ?? '', 'Idempotency-Key': 'one' },
        body: { value: 'off', notice: body.notice },
      });

    expect((await readSetting(cell, aPerson('bob'), anns)).status).toBe(404);
    expect((await put(aPerson('bob'))).status).toBe(404);
    expect((await readSetting(cell, aService(), anns)).status).toBe(200);
    expect((await put(aService())).status).toBe(403);
  });

  test('are shown to a service only where there is such a user, and it has none of its own', async () => {
    const cell = aWatchedCell('eu');
    const read = (subject: string) => readSetting(cell, aService(), { ...vendor, subject });

    expect((await read('eu_user_01KAJ3V8Q2T4N6R8S0W2Y4A6C8')).status).toBe(404);
    expect((await read(me)).status).toBe(404);
  });

  test('leave no work behind when they are turned off: there is nothing to delete', async () => {
    const cell = aWatchedCell('eu');
    await choose(cell, ann, compliance, 'on');
    await choose(cell, ann, compliance, 'off');

    const { body } = await cell.call(ann, 'GET /v1/closures', { query: { subject: me } });

    expect(body.closures).toEqual([]);
  });

  test.each(['collect-feedback', 'validate-performance'])('do not include %s', async (other) => {
    const answer = await readSetting(aWatchedCell('eu'), ann, { ...vendor, setting: other });

    expect(answer).toMatchObject({
      status: 404,
      body: { allowed: ['use-compliance-plugins', 'use-vendor-plugins'] },
    });
  });
});

describe('the first act of a user', () => {
  test('draws an identifier that says nothing of the person, and that later acts keep', async () => {
    const cell = aWatchedCell('eu');
    const before = await readSetting(cell, ann, vendor);

    const chosen = await choose(cell, ann, compliance, 'on');
    const after = await readSetting(cell, ann, vendor);
    const named = await readSetting(cell, ann, { ...vendor, subject: after.body.subject });

    expect(before.body.subject).toBe(me);
    expect(chosen.body.subject).toMatch(/^eu_user_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(after.body.subject).toBe(chosen.body.subject);
    expect(named).toEqual(after);
  });

  test('that is refused leaves nothing behind', async () => {
    const cell = aWatchedCell('eu');

    const stale = await cell.call(ann, `PUT ${settingRoute}`, {
      path: vendor,
      headers: { 'If-Match': '"1.stale"', ...newKey() },
      body: { value: 'off', notice: { id: 'security-vendor-plugins', version: 1 } },
    });
    const outdated = await cell.call(ann, 'POST /v1/notices/{notice}/displays', {
      path: { notice: 'security-vendor-plugins' },
      headers: newKey(),
      body: { subject: me, version: 7, language: 'en' },
    });

    expect([stale.status, outdated.status]).toEqual([412, 409]);
    expect(cell.watch.writes).toBe(0);
  });

  test('may be done for them: who is named the owner of an organization is the user that signs in', async () => {
    const cell = aWatchedCell('us');
    const { owner } = await aCustomer(cell);
    const own = { ...vendor, subject: 'us_user_me' };

    const { body } = await choose(cell, owner, own, 'off');
    const { body: mine } = await cell.call(owner, 'GET /v1/organizations');

    expect(body.subject).toBe(await userOf(cell, owner));
    expect(mine.organizations).toHaveLength(1);
  });

  test.each([
    ['the subject of a token', 'eu_user_ann', 400],
    ['nobody', 'eu_user_', 400],
    ['a caller elsewhere', 'us_user_me', 421],
  ])('does not happen under the name of %s', async (_, subject, status) => {
    const cell = aWatchedCell('eu');

    expect((await readSetting(cell, ann, { ...vendor, subject })).status).toBe(status);
    expect(cell.watch.lookups).toBe(0);
  });
});
