import { readTokenArguments } from './arguments.ts';
import { cellIn, readDeployment } from './deployment-file.ts';
import { describeFailure, LocalFailure } from './failure.ts';
import { rolesOf, tokenFor } from './sign-in.ts';

/** Prints an access token of a running cell, and nothing else. */
const main = async (): Promise<void> => {
  const { geography, role } = readTokenArguments(process.argv.slice(2));
  const { cells } = await readDeployment();
  const cell = cellIn(cells, geography);
  const allowed = rolesOf(cell);
  if (!allowed.includes(role)) {
    throw new LocalFailure(`There is no --role ${role}; roles are: ${allowed.join(', ')}.`);
  }
  try {
    process.stdout.write(`${await tokenFor(cell, role)}\n`);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new LocalFailure(`The cell does not answer at ${cell.api}. Is npm start still running?`);
  }
};

try {
  await main();
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
