import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LocalFailure } from '../../../local/failure.ts';
import { isAlive, lockText } from '../../../local/lock.ts';
import { type SavedCloud, writeSavedCloud } from '../../../local/saved-cloud.ts';
import { stopCells } from '../../../local/stop-cells.ts';

const installed = 'ministack==2.0.0\n';
let directory = '';
let lock = '';
let running: ChildProcess;

/** A process that runs until it is asked to stop, in place of the one that cells run in. */
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'domicile-stop-'));
  lock = join(directory, 'start.lock');
  running = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1_000)'], { stdio: 'ignore' });
  await once(running, 'spawn');
});

afterEach(async () => {
  running.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

const idOf = ({ pid }: ChildProcess): number => {
  if (pid === undefined) throw new Error('The process did not begin.');
  return pid;
};

const stop = () => stopCells({ lock, state: directory, installed, patience: 10_000 });

const cloud: SavedCloud = {
  version: 1,
  emulator: installed,
  fingerprint: 'abc',
  frontPort: 8600,
  emulatorPort: 4566,
  bootstrappedRegions: [],
  cells: [],
  apis: {},
};

/** Leaves what a run leaves: sealed where it could save, without a seal where it was killed. */
const leaveRun = async (number: number, seal?: { readonly savedAt: string }) => {
  const generation = join(directory, 'generations', String(number));
  await mkdir(generation, { recursive: true });
  await writeSavedCloud(generation, cloud);
  if (seal !== undefined) {
    await writeFile(join(generation, 'saved.json'), JSON.stringify({ ...seal, files: {} }));
  }
};

test('where nothing runs there is nothing to stop', async () => {
  expect(await stop()).toBe('No cells are running here.');
});

test('a run that was saved is gone on from', async () => {
  await writeFile(lock, await lockText(idOf(running)));
  await leaveRun(1, { savedAt: '2026-11-20' });
  await leaveRun(2, { savedAt: '2026-11-21' });

  expect(await stop()).toBe('Stopped. npm start goes on from here.');
  expect(isAlive(idOf(running))).toBe(false);
});

test('where nothing was saved, stopping fails and says so', async () => {
  await writeFile(lock, await lockText(idOf(running)));
  await leaveRun(1);

  await expect(stop()).rejects.toThrow(
    new LocalFailure('Stopped. Nothing was saved that npm start could go on from: it will start fresh.'),
  );
});

test('where only an earlier run was saved, stopping fails and says from when its state is', async () => {
  await writeFile(lock, await lockText(idOf(running)));
  await leaveRun(1, { savedAt: '2026-11-20' });
  await leaveRun(2);

  await expect(stop()).rejects.toThrow(/^Stopped. This run was not saved: .* from the state of 2026-11-20,/);
});

test('a process that a lock names without its beginning is not ended, but named', async () => {
  const id = idOf(running);
  await writeFile(lock, `${id} \n`);

  await expect(stop()).rejects.toThrow(LocalFailure);
  await expect(stop()).rejects.toThrow(`names process ${id}, but nothing shows`);
  await expect(stop()).rejects.toThrow(`end it with: kill ${id}.`);
  expect(isAlive(id)).toBe(true);
});

test('a process that only has the id of an earlier holder is left alone', async () => {
  await writeFile(lock, `${idOf(running)} long-ago\n`);

  expect(await stop()).toBe('No cells are running here.');
  expect(isAlive(idOf(running))).toBe(true);
});
