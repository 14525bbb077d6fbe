import { expect, test } from 'vitest';
import { contentKeys } from '../../../contract/tables/content.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { aCell } from '../../support/cell.ts';
import { modelBuilding, modelUse } from '../../support/settings.ts';
import { assistant, aWorkspace, capture, choose, expectStatus, showNotice } from '../../support/story.ts';
import { anAnswerWith, aRecord } from '../../support/told.ts';

/** A cell in which everything was written before records told where they come from. */
const aCellOfBefore = async () => {
  const cell = aCell('us');
  const { store } = cell;
  const workspace = await aWorkspace(cell);
  const epoch = await showNotice(cell, workspace, modelBuilding);
  const { lot } = expectStatus(await capture(cell, workspace, modelUse), 201);
  const pk = contentKeys.partition(epoch, lot);
  const [item] = (await store.query({ table: 'content', pk, consistency: 'strong' })).items;
  const { source, ...before } = { ...item, pk, sk: item?.sk ?? '' } as Record<'pk' | 'sk' | 'source', string>;
  expect(source).toBe('person');
  await store.write({ kind: 'put', table: 'content', item: before });
  const opened = await store.get('registry', registryKeys.epoch(epoch), 'strong');
  const uses = opened?.uses as Record<string, Record<string, unknown>>;
  const { sources, ...promised } = uses[modelUse] ?? {};
  expect(sources).toEqual(['person', 'assistant', 'vendor-plugin']);
  await store.write({
    kind: 'put',
    table: 'registry',
    item: {
      ...opened,
      pk: opened?.pk ?? '',
      sk: opened?.sk ?? '',
      uses: { [modelUse]: promised },
    } as NonNullable<typeof opened>,
  });
  return { cell, workspace, epoch };
};

test('a record of before sources were told is read as it is, without one, and purged like any other', async () => {
  const { cell, workspace, epoch } = await aCellOfBefore();
  const page = await cell.call<{ records: readonly object[] }>(assistant, 'GET /v1/captures', {
    query: { workspace, use: modelUse, day: '2026-03-01', epoch },
  });
  const [record] = expectStatus(page, 200).records;
  expect(record).toMatchObject({ category: 'prompt', body: 'what does this alert mean? 0' });
  expect(record).not.toHaveProperty('source');
  await choose(cell, workspace, modelBuilding, 'off');
  const { done } = await cell.tick();
  expect(done).toContainEqual(expect.objectContaining({ outcome: 'purged', counts: 'add-up' }));
});

test('[SC-25] under a choice of before, new records are held to the program as it is now', async () => {
  const { cell, workspace, epoch } = await aCellOfBefore();
  const send = (record: object) => capture(cell, workspace, modelUse, { records: [record] });
  expect(expectStatus(await send(aRecord(cell, 'prompt', 'person')), 201).epoch).toBe(epoch);
  expect(await send(anAnswerWith(cell, 'retrieved-content', 'other-plugin'))).toMatchObject({
    status: 422,
    body: { type: 'urn:domicile:problem:source-not-allowed' },
  });
});

test('a record that does not tell where it comes from is refused, with what there is', async () => {
  const { cell, workspace } = await aCellOfBefore();
  const { source: _, ...untold } = aRecord(cell, 'prompt', 'person');
  expect(await capture(cell, workspace, modelUse, { records: [untold] })).toMatchObject({
    status: 400,
    body: { errors: [{ at: '/records/0/source', given: 'nothing' }] },
  });
});
