import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findGenerations } from '../../../local/generations.ts';
import { writeSavedCloud } from '../../../local/saved-cloud.ts';

const projectDirectory = join(import.meta.dirname, '../../..');

let directory = '';

/** What starts the cells, in a project of its own in which nothing is installed or saved. */
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'domicile behind '));
  for (const name of ['local', 'domain', 'contract', 'lib', 'package.json']) {
    await cp(join(projectDirectory, name), join(directory, name), { recursive: true });
  }
  await symlink(join(projectDirectory, 'node_modules'), join(directory, 'node_modules'));
});

afterEach(() => rm(directory, { recursive: true, force: true, maxRetries: 3 }));

const detach = () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(directory, 'local', 'launch.mjs'), 'start', '--detach', '--geographies', 'us'],
    { cwd: directory, encoding: 'utf8', env: { ...process.env, PYTHON: '/nowhere/python' }, timeout: 15_000 },
  );
  return { status, stdout, stderr };
};

const noPython =
  'The embedded cloud needs Python 3.10 or newer. Tried PYTHON=/nowhere/python: found none. ' +
  'Install one, or set PYTHON to its path.\n';

test('a start in the background that fails says why where it is waited for, and ends with 1', async () => {
  expect(detach()).toMatchObject({ status: 1, stderr: noPython });
  // Whoever comes later finds it too.
  expect(await readFile(join(directory, '.local', 'start.log'), 'utf8')).toContain(noPython);
});

test('after a start without Python the next one speaks of no earlier run: nothing ran', async () => {
  detach();
  const { stdout } = detach();
  expect(stdout).toMatch(/^Python environment \(installed once\) … failed after [\d.]+ s\n$/);
  expect(await findGenerations(join(directory, '.local', 'state'))).toEqual([]);
});

/** Leaves what a run leaves that ended cleanly, with queues that are addressed by this port. */
const saveRun = async (emulatorPort: number) => {
  const generation = join(directory, '.local', 'state', 'generations', '1');
  await mkdir(join(generation, 'state'), { recursive: true });
  const seal = { savedAt: '2026-11-21T10:00:00+00:00', files: {} };
  await writeFile(join(generation, 'saved.json'), JSON.stringify(seal));
  await writeSavedCloud(generation, {
    version: 1,
    emulator: await readFile(join(directory, 'local', 'requirements.txt'), 'utf8'),
    fingerprint: 'abc',
    frontPort: 0,
    emulatorPort,
    bootstrappedRegions: [],
    cells: [],
    apis: {},
  });
};

test('a start that is refused its port leaves the saved state the newest, and nothing is called lost', async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
  const address = squatter.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await saveRun(port);
  try {
    for (const _time of ['first', 'second']) {
      const { status, stdout, stderr } = detach();
      expect(stderr).toMatch(new RegExp(`^Port ${port} on 127.0.0.1 is taken, and the saved cells need it`));
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    }
  } finally {
    squatter.close();
  }
  const generations = await findGenerations(join(directory, '.local', 'state'));
  expect(generations).toMatchObject([{ number: 1, state: 'saved' }]);
});
