import { describeError } from './http/request-log.ts';

/** One line a piece of work, as JSON: names, counts and outcomes. Never content, never identifiers of people. */
export const logWork = (line: Readonly<Record<string, string | number | undefined>>): void => {
  console.log(JSON.stringify({ level: 'info', ...line }));
};

/** One line for work that failed: the error's name and place, never its message. */
export const logFailure = (line: Readonly<Record<string, string>>, error: unknown): void => {
  console.log(JSON.stringify({ level: 'error', ...line, ...describeError(error) }));
};
