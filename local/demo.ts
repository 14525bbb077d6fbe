import { demandNoArguments } from './arguments.ts';
import { deletion, ledger } from './demo/ending.ts';
import { actorsIn, elsewhere, offByDefault, optIn, optOut } from './demo/story.ts';
import { cellIn, readDeployment } from './deployment-file.ts';
import { describeFailure, LocalFailure } from './failure.ts';

// Whoever read along is gone, as in `npm run demo | head`: there is nobody to tell the rest to.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

/** The story, on the running cells, with an organization of its own in each. */
const main = async (): Promise<void> => {
  const { cells } = await readDeployment();
  const [us, eu] = await Promise.all([actorsIn(cellIn(cells, 'us')), actorsIn(cellIn(cells, 'eu'))]);
  tell(`Made an organization and a workspace in us (${us.workspace}) and eu (${eu.workspace}).`);

  tell('\n1  Before any choice');
  await offByDefault(us, tell);
  tell('\n2  Opting in');
  const epoch = await optIn(us, tell);
  tell('\n3  In another geography');
  await elsewhere(us, eu, tell);
  tell('\n4  Opting out');
  await optOut(us, epoch, tell);
  tell('\n5  Deletion by the schedule');
  await deletion(us, epoch, tell, (line) => tell(`  … ${line}`));
  tell('\n6  The ledger');
  await ledger(us, tell);
  tell('\nThe story holds.');
};

/** A failed `fetch` is a TypeError that says no more than that. */
const asSentence = (error: unknown): unknown =>
  error instanceof TypeError && error.message === 'fetch failed'
    ? new LocalFailure(
        'The cells do not answer any more. Are they still running? Run npm start, then the demo.',
      )
    : error;

try {
  demandNoArguments(process.argv.slice(2), 'npm run demo');
  await main().catch((error: unknown) => {
    throw new LocalFailure(`\nThe story breaks here. ${describeFailure(asSentence(error))}`);
  });
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
