import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { Agent } from 'node:https';
import { createProxyServer } from 'httpxy';
import type { Geography } from '../domain/geographies.ts';
import type { CloudAddress } from './clients.ts';
import { awsHeadersOf, rule } from './front-rules.ts';

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

const answer = (response: ServerResponse, status: number, text: string) => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${text}\n`);
};

type Upstream = { readonly cloud: CloudAddress; readonly apis: ReadonlyMap<Geography, string> };

/** Starts the front. Until it is told what to serve it answers 503. */
export const startFront = async (port: number): Promise<Front> => {
  const proxy = createProxyServer({ changeOrigin: true });
  // The emulator allows every origin everything; the cells have no page elsewhere.
  proxy.on('proxyRes', ({ headers }) => {
    for (const name of Object.keys(headers)) if (name.startsWith('access-control-')) delete headers[name];
  });
  let upstream: (Upstream & { readonly agent: Agent }) | undefined;

  const server = createServer((request, response) => {
    if (upstream === undefined) return answer(response, 503, 'The cells are being deployed.');
    const { method = 'GET', url = '/', headers } = request;
    const ruling = rule({ method, url, headers }, port, upstream.apis);
    if (!('pass' in ruling)) return answer(response, ruling.status, ruling.because);
    for (const name of awsHeadersOf(headers)) delete request.headers[name];
    request.url = ruling.pass;
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
