import { beforeEach, expect, test } from 'vitest';
import { contentKeys } from '../../../contract/tables/content.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { keepsRecords } from '../../../domain/programs/use.ts';
import { ordinaryNameLife } from '../../../domain/retention/name-life.ts';
import { days } from '../../../domain/time.ts';
import { expireNames } from '../../../lambdas/sweep/expire-names.ts';
import { sweep } from '../../../lambdas/sweep/sweep.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { evaluation, everyInstrument, place } from '../../support/movement.ts';
import { serviceAccess, sharing, sharingUse, validation, validationUse } from '../../support/settings.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  optIn,
  owner,
  readSetting,
  showNotice,
} from '../../support/story.ts';

let cell: TestCell;
beforeEach(() => {
  cell = aCell('us', { instruments: everyInstrument });
});

/** Whatever runs on a schedule and deletes: planner, workers, sweep, and the end of names. */
const runEverySchedule = async () => {
  await cell.tick();
  const report = (source: string, error: unknown) => {
    throw new Error(source, { cause: error });
  };
  await sweep({ ...cell.ports, report });
  await expireNames({ ...cell.ports, report, nameLife: ordinaryNameLife });
};

test('[SC-15] what a customer works with is there for years, while all that was shared goes with its retention or opt-out', async () => {
  const organization = await anOrganization(cell);
  const workspace = await aWorkspace(cell, organization);
  expectStatus(await choose(cell, workspace, evaluation, 'us'), 200);
  expectStatus(await choose(cell, workspace, serviceAccess, 'on'), 200);
  await showNotice(cell, workspace, validation);
  await optIn(cell, organization, sharing);
  const lots = [
    expectStatus(await capture(cell, workspace, validationUse), 201),
    expectStatus(await capture(cell, workspace, sharingUse), 201),
  ];
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);

  const sharedRecords = () =>
    Promise.all(
      lots.map(async ({ epoch, lot }) => {
        const pk = contentKeys.partition(epoch, lot);
        return (await cell.store.query({ table: 'content', pk, consistency: 'strong' })).items.length;
      }),
    );
  expect(await sharedRecords()).toEqual([1, 1]);

  const bodyOf = async (reply: ReturnType<TestCell['call']>) => expectStatus(await reply, 200);
  const seen = async () => ({
    organizations: await bodyOf(cell.call(owner, 'GET /v1/organizations')),
    workspace: await bodyOf(cell.call(owner, 'GET /v1/workspaces/{workspace}', { path: { workspace } })),
    members: await bodyOf(cell.call(owner, 'GET /v1/members', { query: { subject: organization } })),
    settings: await Promise.all(
      [evaluation, serviceAccess, validation].map((each) => readSetting(cell, workspace, each)),
    ),
    ledger: await bodyOf(cell.call(owner, 'GET /v1/consents', { query: { subject: workspace } })),
    evaluatedIn: (await place(cell, workspace)).outcome,
  });
  const before = await seen();
  expect(before).toMatchObject({
    settings: [{ setting: { value: 'us' } }, { setting: { value: 'on' } }, { setting: { value: 'on' } }],
    evaluatedIn: 'placed',
  });

  for (const passed of [30, 60, 365, 730]) {
    cell.clock.now += days(passed);
    await runEverySchedule();
    expect(await seen()).toEqual(before);
  }
  expect(await sharedRecords()).toEqual([0, 0]);
});

test('[SC-15] of what the assistant does for its customer nothing is captured, so that no retention ends it here', async () => {
  const workspace = await aWorkspace(cell);
  const passing = everyProgram.flatMap(({ uses }) =>
    Object.keys(uses).filter((id) => !keepsRecords(uses[id])),
  );
  expect(passing).toContain('prompt-evaluation');
  for (const use of passing) {
    const refused = await capture(cell, workspace, use);
    expect(refused).toMatchObject({ status: 422, body: { type: 'urn:domicile:problem:use-keeps-nothing' } });
  }
});
