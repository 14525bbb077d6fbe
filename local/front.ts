import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent } from 'node:https';
import { createProxyServer } from 'httpxy';
import { type Geography, isGeography } from '../domain/geographies.ts';
import type { CloudAddress } from './clients.ts';

/**
 * One plain-HTTP loopback port before all cells. It keeps TLS and the ids of APIs behind it and gives each
 * cell two addresses: `http://127.0.0.1:<port>/<geography>` works for every client, Node's fetch included;
 * `http://<geography>.localhost:<port>` is an origin of its own, for browsers and curl.
 */
export type Front = {
  readonly port: number;
  readonly address: string;
  /** The address of a cell for scripts, services and the cell directory. */
  readonly addressOf: (geography: Geography) => string;
  /** The address of a cell for browsers. */
  readonly pageOf: (geography: Geography) => string;
  /** Begins to pass requests on: to these APIs, and to the sign-in page that the cloud serves for all pools. */
  readonly serve: (cloud: CloudAddress, apis: ReadonlyMap<Geography, string>) => void;
  readonly stop: () => Promise<void>;
};

type Target = { readonly geography?: Geography; readonly path: string };

/** Which cell a request is for, and its path there: by the first label of the host, else by the first segment. */
export const targetOf = (host: string, path: string): Target => {
  const label = /^([a-z]+)\.localhost(?::\d+)?$/.exec(host)?.[1];
  if (label !== undefined && isGeography(label)) return { geography: label, path };
  const [, segment = '', rest = ''] = /^\/([a-z]+)((?:[/?].*)?)$/.exec(path) ?? [];
  if (isGeography(segment)) return { geography: segment, path: rest.startsWith('/') ? rest : `/${rest}` };
  return { path };
};

/** The hosted sign-in page and its form post to these paths, wherever the page was opened. */
const isSignIn = (path: string): boolean => /^\/(?:oauth2\/|login(?:\?|$)|logout(?:\?|$))/.test(path);

const answer = (response: ServerResponse, status: number, text: string) => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${text}\n`);
};

type Upstream = { readonly cloud: CloudAddress; readonly apis: ReadonlyMap<Geography, string> };

/** The public keys that tokens are verified with. */
const isKeys = (path: string): boolean => /^\/[a-z0-9-]+_[A-Za-z0-9]+\/\.well-known\/jwks\.json$/.test(path);

/** A client that takes the front for its proxy names the whole address; only the path counts. */
const withoutOrigin = (url: string): string => url.replace(/^http:\/\/[^/]+/, '');

/** The path at the emulator for a request, or undefined where nothing is served. */
const upstreamPath = (request: IncomingMessage, { apis }: Upstream): string | undefined => {
  const { geography, path } = targetOf(request.headers.host ?? '', withoutOrigin(request.url ?? '/'));
  if (isSignIn(path) || isKeys(path)) return path;
  const api = geography === undefined ? undefined : apis.get(geography);
  return api === undefined ? undefined : `/_aws/execute-api/${api}/$default${path}`;
};

/** Starts the front. Until it is told what to serve it answers 503. */
export const startFront = async (port: number): Promise<Front> => {
  const proxy = createProxyServer({ changeOrigin: true });
  let upstream: (Upstream & { readonly agent: Agent }) | undefined;

  const server = createServer((request, response) => {
    if (upstream === undefined) return answer(response, 503, 'The cells are being deployed.');
    const path = upstreamPath(request, upstream);
    if (path === undefined) {
      const cells = [...upstream.apis.keys()].map((geography) => `/${geography}/v1/…`);
      return answer(response, 404, `Nothing is served here. Cells: ${cells.join(', ')}`);
    }
    request.url = path;
    const options = { target: upstream.cloud.endpoint, agent: upstream.agent };
    proxy.web(request, response, options).catch(() => {
      if (!response.headersSent) answer(response, 502, 'The embedded cloud does not answer.');
      else response.destroy();
    });
  });
  server.listen({ host: '127.0.0.1', port, exclusive: true });
  await once(server, 'listening');

  return {
    port,
    address: `http://127.0.0.1:${port}`,
    addressOf: (geography) => `http://127.0.0.1:${port}/${geography}`,
    pageOf: (geography) => `http://${geography}.localhost:${port}`,
    serve: (cloud, apis) => {
      upstream = { cloud, apis, agent: new Agent({ ca: cloud.ca, keepAlive: true, maxSockets: 64 }) };
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      upstream?.agent.destroy();
    },
  };
};
