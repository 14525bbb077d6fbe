import { deletion, ledger } from './demo/ending.ts';
import { actorsIn, elsewhere, offByDefault, optIn, optOut } from './demo/story.ts';
import { cellIn, readDeployment } from './deployment-file.ts';
import { describeFailure } from './failure.ts';

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

try {
  await main();
} catch (error) {
  process.stderr.write(`\nThe story breaks here. ${describeFailure(error)}\n`);
  process.exitCode = 1;
}
