import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startCloud } from '../../local/cloud.ts';
import { localDirectory } from '../../local/deployment-file.ts';
import { silentSteps } from '../../local/progress.ts';
import '../store/embedded-endpoint.ts';
import './running-cloud.ts';

/**
 * Brings up an embedded cloud of the tests' own, on free ports and with state of its own, so that it runs
 * beside a started one and twice at once. Whatever was started ends with the run, failed or not.
 */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const directory = await mkdtemp(join(tmpdir(), 'domicile-test-'));
  const removeDirectory = () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  // A run that is interrupted waits for no teardown.
  process.once('exit', removeDirectory);
  try {
    const cloud = await startCloud({
      localDirectory,
      directory,
      geographies: ['us', 'eu'],
      // One with copies and one without.
      copiesOf: ['eu'],
      begin: 'fresh',
      step: silentSteps,
      tell: () => undefined,
    });
    const { endpoint, ca, caPath } = cloud.emulator;
    provide('embeddedEndpoint', { endpoint, ca });
    provide('cloud', { endpoint, ca, caPath, cells: cloud.cells, assembly: cloud.assembly, directory });
    return async () => {
      await cloud.stop();
      removeDirectory();
      process.off('exit', removeDirectory);
    };
  } catch (error) {
    removeDirectory();
    throw error;
  }
};
