import { parseArgs } from 'node:util';
import { cellIn, readDeployment } from './deployment-file.ts';
import { describeFailure, LocalFailure } from './failure.ts';
import { rolesOf, tokenFor } from './sign-in.ts';

const usage = 'npm run -s token -- --geography <geography> --role <role>';

const readArguments = (): { geography: string; role: string } => {
  try {
    const { values } = parseArgs({ options: { geography: { type: 'string' }, role: { type: 'string' } } });
    const { geography, role } = values;
    if (geography !== undefined && role !== undefined) return { geography, role };
    const missing = geography === undefined ? '--geography' : '--role';
    throw new LocalFailure(`${missing} is missing. Usage: ${usage}`);
  } catch (error) {
    if (error instanceof LocalFailure) throw error;
    throw new LocalFailure(`${error instanceof Error ? error.message : String(error)}. Usage: ${usage}`);
  }
};

/** Prints an access token of a running cell, and nothing else. */
const main = async (): Promise<void> => {
  const { geography, role } = readArguments();
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
