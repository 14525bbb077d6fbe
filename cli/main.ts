import { setTimeout } from 'node:timers/promises';
import { type Command, usageOf } from './usage.ts';
import { UsageError } from './usage-error.ts';

/** What a command prints, and its exit status. What is told beside the output goes to standard error. */
type Told = { readonly output: string; readonly status: number; readonly notice?: string };

const evidence: readonly (string | undefined)[] = ['certificate', 'record', 'ledger', 'checkpoint'];

/** The command that is meant, or undefined where none is. */
const commandOf = ([verb, noun]: readonly string[]): Command | undefined => {
  if (verb === 'statement' || verb === 'restore' || verb === 'instruct') return verb;
  if (verb === 'program') return noun === 'new' || noun === 'check' ? `program ${noun}` : undefined;
  if (verb !== 'verify') return undefined;
  if (noun === 'templates') return 'verify templates';
  return evidence.includes(noun) ? 'verify evidence' : undefined;
};

/** Runs a command. Each is loaded when it is called: who verifies a file does not wait for the rules of templates. */
const runCommand = async (command: Command | undefined, args: readonly string[]): Promise<Told> => {
  switch (command) {
    case 'statement':
      return (await import('./state-residency.ts')).stateResidency(args);
    case 'verify templates':
      return (await import('./verify-templates.ts')).verifyTemplates(args);
    case 'verify evidence':
      return (await import('./verify-evidence.ts')).verifyEvidence(args);
    case 'program new':
      return (await import('./program/new-program.ts')).newProgram(args);
    case 'program check':
      return (await import('./program/check-programs.ts')).checkPrograms(args);
    case 'restore':
      return (await import('./restore/command.ts')).restore(args, (line) => console.error(line));
    case 'instruct':
      return (await import('./instruct/command.ts')).instruct(args, {
        environment: process.env,
        wait: (duration) => setTimeout(duration),
      });
    default:
      throw new UsageError(`There is no command "${args.slice(0, 2).join(' ')}".`);
  }
};

const asksForHelp = (args: readonly string[]): boolean => args.includes('--help') || args.includes('-h');

/** Runs what was asked for and leaves its exit status: 0 clean or verified, 1 broken or refused, 2 wrong use. */
const run = async (args: readonly string[]): Promise<number> => {
  // Options may stand before the words of a command.
  const command = commandOf(args.filter((each) => !each.startsWith('-'))) ?? commandOf(args);
  if (asksForHelp(args)) {
    process.stdout.write(`${usageOf(command)}\n`);
    return 0;
  }
  try {
    const { output, status, notice = '' } = await runCommand(command, args);
    process.stdout.write(`${output}\n`);
    if (notice !== '') process.stderr.write(`${notice}\n`);
    return status;
  } catch (error) {
    const isUse = error instanceof UsageError;
    const said = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${said}\n${isUse ? `\n${usageOf(command)}\n` : ''}`);
    return 2;
  }
};

process.exitCode = await run(process.argv.slice(2));
