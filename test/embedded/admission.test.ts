import { beforeAll, describe, expect, test } from 'vitest';
import { problemType } from '../../contract/api/problem-names.ts';
import { type Api, apiOf, tagOf } from '../../local/api.ts';
import { ledgerOf } from '../../local/demo/ending.ts';
import { type Actors, actorsIn } from '../../local/demo/story.ts';
import { tokenOfPerson } from '../../local/sign-in.ts';
import { theCell } from './running-cloud.ts';

const preview = { program: 'customer-service-copilot', setting: 'process-in-united-states' } as const;
const name = `${preview.program}/${preview.setting}`;

/** One organization's way to a limited preview; each test goes on where the last one ended. */
describe('[CC-4] a limited preview in a deployed cell', () => {
  let eu: Actors;
  let operator: Api;

  beforeAll(async () => {
    eu = await actorsIn(theCell('eu'));
    operator = apiOf(eu.cell.api, await tokenOfPerson(eu.cell, 'operator'));
  });

  const turnOn = async () => {
    const shown = await eu.owner.setting(eu.organization, name);
    return eu.owner.choose(eu.organization, name, { value: 'on', notice: shown.body.notice }, tagOf(shown));
  };

  const refusedWith = (detail: string) => ({
    status: 409,
    body: { type: problemType('setting-unavailable'), detail: expect.stringContaining(detail) },
  });

  test('[DL-6] says where it stores data, and is not turned on by who did not ask', async () => {
    expect((await eu.owner.setting(eu.organization, name)).body).toMatchObject({
      source: 'unavailable',
      preview: { store: 'nothing-is-stored', state: 'not-asked' },
    });
    expect(await turnOn()).toMatchObject(refusedWith('has not been admitted'));
  });

  test('nor by who was declined, who is told why', async () => {
    expect(await eu.owner.askFor({ subject: eu.organization, ...preview })).toMatchObject({ status: 201 });
    expect(await turnOn()).toMatchObject(refusedWith('waits for an answer'));
    const waiting = await operator.admissions({ state: 'waiting', limit: '100' });
    expect(waiting.body.admissions).toContainEqual(
      expect.objectContaining({ subject: eu.organization, ...preview, state: 'asked' }),
    );
    const declined = { outcome: 'declined', reason: 'The preview is full.' } as const;
    expect(await operator.decide(eu.organization, name, declined)).toMatchObject({ status: 200 });
    expect(await turnOn()).toMatchObject(refusedWith('The preview is full.'));
  });

  test('but by who was admitted, once', async () => {
    expect(await eu.owner.askFor({ subject: eu.organization, ...preview })).toMatchObject({ status: 201 });
    const admitted = { outcome: 'admitted', reason: 'There is room.' } as const;
    expect(await operator.decide(eu.organization, name, admitted)).toMatchObject({ status: 200 });
    expect(await operator.decide(eu.organization, name, admitted)).toMatchObject({
      status: 409,
      body: { type: problemType('admission-decided-before') },
    });
    expect(await turnOn()).toMatchObject({ status: 200, body: { value: 'on', source: 'chosen' } });
    const { entries, verdict } = await ledgerOf(eu.owner, eu.organization);
    expect(entries.map(({ entry }) => entry.event.type)).toEqual([
      'subject-created',
      'admission-asked',
      'admission-decided',
      'admission-asked',
      'admission-decided',
      'setting-chosen',
    ]);
    expect(verdict).toMatchObject({ verified: true, entries: 6 });
  });
});
