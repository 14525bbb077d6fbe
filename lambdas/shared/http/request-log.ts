/**
 * One line a request: what was called and how it ended. No path, body, identifier, token or error message: the
 * route stands for the path, the request's id leads from an answer to its line.
 */
export type RequestLine = {
  readonly level: 'info' | 'error';
  readonly route: string;
  readonly requestId: string;
  readonly status: number;
  /** Name of the problem that was answered. */
  readonly problem?: string;
  /** Name of an error that nobody expected, and where in the code it was thrown. */
  readonly error?: string;
  readonly at?: string;
};

export type RequestLog = (line: RequestLine) => void;

/** Writes lines to where Lambda collects them. */
export const consoleLog: RequestLog = (line) => console.log(JSON.stringify(line));

/** What may be told of an unexpected error: its name and its first frame, never its message. */
export const describeError = (error: unknown): Pick<RequestLine, 'error' | 'at'> => {
  if (!(error instanceof Error)) return { error: 'not an Error' };
  const at = firstFrame(error);
  return { error: error.name, ...(at !== undefined && { at }) };
};

/** The stack starts with name and message; only what follows them is frames. */
const firstFrame = ({ name, message, stack = '' }: Error): string | undefined => {
  const head = message === '' ? name : `${name}: ${message}`;
  if (!stack.startsWith(`${head}\n`)) return undefined;
  return stack
    .slice(head.length + 1)
    .split('\n', 1)[0]
    ?.trim();
};
