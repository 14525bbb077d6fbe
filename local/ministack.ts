import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalFailure } from './failure.ts';
import { endGroup, startGroup } from './processes.ts';

/** A running embedded cloud. */
export type Emulator = {
  /** Where every AWS service answers, over TLS. */
  readonly endpoint: string;
  /** The certificate that clients of the endpoint have to trust. */
  readonly caPath: string;
  readonly ca: string;
  readonly logPath: string;
  /** Settles when the emulator's process is gone, for whatever reason. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * The emulator's root caller. It knows this key by name and checks no signature of it: it guards nothing, and
 * the emulator listens on the loopback only.
 */
export const rootCredentials = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

/** The account that everything is in. */
export const account = '000000000000';

const readyWithin = 60_000;

/** What an emulator is started with. */
export type EmulatorOptions = {
  readonly python: string;
  /** A directory of its own: certificate, log, unpacked functions. */
  readonly directory: string;
  /** Where this run's state is loaded from and saved to. */
  readonly generation: string;
  readonly port: number;
  /** The front's address: what the emulator asks by plain HTTP goes through it. */
  readonly proxy: string;
  readonly signal?: AbortSignal;
};

/** How long the emulator may take to save its state: 60,000 items were seen to take 4 s. */
const savedWithin = 30_000;

const certificateDirectory = 'ministack-tls';

/** Functions are unpacked anew by each run; the certificate takes a moment to make and stays. */
const emptyExceptCertificate = async (temporary: string): Promise<void> => {
  await mkdir(temporary, { recursive: true });
  const left = (await readdir(temporary)).filter((name) => name !== certificateDirectory);
  await Promise.all(left.map((name) => rm(join(temporary, name), { recursive: true, force: true })));
};

/**
 * A clean environment: MiniStack hands its own on to the functions, so that nothing of the caller's (keys,
 * certificates, options of Node) may be in it. Node of the major that Lambda runs comes first in the PATH.
 */
const emulatorEnvironment = ({
  directory,
  generation,
  port,
  proxy,
}: EmulatorOptions): Record<string, string> => ({
  PATH: [dirname(process.execPath), process.env.PATH ?? '/usr/bin:/bin'].join(':'),
  HOME: directory,
  TMPDIR: join(directory, 'tmp'),
  LANG: 'C.UTF-8',
  // The authorizer of an API fetches the keys of tokens from the emulator's own port by plain HTTP, which that
  // port does not answer under TLS: through this proxy it gets them.
  http_proxy: proxy,
  PYTHONUNBUFFERED: '1',
  BIND_HOST: '127.0.0.1',
  GATEWAY_PORT: String(port),
  AUTH: 'true',
  USE_SSL: '1',
  MINISTACK_ACCOUNT_ID: account,
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
  PERSIST_STATE: '1',
  STATE_DIR: join(generation, 'state'),
  S3_PERSIST: '1',
  S3_DATA_DIR: join(generation, 's3'),
  LOG_LEVEL: 'INFO',
});

const answers = (port: number, ca: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = request(
      { host: '127.0.0.1', port, path: '/_ministack/health', ca, timeout: 2_000 },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    probe.on('error', () => resolve(false));
    probe.on('timeout', () => probe.destroy());
    probe.end();
  });

const untilReady = async (child: ChildProcess, port: number, caPath: string, signal?: AbortSignal) => {
  const end = Date.now() + readyWithin;
  while (Date.now() < end) {
    signal?.throwIfAborted();
    if (child.exitCode !== null) break;
    const ca = await readFile(caPath, 'utf8').catch(() => '');
    if (ca !== '' && (await answers(port, ca))) return ca;
    await sleep(50);
  }
  return undefined;
};

/**
 * Starts MiniStack on a loopback port with IAM enforced and TLS on, and waits until it answers.
 * @throws LocalFailure with the end of its log when it does not come up
 */
export const startEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const { python, directory, generation, port, signal } = options;
  await emptyExceptCertificate(join(directory, 'tmp'));
  // Functions are unpacked below and are CommonJS: no package.json above may tell Node otherwise.
  await writeFile(join(directory, 'tmp', 'package.json'), '{"type":"commonjs"}\n');
  const caPath = join(directory, 'tmp', certificateDirectory, 'server.crt');
  const logPath = join(directory, 'emulator.log');
  const log = createWriteStream(logPath);
  await access(python);
  const child = startGroup(
    {
      file: python,
      arguments: [join(import.meta.dirname, 'run-ministack.py'), generation],
      directory,
      environment: emulatorEnvironment(options),
    },
    ['pipe', 'pipe', 'pipe'],
  );
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const stop = async () => {
    await endGroup(child, savedWithin);
    log.end();
  };
  try {
    const ca = await untilReady(child, port, caPath, signal);
    if (ca !== undefined) return { endpoint: `https://127.0.0.1:${port}`, caPath, ca, logPath, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
  await stop();
  const tail = (await readFile(logPath, 'utf8').catch(() => '')).trim().slice(-2_000);
  throw new LocalFailure(`The embedded cloud did not come up on port ${port}. Its log ends with:\n${tail}`);
};
