import { readStartArguments, type StartArguments } from './arguments.ts';
import { isInBackground, startInBackground, tellStarter } from './background.ts';
import { describeFailure } from './failure.ts';
import { runCells } from './run-cells.ts';

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (!stopping.signal.aborted) process.stdout.write('\nStopping …\n');
    stopping.abort();
  });
}
// Whoever read along may be gone, as in `npm start | head`; the cells stay.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const start = (given: StartArguments): Promise<void> => {
  if (given.place === 'background' && !isInBackground) return startInBackground(stopping.signal);
  return runCells(given, stopping.signal);
};

try {
  await start(readStartArguments(process.argv.slice(2)));
} catch (error) {
  if (!stopping.signal.aborted) {
    const failure = describeFailure(error);
    process.stderr.write(`${failure}\n`);
    // In the background that is a log, and whoever waits in a terminal has to see it too.
    tellStarter({ failure });
  }
  // Stopped before it was ready, or failed: either way there are no cells.
  process.exitCode = 1;
}
