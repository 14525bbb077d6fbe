import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const main = join(root, 'cli/domicile.mjs');
const exampleOf = (name: string): string => join(root, 'docs/evidence-example', `${name}.json`);
const keysPath = exampleOf('jwks');
const certificate = ['verify', 'certificate', exampleOf('certificate'), '--keys', keysPath] as const;
const withEarlier = [...certificate, '--checkpoint', exampleOf('earlier')] as const;

describe('whoever verifies needs nothing else', () => {
  /** Whatever would open a connection, or ask for the address of a name, ends the process with a status of its own. */
  const offline = `data:text/javascript,${encodeURIComponent(`
    import { Socket } from 'node:net';
    import { Socket as Datagrams } from 'node:dgram';
    import dns from 'node:dns';
    const end = () => process.exit(9);
    Socket.prototype.connect = end;
    Datagrams.prototype.send = end;
    dns.lookup = end;
  `)}`;

  const offlineStatus = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['--import', offline, ...args]).status;

  test('[BY-2] [BY-10] no network', () => {
    expect(offlineStatus(main, ...withEarlier)).toBe(0);
    expect(offlineStatus(main, 'verify', 'record', exampleOf('record'), '--keys', keysPath)).toBe(0);
    expect(offlineStatus(main, 'verify', 'ledger', exampleOf('ledger'), '--keys', keysPath)).toBe(0);
    expect(offlineStatus('--eval', 'fetch("http://127.0.0.1:8600")')).toBe(9);
  });

  test('[BY-2] no more than a second of a processor, start of the program included', () => {
    const script = '"$0" "$@" > /dev/null && times';
    const spent = execFileSync('sh', ['-c', script, process.execPath, main, ...withEarlier], {
      encoding: 'utf8',
    });
    // The second line is what the program took, for itself and for the system.
    const [, ofProgram = ''] = spent.split('\n');
    const seconds = [...ofProgram.matchAll(/(\d+)m([\d.]+)s/g)].map(
      ([, minutes, rest]) => 60 * Number(minutes) + Number(rest),
    );
    expect(seconds).toHaveLength(2);
    expect(seconds.reduce((sum, each) => sum + each, 0)).toBeLessThan(1);
  });
});
