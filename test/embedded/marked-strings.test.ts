import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemType } from '../../contract/api/problem-names.ts';
import { type Actors, actorsIn, captureOf, choose, someRecords } from '../../local/demo/story.ts';
import { aMarkedSentence, markIn } from '../support/markers.ts';
import { theCell } from './running-cloud.ts';
import { storedItems } from './stored-items.ts';

let us: Actors;
let stored: ReturnType<typeof storedItems>;

beforeAll(async () => {
  us = await actorsIn(theCell('us'));
  stored = storedItems(us.cell);
});

afterAll(() => stored.close());

/** Records as the assistant sends them, each with a sentence that nobody else sent. */
const marked = () => someRecords().map((record) => ({ ...record, body: aMarkedSentence() }));

test('[SC-4] what an assistant sends is in no answer about an error, and in no table but that for content', async () => {
  await choose(us, 'on');
  const sent = captureOf(us.workspace, marked());
  const [record] = sent.records;
  const capture = (body: object) => us.assistant.problem('POST', '/v1/captures', { body });

  const taken = await capture(sent);
  const refused = [
    await capture({ ...sent, records: marked() }),
    await capture({ ...sent, records: [{ ...record, body: [record?.body] }] }),
    await capture({ ...sent, records: [{ ...record, category: record?.body }] }),
    await capture({ ...sent, use: aMarkedSentence() }),
    await capture({ ...sent, records: [{ ...record, source: 'upload' }] }),
  ];

  expect(taken.status).toBe(201);
  for (const { status, body } of refused) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.type).toContain(problemType('invalid-body').slice(0, 20));
    expect(markIn(body)).toBeUndefined();
  }
  const items = [...(await stored.now())];
  expect(items.some(([key]) => key.startsWith(`${us.cell.tables.content}:`))).toBe(true);
  for (const [key, item] of items) {
    expect(markIn(key), key).toBeUndefined();
    if (!key.startsWith(`${us.cell.tables.content}:`)) expect(markIn(item), key).toBeUndefined();
  }
}, 60_000);
