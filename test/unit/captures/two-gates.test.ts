import { beforeEach, describe, expect, test } from 'vitest';
import type { ClosureReply } from '../../../contract/api/replies.ts';
import type { EpochId, WorkspaceId } from '../../../domain/identifiers.ts';
import { days, hours, isoOf, minutes } from '../../../domain/time.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Store } from '../../../lambdas/shared/store/store.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { type ContendedStore, contendedStore } from '../../support/contended-store.ts';
import {
  ediscoveryUse,
  modelBuilding,
  modelUse,
  serviceAccess,
  withEdiscovery,
} from '../../support/settings.ts';
import {
  assistant,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  optIn,
  owner,
  readSetting,
  showNotice,
} from '../../support/story.ts';
import { anAnswerWith } from '../../support/told.ts';
import { publishNewer } from '../../support/vendor-changes.ts';

let cell: TestCell;
let workspace: WorkspaceId;

/** A workspace whose assistant may read services; the two settings of the use are as they come. */
const beginOver = async (store: Store) => {
  cell = aCell('us', { store });
  workspace = await aWorkspace(cell);
  await optIn(cell, workspace, serviceAccess);
};

const found = () => ({ records: [anAnswerWith(cell, 'review-set-content', 'ediscovery')] });
const share = (records = found()) => capture(cell, workspace, ediscoveryUse, records);

const read = (epoch: EpochId) =>
  cell.call<{ records: readonly unknown[] }>(assistant, 'GET /v1/captures', {
    query: { workspace, use: ediscoveryUse, day: '2026-03-01', epoch },
  });

const closureOf = async (epoch: EpochId) =>
  (await cell.call<ClosureReply>(owner, 'GET /v1/closures/{epoch}', { path: { epoch } })).body;

const valueIn = async (address: typeof withEdiscovery | typeof modelBuilding) =>
  (await readSetting(cell, workspace, address)).setting.value;

const entries = async () => {
  const reply = await cell.call<{ entries: readonly { entry: { event: object; at: string } }[] }>(
    owner,
    'GET /v1/consents',
    { query: { subject: workspace } },
  );
  return expectStatus(reply, 200).entries.map(({ entry }) => entry);
};

describe('content of a sensitive service', () => {
  beforeEach(() => beginOver(inMemoryStore()));

  test('[SC-25] builds a model only where both settings are on; each is read, and says so', async () => {
    expect(await share()).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('off by default') },
    });
    const epoch = await optIn(cell, workspace, withEdiscovery);
    const alone = await share();
    expect(alone).toMatchObject({ status: 409, body: { type: 'urn:domicile:problem:sharing-off' } });
    expect(JSON.stringify(alone.body)).toContain('has an effect only where “Help to build the vendor');
    expect((await read(epoch)).status).toBe(410);

    await showNotice(cell, workspace, modelBuilding);
    expect(expectStatus(await share(), 201).epoch).toBe(epoch);
    expect(expectStatus(await read(epoch), 200).records).toHaveLength(1);
  });

  test('[SC-25] of two sensitive services in one answer neither use takes it', async () => {
    await showNotice(cell, workspace, modelBuilding);
    await optIn(cell, workspace, withEdiscovery);
    const [answer] = found().records;
    const alert = anAnswerWith(cell, 'insider-risk-alert', 'insider-risk-management');
    const parts = [...(answer?.parts ?? []), ...alert.parts];
    expect(await capture(cell, workspace, ediscoveryUse, { records: [{ ...answer, parts }] })).toMatchObject({
      status: 422,
      body: { given: 'insider-risk-alert' },
    });
    expect((await capture(cell, workspace, modelUse, found())).status).toBe(422);
  });

  test('[SC-18] sharing began with the later of the two choices', async () => {
    await optIn(cell, workspace, withEdiscovery);
    cell.clock.now += minutes(1);
    const between = found();
    cell.clock.now += minutes(1);
    await showNotice(cell, workspace, modelBuilding);
    expect(await share(between)).toMatchObject({
      status: 422,
      body: { type: 'urn:domicile:problem:origin-outside-epoch' },
    });
    expect((await share()).status).toBe(201);
  });

  test('[BY-5] the new settings are off for a workspace that shared before they were there', async () => {
    await showNotice(cell, workspace, modelBuilding);
    const { setting } = await readSetting(cell, workspace, withEdiscovery);
    expect(setting).toMatchObject({ value: 'off', source: 'default' });
    expect(setting).not.toHaveProperty('epoch');
    expect((await share()).status).toBe(409);
  });
});

