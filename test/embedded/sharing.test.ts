import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { problemType } from '../../contract/api/problem-names.ts';
import { clientConfig } from '../../local/clients.ts';
import { ledgerOf, untilEnded } from '../../local/demo/ending.ts';
import { type Actors, actorsIn, captureOf, choose, readShared, sharing } from '../../local/demo/story.ts';
import { theCell, theCloud } from './running-cloud.ts';

/** One organization's way through a program that is off by default; each test goes on where the last one ended. */
describe('sharing that is off by default, from the first look to the last deletion', () => {
  let us: Actors;
  let eu: Actors;
  let epoch = '';

  beforeAll(async () => {
    [us, eu] = await Promise.all([actorsIn(theCell('us')), actorsIn(theCell('eu'))]);
  });

  test('[DS-1] sharing is off by default', async () => {
    const { body } = await us.owner.setting(us.organization, sharing);
    expect(body).toMatchObject({ value: 'off', source: 'default' });
  });

  test('[DS-4] while it is off, a capture is refused and nothing is stored', async () => {
    const { status, body } = await us.assistant.problem('POST', '/v1/captures', {
      body: captureOf(us.workspace),
    });
    expect({ status, type: body.type }).toEqual({ status: 409, type: problemType('sharing-off') });
    expect(await storedFor(us)).toBe(0);
  });

  test('[DS-2] outside the United States it is shown as unavailable, with the reason, and cannot be turned on', async () => {
    const shown = await eu.owner.setting(eu.organization, sharing);
    expect(shown.body).toMatchObject({
      value: 'off',
      source: 'unavailable',
      explain: expect.arrayContaining([expect.stringContaining('only: United States')]),
    });
    const refused = await choose(eu, 'on');
    expect(refused).toMatchObject({
      status: 409,
      body: {
        type: problemType('setting-unavailable'),
        detail: expect.stringContaining('only: United States'),
      },
    });
  });

  test('[DS-3] an owner turns it on, and the choice is kept with who, when and which notice', async () => {
    const before = Date.now();
    const { status, body } = await choose(us, 'on');
    expect({ status, body }).toMatchObject({ status: 200, body: { value: 'on', source: 'chosen' } });
    epoch = body.epoch ?? '';

    const { entries, verdict } = await ledgerOf(us.owner, us.organization);
    const last = entries.at(-1);
    expect(last?.entry.event).toMatchObject({ type: 'setting-chosen', value: 'on', opens: epoch });
    expect(last?.entry.event).toHaveProperty('notice', {
      id: 'data-sharing',
      version: body.notice.version,
      hash: (await us.owner.notice('data-sharing')).body.hash,
    });
    expect(last?.name?.actor).toMatchObject({ tokenSubject: us.cell.people.owner.subject });
    expect(Date.parse(last?.entry.at ?? '')).toBeGreaterThanOrEqual(before);
    expect(verdict).toMatchObject({ verified: true, entries: 2 });
  });

  test('while it is on, records are captured and read; a repeated call lands on itself', async () => {
    const call = captureOf(us.workspace);
    expect(await us.assistant.capture(call)).toMatchObject({ status: 201, body: { epoch, captured: 3 } });
    expect(await us.assistant.capture(call)).toMatchObject({ status: 200, body: { epoch, captured: 3 } });
    const { body } = await readShared(us, epoch);
    expect(body.records.map((record) => record.body)).toEqual(call.records.map((record) => record.body));
    expect(await storedFor(us)).toBe(3);
  });

  test('[DS-6] [DS-8] it is turned off at any time, and use ends at that moment', async () => {
    const { status, body } = await choose(us, 'off');
    expect({ status, body }).toMatchObject({ status: 200, body: { value: 'off', source: 'chosen' } });
    expect(body.closures?.map((closure) => closure.epoch)).toEqual([epoch]);
    expect(await readShared(us, epoch)).toMatchObject({
      status: 410,
      body: { type: problemType('sharing-ended') },
    });
    expect(await us.assistant.capture(captureOf(us.workspace))).toMatchObject({ status: 409 });
  });

  test('[DS-7] the schedule fires, and planner and worker delete all that was shared, long before 30 days', async () => {
    const closure = await untilEnded(us.owner, epoch, () => undefined);
    expect(Date.parse(closure.endedAt ?? '')).toBeLessThan(Date.parse(closure.deadline));
    expect(await storedFor(us)).toBe(0);
    const { body } = await us.owner.lots(epoch);
    expect(body.lots).toMatchObject([{ state: 'purged', captured: 3, deleted: 3 }]);
    expect((await us.owner.purges(epoch)).body.purges).toHaveLength(1);
  });

  test('the ledger tells the whole story, and its chain verifies from entry 0', async () => {
    const { entries, verdict } = await ledgerOf(us.owner, us.organization);
    expect(entries.map(({ entry }) => entry.event.type)).toEqual([
      'subject-created',
      'setting-chosen',
      'setting-chosen',
      'closure-ended',
    ]);
    expect(verdict).toMatchObject({ verified: true, entries: 4 });
  });
});

/** How many records the content table holds for a workspace, seen past the API by the cloud's root caller. */
const storedFor = async ({ cell, workspace }: Actors): Promise<number> => {
  const client = new DynamoDBClient(clientConfig(theCloud(), cell.region));
  const { Items = [] } = await client.send(new ScanCommand({ TableName: cell.tables.content }));
  client.destroy();
  return Items.filter((item) => item.pk?.S?.includes(workspace)).length;
};
