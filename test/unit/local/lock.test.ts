import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findHolder, holderOf, lockText, releaseLock, takeLock, withLock } from '../../../local/lock.ts';

let directory = '';
let lock = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'domicile-lock-'));
  lock = join(directory, 'in a directory', 'start.lock');
});

afterEach(() => rm(directory, { recursive: true, force: true }));

/** The id of a process that has just ended. */
const gone = (): number => spawnSync(process.execPath, ['-e', '']).pid;

test('a free lock is taken and given back', async () => {
  expect(await takeLock(lock)).toBeUndefined();
  expect(await readFile(lock, 'utf8')).toBe(await lockText(process.pid));
  await releaseLock(lock);
  await expect(readFile(lock)).rejects.toThrow('ENOENT');
});

test('a lock of a living process is not taken; its holder is named', async () => {
  await takeLock(lock);
  await writeFile(lock, await lockText(process.ppid));
  expect(await takeLock(lock)).toBe(process.ppid);
});

test('a lock that a process left behind is taken over', async () => {
  await takeLock(lock);
  await writeFile(lock, `${gone()} 12345\n`);
  expect(await takeLock(lock)).toBeUndefined();
});

test('a lock whose holder is gone is taken over although its id is another process now', async () => {
  await takeLock(lock);
  await writeFile(lock, `${process.ppid} long-ago\n`);
  expect(await holderOf(lock)).toBeUndefined();
  expect(await takeLock(lock)).toBeUndefined();
});

test('a lock without a beginning is held by whoever has its id, and that is told as uncertain', async () => {
  await takeLock(lock);
  expect(await findHolder(lock)).toEqual({ processId: process.pid, certainty: 'same process' });
  await writeFile(lock, `${process.ppid} \n`);
  expect(await findHolder(lock)).toEqual({ processId: process.ppid, certainty: 'same id' });
  expect(await takeLock(lock)).toBe(process.ppid);
});

test.each(['', 'nonsense', '12'])('a lock file that holds %o is nobody’s', async (text) => {
  await takeLock(lock);
  await writeFile(lock, text);
  expect(await takeLock(lock)).toBeUndefined();
});

test('waiting for a lock ends after the patience, naming who holds it', async () => {
  await takeLock(lock);
  await writeFile(lock, await lockText(process.ppid));
  await expect(withLock(lock, 10, async () => 'done')).rejects.toThrow(`process ${process.ppid}`);
});

test('a lock is given back when the work under it fails', async () => {
  await expect(withLock(lock, 10, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(lock, 10, async () => 'done')).toBe('done');
});

test('of many processes that find a lock left behind, one takes it', async () => {
  await takeLock(lock);
  const takers = 6;
  const script = `
    import { takeLock } from ${JSON.stringify(join(import.meta.dirname, '../../../local/lock.ts'))};
    const holder = await takeLock(process.argv[1]);
    process.stdout.write(holder === undefined ? 'taken' : 'held');
    // Nobody may find it left behind before all have tried.
    setTimeout(() => undefined, 1_500);
  `;
  await writeFile(lock, `${gone()} 12345\n`);
  const told = await Promise.all(
    Array.from({ length: takers }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, lock]);
      let output = '';
      child.stdout.on('data', (chunk) => {
        output += String(chunk);
      });
      await once(child, 'close');
      return output;
    }),
  );
  expect(told.toSorted()).toEqual([...Array.from({ length: takers - 1 }, () => 'held'), 'taken']);
});
