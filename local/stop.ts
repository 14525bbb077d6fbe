import { join } from 'node:path';
import { demandNoArguments } from './arguments.ts';
import { localDirectory, lockFile } from './deployment-file.ts';
import { describeFailure } from './failure.ts';
import { installedRequirements } from './python.ts';
import { stopCells } from './stop-cells.ts';

/** Milliseconds: saving the state of many records takes its time. */
const patience = 60_000;

try {
  demandNoArguments(process.argv.slice(2), 'npm stop');
  const told = await stopCells({
    lock: lockFile,
    state: join(localDirectory, 'state'),
    installed: await installedRequirements(),
    patience,
  });
  process.stdout.write(`${told}\n`);
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
