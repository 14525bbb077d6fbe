import { describe, expect, test } from 'vitest';
import { verifyChain } from '../../../domain/consent/ledger.ts';
import { aPerson, aService } from '../../support/callers.ts';
import { choose, readSetting, show } from '../../support/customers.ts';
import { aWatchedCell } from '../../support/watched-cell.ts';

const ann = aPerson('ann');
const program = 'security-copilot';
const compliance = { subject: 'eu_user_ann', program, setting: 'use-compliance-plugins' } as const;
const vendor = { subject: 'eu_user_ann', program, setting: 'use-vendor-plugins' } as const;

describe('the settings of a user', () => {
  test('are their own, from the first sign-in on: one gate shut, the other plugins on by default', async () => {
    const { body } = await aWatchedCell('eu').call(ann, 'GET /v1/settings', {
      query: { subject: 'eu_user_ann' },
    });

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

    expect(on).toMatchObject({ status: 200, body: { value: 'on', source: 'chosen', decidedBy: 'ann' } });
    expect(off).toMatchObject({ status: 200, body: { value: 'off', source: 'chosen', closures: [] } });
    const { body } = await cell.call(ann, 'GET /v1/consents', { query: { subject: 'eu_user_ann' } });
    const entries = body.entries.map(({ entry }) => entry);
    expect(verifyChain('eu_user_ann', entries)).toMatchObject({ verified: true, entries: 2 });
    expect(entries[0]?.event).toMatchObject({
      type: 'setting-chosen',
      value: 'on',
      acts: [{ use: 'compliance-questions', act: 'instruction' }],
    });
  });

  test('that are on by default are applied when the user has seen the notice, and off when they say so', async () => {
    const cell = aWatchedCell('eu');

    const shown = await show(cell, ann, 'security-vendor-plugins', 'eu_user_ann');
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
    const { headers, body } = await readSetting(cell, ann, vendor);
    const put = (claims: typeof ann) =>
      cell.call(claims, 'PUT /v1/settings/{subject}/{program}/{setting}', {
        path: vendor,
        headers: { 'If-Match': headers.etag ?? '', 'Idempotency-Key': 'one' },
        body: { value: 'off', notice: body.notice },
      });

    expect((await readSetting(cell, aPerson('bob'), vendor)).status).toBe(404);
    expect((await put(aPerson('bob'))).status).toBe(404);
    expect((await readSetting(cell, aService(), vendor)).status).toBe(200);
    expect((await put(aService())).status).toBe(403);
  });

  test('leave no work behind when they are turned off: there is nothing to delete', async () => {
    const cell = aWatchedCell('eu');
    await choose(cell, ann, compliance, 'on');
    await choose(cell, ann, compliance, 'off');

    const { body } = await cell.call(ann, 'GET /v1/closures', { query: { subject: 'eu_user_ann' } });

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
