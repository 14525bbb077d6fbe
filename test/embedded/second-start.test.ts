import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { apiOf } from '../../local/api.ts';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { withDemoOrganizations } from '../../local/demo-organizations.ts';
import { type Cell, localDirectory } from '../../local/deployment-file.ts';
import { findGenerations } from '../../local/generations.ts';
import { tokenOfPerson } from '../../local/sign-in.ts';

/** Each test goes on from where the one before stopped its cloud, as people do from one day to the next. */
describe('a cloud that is stopped and started again', () => {
  let directory = '';
  let cloud: Cloud | undefined;
  let before: Cell;
  let port = 0;

  /** Starts the cloud of this file again, and returns its only cell and the steps that it took. */
  const start = async (): Promise<{ cell: Cell; steps: string[]; told: string[] }> => {
    const steps: string[] = [];
    const told: string[] = [];
    cloud = await startCloud({
      localDirectory,
      // A name with a space in it, as people have.
      directory: join(directory, 'state of it'),
      geographies: ['br'],
      begin: 'resume',
      step: (label, work) => {
        steps.push(label);
        return work();
      },
      tell: (sentence) => told.push(sentence),
    });
    const [cell] = cloud.cells;
    if (cell === undefined) throw new Error('no cell was started');
    return { cell, steps, told };
  };

  const owner = async (cell: Cell) => apiOf(cell.api, await tokenOfPerson(cell, 'owner'));

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'domicile-again-'));
    const { cell } = await start();
    const [made] = await withDemoOrganizations([cell]);
    if (made === undefined || cloud === undefined) throw new Error('no organization was made');
    before = made;
    port = cloud.port;
    await cloud.keep([made]);
    expect(await cloud.stop()).toBe(true);
  });

  afterAll(async () => {
    await cloud?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  test('keeps people, passwords and data, and deploys nothing where nothing has changed', async () => {
    const { cell, steps, told } = await start();
    expect(told).toEqual([]);
    expect(steps).not.toContain('Deployment');
    expect(cell).toEqual(before);
    const found = await (await owner(cell)).workspace(cell.workspace ?? '');
    expect(found).toMatchObject({ status: 200, body: { workspace: before.workspace } });
  });

  test('delivers what the stream of a table tells, which saved state alone does not', async () => {
    const logPath = cloud?.emulator.logPath ?? '';
    const { organization = '', geography } = before;
    const created = await (await owner(before)).createWorkspace({ organization, geography });
    expect(created.status).toBe(201);
    await vi.waitFor(
      async () => expect(await readFile(logPath, 'utf8')).toContain('"work":"outbox-stream"'),
      {
        timeout: 15_000,
        interval: 200,
      },
    );
    expect(await cloud?.stop()).toBe(true);
  });

  test('is brought up to date in place where its deployment has changed, and keeps its data', async () => {
    // The address of the cells is part of what is deployed: with its port taken, it has to change.
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    try {
      const { cell, steps } = await start();
      expect(steps).toContain('Deployment');
      expect(steps.filter((step) => step.startsWith('Bootstrap'))).toEqual([]);
      expect(cell.api).not.toBe(before.api);
      expect(cell.people).toEqual(before.people);
      // The sign-in page returns to the new address only if the client was deployed anew.
      const found = await (await owner(cell)).workspace(cell.workspace ?? '');
      expect(found).toMatchObject({ status: 200, body: { workspace: before.workspace } });
    } finally {
      squatter.close();
    }
  });

  test('has nothing half-written when it is killed', async () => {
    // Stopped first, so that only what follows decides.
    expect(await cloud?.stop()).toBe(true);
    const [newest] = (await findGenerations(join(directory, 'state of it'))).toSorted(
      (a, b) => b.number - a.number,
    );
    await rm(join(newest?.directory ?? '', 'saved.json'));
    const { cell, told } = await start();
    expect(told).toEqual([expect.stringContaining('The last run was killed before it could save')]);
    const found = await (await owner(cell)).workspace(cell.workspace ?? '');
    expect(found.status).toBe(200);
  });
});
