import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { ledgerOf } from '../../local/demo/ending.ts';
import { type Actors, actorsIn, captureOf, choose, readShared, sharing } from '../../local/demo/story.ts';
import { localDirectory } from '../../local/deployment-file.ts';
import { rootCredentials } from '../../local/ministack.ts';
import { silentSteps } from '../../local/progress.ts';
import { deployedStacks } from '../../local/stacks.ts';
import { endNow, runNow } from './at-once.ts';
import { tableCopies } from './table-copies.ts';

const stack = 'Domicile-us-Storage';
const cli = join(import.meta.dirname, '../../cli/domicile.mjs');

/** A cell of its own, since it loses its tables; each test goes on where the last one ended. */
describe('tables that were lost, and stale copies of them', () => {
  let directory = '';
  let cloud: Cloud;
  let us: Actors;
  let copies: ReturnType<typeof tableCopies>;
  /** Open in the copies; opted out of and purged since. */
  let gone = '';
  /** Opened since the copies. */
  let inForce = '';

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'domicile-restore-'));
    cloud = await startCloud({
      localDirectory,
      directory,
      geographies: ['us'],
      begin: 'fresh',
      step: silentSteps,
      tell: () => undefined,
    });
    const [cell] = cloud.cells;
    if (cell === undefined) throw new Error('no cell was started');
    us = await actorsIn(cell);
    copies = tableCopies(cloud.emulator, cell.region);
    gone = (await choose(us, 'on')).body.epoch ?? '';
    expect((await us.assistant.capture(captureOf(us.workspace))).status).toBe(201);
    await copies.copy(cell.tables.registry, 'registry-of-yesterday');
    await copies.copy(cell.tables.content, 'content-of-yesterday');
    await choose(us, 'off');
    const deployed = await deployedStacks(cloud.emulator, cell.region);
    const site = { region: cell.region, stacks: deployed };
    const { emulator } = cloud;
    await endNow(us, gone, () => runNow(emulator, site, 'Planner'));
    inForce = (await choose(us, 'on')).body.epoch ?? '';
    expect((await us.assistant.capture(captureOf(us.workspace))).status).toBe(201);
  }, 400_000);

  afterAll(async () => {
    copies?.close();
    await cloud?.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  });

  /** The command as somebody runs it, with the cloud's root caller for a role. */
  const start = (...args: readonly string[]) => {
    const running = spawn(process.execPath, [cli, 'restore', ...args, '--stack', stack], {
      env: {
        ...process.env,
        AWS_REGION: us.cell.region,
        AWS_ENDPOINT_URL: cloud.emulator.endpoint,
        AWS_ACCESS_KEY_ID: rootCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: rootCredentials.secretAccessKey,
        NODE_EXTRA_CA_CERTS: cloud.emulator.caPath,
      },
    });
    const said = { text: '' };
    for (const stream of [running.stdout, running.stderr])
      stream.on('data', (chunk: Buffer) => {
        said.text += String(chunk);
      });
    return { running, said };
  };
  const run = async (...args: readonly string[]) => {
    const { running, said } = start(...args);
    const [status] = (await once(running, 'close')) as [number];
    return { status, said: said.text };
  };
  const registry = ['registry', '--copy', 'registry-of-yesterday'] as const;

  const until = async (what: string, holds: () => Promise<boolean>) => {
    for (let turn = 0; turn < 60; turn += 1) {
      if (await holds()) return;
      await sleep(1_000);
    }
    throw new Error(`${what}: not within a minute`);
  };
  const recordsOf = async (epoch: string) =>
    (await copies.itemsOf(us.cell.tables.content)).filter(({ pk }) => pk?.S?.startsWith(epoch)).length;

  test('a dry run says what would be done, and a table in use or of something else is refused', async () => {
    const dry = await run(...registry, '--dry-run');
    expect(dry).toMatchObject({ status: 0, said: expect.stringContaining('Nothing was changed') });
    const inUse = await run('registry', '--copy', us.cell.tables.registry, '--dry-run');
    expect(inUse).toMatchObject({ status: 1, said: expect.stringContaining('a table that the cell uses') });
    const foreign = await run('registry', '--copy', 'content-of-yesterday', '--functions-stopped');
    expect(foreign).toMatchObject({
      status: 1,
      said: expect.stringContaining('is nothing that this release knows'),
    });
    const missing = await run('registry', '--copy', 'no-such-table');
    expect(missing).toMatchObject({
      status: 2,
      said: expect.stringContaining('no-such-table cannot be read'),
    });
    expect((await us.owner.setting(us.organization, sharing)).status).toBe(200);
  });

  test('[BY-3] while the registry is restored the cell serves nobody, also when the restore is killed', async () => {
    await copies.lose(us.cell.tables.registry);
    const { running, said } = start(...registry);
    await until('The cell is closed', async () => said.text.includes('the cell is closed'));
    running.kill('SIGKILL');
    await once(running, 'close');
    // Each function asks again within half a minute, at a time of its own; the restore waits longer than that.
    await until('No function answers', async () => {
      const answers = await Promise.all([
        us.owner.setting(us.organization, sharing),
        us.assistant.capture(captureOf(us.workspace)),
        readShared(us, gone),
      ]);
      return answers.every(({ status }) => status === 503);
    });
    expect((await us.owner.setting(us.organization, sharing)).status).toBe(503);
    expect((await us.assistant.capture(captureOf(us.workspace))).status).toBe(503);
    expect((await readShared(us, gone)).status).toBe(503);
  });

  test('[BY-3] run again, it goes on, and the cell serves with choices as they were made last', async () => {
    expect(await run(...registry, '--functions-stopped')).toMatchObject({
      status: 0,
      said: expect.stringContaining('Nothing that was deleted is back. The cell serves.'),
    });
    await until(
      'The cell serves',
      async () => (await us.owner.setting(us.organization, sharing)).status === 200,
    );
    const { body } = await us.owner.setting(us.organization, sharing);
    expect(body).toMatchObject({ value: 'on', source: 'chosen' });
    expect([gone, inForce]).not.toContain(body.epoch);
    for (const epoch of [gone, inForce]) expect((await readShared(us, epoch)).status).toBe(410);
    expect((await us.owner.lots(gone)).body.lots).toMatchObject([
      { state: 'purged', captured: 3, deleted: 3 },
    ]);
    expect(await recordsOf(gone)).toBe(0);
    expect(await recordsOf(inForce)).toBe(3);
    const { entries, verdict } = await ledgerOf(us.owner, us.organization);
    expect(verdict.verified).toBe(true);
    expect(entries.at(-1)?.entry.event).toMatchObject({ type: 'epoch-reopened', closes: inForce });
  });

  test('[BY-3] content is filled from a stale copy without what was deleted since', async () => {
    await copies.lose(us.cell.tables.content);
    const restored = await run('content', '--copy', 'content-of-yesterday', '--functions-stopped');
    expect(restored).toMatchObject({
      status: 0,
      said: expect.stringContaining('0 records are there again; 3 were deleted since the copy'),
    });
    expect(await recordsOf(gone)).toBe(0);
    expect(await run('content', '--copy', 'content-of-yesterday')).toMatchObject({
      status: 0,
      said: expect.stringContaining('there is nothing to do'),
    });
  });
});
