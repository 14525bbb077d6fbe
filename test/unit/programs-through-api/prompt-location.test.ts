import { describe, expect, test } from 'vitest';
import { aCustomer, choose, newKey, readSetting } from '../../support/customers.ts';
import { settingRoute } from '../../support/settings.ts';
import { userOf } from '../../support/users.ts';
import { aWatchedCell } from '../../support/watched-cell.ts';

const aWorkspaceIn = async (geography: 'au' | 'jp') => {
  const cell = aWatchedCell(geography);
  const { owner, workspace } = await aCustomer(cell);
  const path = { subject: workspace, program: 'security-copilot', setting: 'prompt-evaluation-location' };
  return { cell, owner, workspace, path };
};

describe('where prompts are evaluated', () => {
  test('[SC-17] is not chosen by default, and the choices outside the geography are shown as transfers', async () => {
    const { cell, owner, path } = await aWorkspaceIn('au');

    const { body } = await readSetting(cell, owner, path);

    expect(body).toMatchObject({
      kind: 'location',
      value: 'unset',
      source: 'default',
      allowed: ['au', 'eu', 'uk', 'us', 'anywhere'],
      transfers: ['eu', 'uk', 'us', 'anywhere'],
      explain: [
        '“Where prompts are evaluated” has not been chosen. Nothing is done before an owner chooses.',
        'A choice outside Australia is a transfer.',
      ],
    });
  });

  test('[SC-17] is a transfer whatever is chosen, where no choice lies in the geography', async () => {
    const { cell, owner, path } = await aWorkspaceIn('jp');

    const before = await readSetting(cell, owner, path);
    const chosen = await choose(cell, owner, path, 'us');

    expect(before.body).toMatchObject({
      transfers: ['au', 'eu', 'uk', 'us', 'anywhere'],
      explain: expect.arrayContaining(['No choice lies in Japan: each of them is a transfer.']),
    });
    expect(chosen.body).toMatchObject({
      value: 'us',
      source: 'chosen',
      decidedBy: await userOf(cell, owner),
      explain: [
        expect.stringContaining('was set to United States'),
        'This is a transfer: data leaves Japan.',
      ],
    });
  });

  test('is chosen again at any time; the ledger tells from where to where, and the tag changes', async () => {
    const { cell, owner, workspace, path } = await aWorkspaceIn('au');

    const first = await choose(cell, owner, path, 'au');
    const second = await choose(cell, owner, path, 'anywhere');

    expect([first.body, second.body]).toMatchObject([{ value: 'au' }, { value: 'anywhere' }]);
    expect(first.body).not.toHaveProperty('epoch');
    expect(first.headers.etag).not.toBe(second.headers.etag);
    const { body } = await cell.call(owner, 'GET /v1/consents', { query: { subject: workspace } });
    expect(body.entries.slice(1).map(({ entry }) => entry.event)).toMatchObject([
      { type: 'setting-chosen', before: 'unset', value: 'au' },
      { type: 'setting-chosen', before: 'au', value: 'anywhere' },
    ]);
  });

  test.each(['on', 'off', 'unset', 'jp', 'mars'])('takes no %s: what it takes is told', async (value) => {
    const { cell, owner, path } = await aWorkspaceIn('jp');
    const { headers, body } = await readSetting(cell, owner, path);
    const before = cell.watch.writes;

    const answer = await cell.call(owner, `PUT ${settingRoute}`, {
      path,
      headers: { 'If-Match': headers.etag ?? '', ...newKey() },
      body: { value, notice: body.notice },
    });

    expect(answer).toMatchObject({
      status: 422,
      body: { given: value, allowed: ['au', 'eu', 'uk', 'us', 'anywhere'] },
    });
    expect(cell.watch.writes).toBe(before);
  });

  test('is no value of a toggle', async () => {
    const { cell, owner, workspace } = await aWorkspaceIn('jp');
    const path = { subject: workspace, program: 'security-copilot', setting: 'validate-performance' };

    expect(await choose(cell, owner, path, 'us')).toMatchObject({
      status: 422,
      body: { given: 'us', allowed: ['on', 'off'] },
    });
  });
});