describe('turning off the setting that another one needs', () => {
  let built: EpochId;
  let epoch: EpochId;

  const shareBoth = async () => {
    built = await showNotice(cell, workspace, modelBuilding);
    epoch = await optIn(cell, workspace, withEdiscovery);
    expectStatus(await share(), 201);
    cell.clock.now += hours(1);
  };

  beforeEach(async () => {
    await beginOver(inMemoryStore());
    await shareBoth();
  });

  test('[SC-12] [SC-25] turns both off at once: nothing is captured or read, and all is deleted within 30 days', async () => {
    const { closures } = expectStatus(await choose(cell, workspace, modelBuilding, 'off'), 200);

    const deadline = isoOf(cell.clock.now + days(30));
    expect(closures?.filter((each) => each.epoch === epoch)).toMatchObject([
      { setting: withEdiscovery.setting, deadline, state: 'deleting' },
    ]);
    expect(closures?.map((each) => each.epoch).sort()).toEqual([built, epoch].sort());
    expect([await valueIn(modelBuilding), await valueIn(withEdiscovery)]).toEqual(['off', 'off']);
    expect((await read(epoch)).status).toBe(410);
    expect((await share()).status).toBe(409);
    await cell.tick();
    expect(await closureOf(epoch)).toMatchObject({ state: 'ended', closedAt: isoOf(cell.clock.now) });
  });

  test('[SC-25] is written as what ended with it, and by no person', async () => {
    expectStatus(await choose(cell, workspace, modelBuilding, 'off'), 200);
    const ends = (await entries()).filter(({ event }) => 'value' in event && event.value === 'off');
    expect(ends.map(({ event }) => event)).toMatchObject([
      { setting: modelBuilding.setting },
      { setting: withEdiscovery.setting, endedWith: modelBuilding.setting, closes: [{ epoch }] },
    ]);
    expect(ends[0]?.event).not.toHaveProperty('endedWith');
  });

  test('turned on again alone, it opens nothing of the other', async () => {
    await choose(cell, workspace, modelBuilding, 'off');
    await choose(cell, workspace, modelBuilding, 'on');
    expect(await valueIn(withEdiscovery)).toBe('off');
    expect((await share()).status).toBe(409);
    expect((await read(epoch)).status).toBe(410);
  });

  test('the other one is turned off alone, and what it needs goes on', async () => {
    expectStatus(await choose(cell, workspace, withEdiscovery, 'off'), 200);
    expect([await valueIn(modelBuilding), await valueIn(withEdiscovery)]).toEqual(['on', 'off']);
  });

  test('[DS-6] gets through, however many notices the other one was turned on under', async () => {
    const epochs = [epoch];
    for (let version = 2; version <= 25; version += 1) {
      publishNewer('security-sensitive-model-building');
      epochs.push(await optIn(cell, workspace, withEdiscovery));
    }
    const { closures } = expectStatus(await choose(cell, workspace, modelBuilding, 'off'), 200);

    expect(await valueIn(withEdiscovery)).toBe('off');
    expect(closures?.map((each) => each.epoch)).toEqual(expect.arrayContaining(epochs));
  });

  test('[SC-12] whoever turns the other one on at the same moment is ended with it', async () => {
    const under = inMemoryStore();
    let between: (() => Promise<unknown>) | undefined;
    await beginOver({
      ...under,
      transact: async (actions) => {
        const act = between;
        between = undefined;
        await act?.();
        return under.transact(actions);
      },
    });
    await showNotice(cell, workspace, modelBuilding);
    const { etag } = await readSetting(cell, workspace, modelBuilding);
    between = () => choose(cell, workspace, withEdiscovery, 'on');

    expectStatus(await choose(cell, workspace, modelBuilding, 'off', { 'if-match': etag }), 200);

    expect(between).toBeUndefined();
    expect(await valueIn(withEdiscovery)).toBe('off');
  });
});

