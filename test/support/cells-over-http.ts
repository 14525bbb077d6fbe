import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RouteKey } from '../../contract/api/routes.ts';
import { everyRoute, routeOf } from '../../contract/api/routes.ts';
import type { TestCell } from './cell.ts';
import { owner } from './story.ts';

/** Cells behind one port of this machine, each under its geography, as an owner reaches them with a token of each. */
export type CellsOverHttp = {
  readonly addresses: Readonly<Record<string, string>>;
  /** Cells that answer nothing: what comes is dropped. */
  readonly down: Set<string>;
  readonly stop: () => Promise<void>;
};

export const tokenOf = (geography: string): string => `token-of-the-owner-in-${geography}`;

export const cellsOverHttp = async (...cells: readonly TestCell[]): Promise<CellsOverHttp> => {
  const down = new Set<string>();
  const server = createServer(async (request, response) => {
    const [, geography = '', ...rest] = (request.url ?? '').split('/');
    const cell = cells.find((each) => each.geography === geography);
    if (cell === undefined || down.has(geography)) return void request.socket.destroy();
    const { status, body } = await answerOf(cell, request, `/${rest.join('/')}`);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    addresses: Object.fromEntries(
      cells.map(({ geography }) => [geography, `http://127.0.0.1:${port}/${geography}`]),
    ),
    down,
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
};

const answerOf = async (cell: TestCell, request: IncomingMessage, path: string) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (request.headers.authorization !== `Bearer ${tokenOf(cell.geography)}`)
    return { status: 401, body: { message: 'Unauthorized' } };
  const [key, names] = routeFor(request.method ?? '', path);
  const text = Buffer.concat(chunks).toString();
  return cell.call(owner, key, { path: names, ...(text !== '' && { body: JSON.parse(text) }) });
};

/** The route that a gateway would find, with what stands in the place of its names. */
const routeFor = (method: string, path: string): readonly [RouteKey, Record<string, string>] => {
  for (const [key] of everyRoute) {
    const [verb = '', template = ''] = key.split(' ');
    const form = new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const met = verb === method ? form.exec(path) : null;
    if (met !== null && routeOf(key) !== undefined) return [key, { ...met.groups }];
  }
  throw new Error(`There is no route for ${method} ${path}.`);
};
