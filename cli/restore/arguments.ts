import { parseArgs } from 'node:util';
import { contentStore, deadlineBudget } from '../../domain/retention/deadline-budget.ts';
import { type Duration, hours, minutes } from '../../domain/time.ts';
import { UsageError } from '../usage-error.ts';
import type { Functions, Unfinished } from './close-cell.ts';

/** What is asked for: a restore, a look at what it would do, or the policy of the role that may do it. */
export type RestoreAsked = {
  readonly what: 'registry' | 'content';
  readonly how: 'restore' | 'look' | 'policy';
  /** The stack that keeps the cell's tables. */
  readonly stack: string;
  readonly copy: string;
  readonly functions: Functions;
  readonly unfinished: Unfinished;
  readonly purgeBudget: Duration;
};

const read = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        stack: { type: 'string' },
        copy: { type: 'string' },
        tick: { type: 'string' },
        'functions-stopped': { type: 'boolean' },
        'start-over': { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        policy: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const tickOf = (written: string): Duration => {
  const [, count, unit] = /^(\d{1,4})(m|h)$/.exec(written) ?? [];
  if (count === undefined || Number(count) === 0)
    throw new UsageError(`${written} is no --tick; it is written like 1h or 15m.`);
  return unit === 'h' ? hours(Number(count)) : minutes(Number(count));
};

const demanded = (name: string, value: string | undefined, what: string): string => {
  if (value === undefined || value === '') throw new UsageError(`Name ${what} with --${name}.`);
  return value;
};

/**
 * What the arguments of `domicile restore` ask for.
 * @throws UsageError with what was given and what is allowed
 */
export const readRestoreArguments = (args: readonly string[]): RestoreAsked => {
  const { values, positionals } = read(args);
  const [, what, ...more] = positionals;
  if ((what !== 'registry' && what !== 'content') || more.length > 0)
    throw new UsageError(
      `There is no "${positionals.join(' ')}"; what can be restored is: registry, content. Evidence cannot.`,
    );
  if (values.policy && values['dry-run'])
    throw new UsageError('Ask for --dry-run or for --policy, not both.');
  const shown = values.policy ? 'policy' : values['dry-run'] ? 'look' : 'restore';
  return {
    what,
    how: shown,
    stack: demanded('stack', values.stack, 'the stack that keeps the tables of the cell'),
    copy: demanded('copy', values.copy, 'the table that was restored from a backup'),
    functions: values['functions-stopped'] ? 'stopped' : 'may be running',
    unfinished: values['start-over'] ? 'start over' : 'go on',
    purgeBudget: deadlineBudget(contentStore, tickOf(values.tick ?? '1h')).total,
  };
};