describe('an opt-out that captures keep from the gates', () => {
  let contended: ContendedStore;
  let epoch: EpochId;
  let acceptedAt: string;

  beforeEach(async () => {
    contended = contendedStore();
    await beginOver(contended.store);
    await showNotice(cell, workspace, modelBuilding);
    epoch = await optIn(cell, workspace, withEdiscovery);
    expectStatus(await share(), 201);
    contended.crowded = true;
    const { closing } = expectStatus(await choose(cell, workspace, modelBuilding, 'off'), 200);
    acceptedAt = closing ?? '';
    expect(acceptedAt).toBe(isoOf(cell.clock.now));
  });

  test('[DS-8] [SC-25] makes the other use unreadable from its acceptance on', async () => {
    expect(await valueIn(withEdiscovery)).toBe('on');
    expect((await read(epoch)).status).toBe(410);
    expect(await share()).toMatchObject({ status: 409, body: { type: 'urn:domicile:problem:sharing-off' } });
  });

  test('[SC-12] is finished for both by the next tick, and the 30 days count from its acceptance', async () => {
    cell.clock.now += hours(2);
    contended.crowded = false;
    await cell.tick();

    expect([await valueIn(modelBuilding), await valueIn(withEdiscovery)]).toEqual(['off', 'off']);
    await cell.tick();
    expect(await closureOf(epoch)).toMatchObject({ closedAt: acceptedAt, state: 'ended' });
    const ends = (await entries()).filter(({ event }) => 'endedWith' in event);
    expect(ends).toMatchObject([{ at: acceptedAt, event: { setting: withEdiscovery.setting } }]);
    expect(await cell.tick()).toMatchObject({ done: [] });
  });

  test('[SC-12] reaches what the other one held under words of before', async () => {
    contended.crowded = false;
    const before = epoch;
    publishNewer('security-sensitive-model-building');
    epoch = await optIn(cell, workspace, withEdiscovery);
    expect(epoch).not.toBe(before);
    await cell.tick();
    await cell.tick();
    for (const ended of [before, epoch])
      expect(await closureOf(ended)).toMatchObject({ state: 'ended', setting: withEdiscovery.setting });
  });

  // Which of the two is worked off first is drawn: so it is tried several times.
  test.each([
    { when: 'before', order: [withEdiscovery, modelBuilding] },
    { when: 'after', order: [modelBuilding, withEdiscovery] },
  ])(
    '[SC-12] leaves an opt-out of the other one that was accepted $when it to its own date',
    { repeats: 5 },
    async ({ order }) => {
      const under = contendedStore();
      await beginOver(under.store);
      await showNotice(cell, workspace, modelBuilding);
      epoch = await optIn(cell, workspace, withEdiscovery);
      expectStatus(await share(), 201);
      under.crowded = true;
      const accepted = new Map<string, string | undefined>();
      for (const address of order) {
        const reply = await choose(cell, workspace, address, 'off');
        accepted.set(address.setting, expectStatus(reply, 200).closing);
        cell.clock.now += minutes(1);
      }
      expect([...accepted.values()]).not.toContain(undefined);
      under.crowded = false;
      await cell.tick();
      await cell.tick();

      const closedAt = accepted.get(withEdiscovery.setting);
      expect(await closureOf(epoch)).toMatchObject({ state: 'ended', closedAt });
      expect((await entries()).filter(({ event }) => 'endedWith' in event)).toEqual([]);
      expect(await cell.tick()).toMatchObject({ done: [] });
    },
  );

  test('a choice of the other one meanwhile is ended with it too', async () => {
    contended.crowded = false;
    expectStatus(await choose(cell, workspace, withEdiscovery, 'off'), 200);
    cell.clock.now += minutes(1);
    const later = await optIn(cell, workspace, withEdiscovery);
    await cell.tick();

    expect([await valueIn(modelBuilding), await valueIn(withEdiscovery)]).toEqual(['off', 'off']);
    expect((await read(later)).status).toBe(410);
    const ended = (await entries()).filter(({ event }) => 'endedWith' in event);
    expect(ended).toMatchObject([{ at: isoOf(cell.clock.now) }]);
  });
});
