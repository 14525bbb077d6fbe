import { once } from 'node:events';
import { createServer } from 'node:net';
import { LocalFailure } from './failure.ts';

const canListen = async (port: number): Promise<number | undefined> => {
  const server = createServer();
  try {
    server.listen({ host: '127.0.0.1', port, exclusive: true });
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : undefined;
};

/**
 * A loopback port that nobody listens on: the preferred one where it is free, else any. Another process can
 * take it before it is used; whoever uses it still has to notice.
 */
export const freePort = async (preferred?: number): Promise<number> => {
  const port = (preferred === undefined ? undefined : await canListen(preferred)) ?? (await canListen(0));
  if (port === undefined) throw new Error('no port is free on 127.0.0.1');
  return port;
};

/**
 * The port that saved state is bound to.
 * @throws LocalFailure when somebody listens on it
 */
export const demandPort = async (port: number): Promise<number> => {
  if ((await canListen(port)) !== undefined) return port;
  throw new LocalFailure(
    `Port ${port} on 127.0.0.1 is taken, and the saved cells need it: their queues are addressed by it. Stop ` +
      'what listens there, or begin without the saved data: npm start -- --fresh.',
  );
};
