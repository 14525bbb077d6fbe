import { ulid } from 'ulid';
import { beforeAll, describe, expect, test } from 'vitest';
import { problemType } from '../../contract/api/problem-names.ts';
import { tagOf } from '../../local/api.ts';
import { ledgerOf } from '../../local/demo/ending.ts';
import { type Actors, actorsIn, someRecords } from '../../local/demo/story.ts';
import { theCell } from './running-cloud.ts';

const validate = 'security-copilot/validate-performance';
const build = 'security-copilot/build-security-model';

describe('sharing that is on by default', () => {
  let eu: Actors;

  beforeAll(async () => {
    eu = await actorsIn(theCell('eu'));
  });

  const capture = (use: string) =>
    eu.assistant.capture({
      workspace: eu.workspace,
      use,
      callId: ulid(),
      records: someRecords().slice(0, 2),
    });

  test('[SC-1] it is on as two settings, and nothing is captured before an owner was shown the notice', async () => {
    const { body } = await eu.owner.settings(eu.workspace);
    const on = body.settings.filter(({ value }) => value === 'on');
    const named = on.map(({ program, setting, value, source }) => ({
      name: `${program}/${setting}`,
      value,
      source,
    }));
    expect(named).toEqual([
      { name: validate, value: 'on', source: 'default' },
      { name: build, value: 'on', source: 'default' },
    ]);
    expect(await capture('performance-validation')).toMatchObject({
      status: 409,
      body: { type: problemType('sharing-off') },
    });
  });

  test('[SC-1] once the notice is shown its default takes effect, recorded as applied and never as chosen', async () => {
    const { body: setting } = await eu.owner.setting(eu.workspace, validate);
    const { id, version } = setting.notice;
    const shown = await eu.owner.display(id, { subject: eu.workspace, version, language: 'en' });
    expect(shown).toMatchObject({ status: 200, body: { applied: [validate] } });

    expect(await capture('performance-validation')).toMatchObject({ status: 201 });
    expect(await capture('security-model-building')).toMatchObject({ status: 409 });
    const { entries } = await ledgerOf(eu.owner, eu.workspace);
    expect(entries.at(-1)?.entry.event).toMatchObject({
      type: 'default-applied',
      setting: 'validate-performance',
    });
    const { body: after } = await eu.owner.setting(eu.workspace, validate);
    expect(after).toMatchObject({ value: 'on', source: 'default' });
  });

  test('[SC-3] what was never chosen is shown as default, and an owner chooses at any time', async () => {
    const before = await eu.owner.setting(eu.workspace, build);
    expect(before.body.source).toBe('default');
    const { notice } = before.body;
    const chosen = await eu.owner.choose(eu.workspace, build, { value: 'off', notice }, tagOf(before));
    expect(chosen).toMatchObject({ status: 200, body: { value: 'off', source: 'chosen' } });
    const again = await eu.owner.choose(eu.workspace, build, { value: 'on', notice }, tagOf(chosen));
    expect(again).toMatchObject({ status: 200, body: { value: 'on', source: 'chosen' } });
  });

  test('[SC-6] a workspace is created in the geography of its cell only, and keeps it', async () => {
    const elsewhere = await eu.owner.problem('POST', '/v1/workspaces', {
      body: { organization: eu.organization, geography: 'us' },
    });
    expect(elsewhere).toMatchObject({ status: 421, body: { cell: theCell('us').api } });
    const { body } = await eu.owner.workspace(eu.workspace);
    expect(body).toMatchObject({ geography: 'eu', organization: eu.organization });
    const changed = await eu.owner.call('PUT', `/v1/workspaces/${eu.workspace}`, {
      body: { geography: 'us' },
    });
    expect(changed.status).toBe(404);
  });
});
