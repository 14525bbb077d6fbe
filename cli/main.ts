import { UsageError, usage } from './arguments.ts';
import { stateResidency } from './state-residency.ts';
import { verifyTemplates } from './verify-templates.ts';

/** Runs what was asked for and leaves its exit status: 0 clean, 1 broken, 2 wrong use. */
const run = (args: readonly string[]): number => {
  try {
    if (args[0] === 'statement') {
      const { output, status } = stateResidency(args);
      process.stdout.write(`${output}\n`);
      return status;
    }
    const { output, status, notice } = verifyTemplates(args);
    process.stdout.write(`${output}\n`);
    if (notice !== '') process.stderr.write(`${notice}\n`);
    return status;
  } catch (error) {
    const isUse = error instanceof UsageError;
    const said = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${said}\n${isUse ? `\n${usage}\n` : ''}`);
    return 2;
  }
};

process.exitCode = run(process.argv.slice(2));
