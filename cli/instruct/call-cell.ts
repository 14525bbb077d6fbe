import http from 'node:http';
import https from 'node:https';
import type { Cells } from './files.ts';
import type { Answer } from './not-received.ts';

/** How a cell is reached: its address, and the token of whoever asks, which is never printed. */
export type Reach = { readonly cells: Cells; readonly tokenFor: (geography: string) => string | undefined };

/** For how long a cell may take to answer, in milliseconds: longer than its functions may run. */
const patience = 30_000;
/** No answer that is read here is longer, in bytes. */
const longestAnswer = 1_048_576;

/** A request as a cell takes it. */
export type CellRequest = { readonly path: string; readonly body?: object };

/** Calls a cell. It goes to the address that was named and to no other: a redirection is not followed. */
export const callCell = async (
  { cells, tokenFor }: Reach,
  geography: string,
  { path, body }: CellRequest,
): Promise<Answer> => {
  const address = cells[geography];
  const token = tokenFor(geography);
  if (address === undefined)
    return { kind: 'unsent', why: `the file of cells has no address for ${geography}` };
  if (token === undefined) {
    return {
      kind: 'unsent',
      why: `there is no token: set ${tokenName(geography)}, or name a file of --tokens`,
    };
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return {
      kind: 'unsent',
      why: `what is given as the token for ${geography} is none: it has other characters`,
    };
  }
  try {
    return await answerOf(new URL(`${address.replace(/\/$/, '')}${path}`), token, body);
  } catch (error) {
    return { kind: 'silent', why: reasonOf(error) };
  }
};

/**
 * Not by `fetch`: to an answer with the status 421 it sends the same again by itself, and fails at a body that was
 * sent before.
 */
const answerOf = (url: URL, token: string, body: object | undefined): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http;
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    };
    const options = { method: body === undefined ? 'GET' : 'POST', headers };
    const asked = request(url, { ...options, signal: AbortSignal.timeout(patience) }, (response) => {
      textOf(response).then((read) => resolve(answered(response, jsonIn(read), token)), reject);
    });
    asked.on('error', reject).end(text);
  });

/** No cell says a token. What does is not read: nothing of it is printed, or kept with a receipt. */
const answered = (
  { statusCode = 0, headers }: http.IncomingMessage,
  body: unknown,
  token: string,
): Answer => {
  const after = Number(headers['retry-after'] ?? Number.NaN);
  return {
    kind: 'answered',
    status: statusCode,
    body: says(body, token) ? undefined : body,
    ...(Number.isFinite(after) && { after }),
  };
};

/** Both as JSON writes them: however the answer had spelled it. */
const says = (body: unknown, token: string): boolean =>
  body !== undefined && JSON.stringify(body).includes(JSON.stringify(token).slice(1, -1));

/** Where the token for a cell is looked for in the environment. */
export const tokenName = (geography: string): string => `DOMICILE_TOKEN_${geography.toUpperCase()}`;

const textOf = async (response: http.IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    length += part.length;
    if (length > longestAnswer) throw new EndlessAnswer();
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
};

/** More comes than any answer has that is read here. */
class EndlessAnswer extends Error {
  override readonly name = 'EndlessAnswer';
}

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What went wrong on the way, by its code: a message may quote what was sent. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'AbortError') return 'it took too long';
  return 'code' in error ? String(error.code) : error.name;
};
