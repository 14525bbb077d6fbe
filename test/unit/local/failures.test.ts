import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeFailure, LocalFailure } from '../../../local/failure.ts';
import { demandPort, freePort } from '../../../local/ports.ts';
import { demandSpace } from '../../../local/preconditions.ts';
import { ensurePython, findPython, pipFailure } from '../../../local/python.ts';

let directory = '';
const { PYTHON, PATH } = process.env;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'domicile with space '));
});

afterEach(async () => {
  process.env.PATH = PATH;
  if (PYTHON === undefined) delete process.env.PYTHON;
  else process.env.PYTHON = PYTHON;
  await rm(directory, { recursive: true, force: true });
});

/** A program that stands for Python in one respect: what it prints, and how it ends. */
const python = async (script: string): Promise<void> => {
  const file = join(directory, 'python');
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  process.env.PYTHON = file;
};

test('no Python: the sentence says which one is needed and what was tried', async () => {
  delete process.env.PYTHON;
  process.env.PATH = directory;
  await expect(findPython()).rejects.toThrow(/needs Python 3\.10 or newer\. Tried python3, .*found none/);
});

test('a Python that is too old is named with its version', async () => {
  await python('echo 3.9.1');
  await expect(findPython()).rejects.toThrow(/python is 3\.9\.1\. Install one, or set PYTHON/);
});

test('a Python without the venv module is told how to get it, and leaves nothing behind', async () => {
  await python('case "$2" in *version_info*) echo 3.12.1;; *) exit 1;; esac');
  await expect(ensurePython(join(directory, 'local'))).rejects.toThrow(
    /no venv module\. Install it .*python3-venv/,
  );
  expect(await readdir(join(directory, 'local'))).toEqual([]);
});

test('pip that reaches no index is one sentence with pip’s last word', () => {
  const output =
    'WARNING: Retrying\nERROR: Could not find a version\nERROR: No matching distribution found for x\n';
  const { message } = pipFailure(output);
  expect(message).toContain('No matching distribution found for x');
  expect(message).toContain('check the network');
  expect(message).not.toContain('\n');
});

test('pip on a full disk speaks of the disk', () => {
  expect(pipFailure('ERROR: [Errno 28] No space left on device').message).toMatch(/^The disk is full/);
});

test('too little space is said with both figures; enough is not spoken of', () => {
  expect(() => demandSpace('/d', 5 * 1024 * 1024, 300 * 1024 * 1024)).toThrow(
    'The disk of /d has 5 MB left and the embedded cloud needs 300 MB.',
  );
  expect(() => demandSpace('/d', 300, 300)).not.toThrow();
});

test.each([
  ['ENOSPC', 'The disk is full'],
  ['EROFS', 'The file system is read-only'],
  ['EACCES', 'Permission was denied at /there'],
])('%s is a sentence, not a stack', (code, words) => {
  const error = Object.assign(new Error('no'), { code, path: '/there' });
  expect(describeFailure(error)).toContain(words);
  expect(describeFailure(error)).not.toContain('\n');
});

test('a taken port gives way at the first start, and is named when saved state needs it', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    expect(await freePort(port)).not.toBe(port);
    await expect(demandPort(port)).rejects.toThrow(LocalFailure);
    await expect(demandPort(port)).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
  } finally {
    server.close();
  }
});

test('without installed packages the command says so, and ends with 1', async () => {
  await mkdir(join(directory, 'local'));
  await cp(join(import.meta.dirname, '../../../local/launch.mjs'), join(directory, 'local', 'launch.mjs'));
  const { status, stderr } = spawnSync(process.execPath, [join(directory, 'local', 'launch.mjs'), 'start']);
  expect(stderr.toString()).toBe('The packages are not installed. Run npm ci first.\n');
  expect(status).toBe(1);
});
