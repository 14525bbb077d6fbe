import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

export type RawAnswer = { readonly status: number; readonly type: string; readonly text: string };

/**
 * Sends a request as it stands: no client tidies its path, adds headers or reads its answer.
 * @param path goes onto the wire byte for byte
 */
export const sendRaw = (
  address: string,
  sent: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string | undefined;
  },
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { origin, pathname } = new URL(address);
    const { method, headers, body } = sent;
    const path = `${pathname}${sent.path}`;
    const length = body === undefined ? {} : { 'content-length': `${Buffer.byteLength(body)}` };
    const outgoing = request(
      origin,
      { method, path, headers: { ...headers, ...length }, agent },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => {
          text += chunk;
        });
        incoming.once('error', reject);
        incoming.once('end', () =>
          resolve({ status: incoming.statusCode ?? 0, type: incoming.headers['content-type'] ?? '', text }),
        );
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
