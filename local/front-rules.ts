import type { IncomingHttpHeaders } from 'node:http';
import { everyGeography, type Geography, isGeography } from '../domain/geographies.ts';

/**
 * What the front lets through. The emulator behind it takes any request that names its root key for a call of
 * the AWS API, signed or not, and this port answers browsers: without these rules any page that a developer
 * opens could run code here. So paths and methods are listed, whoever asks must mean this host, a page of
 * another origin is refused, and what could make a request an AWS call is taken off.
 */
type Asked = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
};

/** A path at the emulator, or a refusal. */
export type Ruling = { readonly pass: string } | { readonly status: number; readonly because: string };

type Target = { readonly geography?: Geography; readonly path: string };

/** Which cell a request is for, and its path there: by the first label of the host, else by the first segment. */
export const targetOf = (host: string, path: string): Target => {
  const label = /^([a-z]+)\.localhost(?::\d+)?$/.exec(host)?.[1];
  if (label !== undefined && isGeography(label)) return { geography: label, path };
  const [, segment = '', rest = ''] = /^\/([a-z]+)((?:[/?].*)?)$/.exec(path) ?? [];
  if (isGeography(segment)) return { geography: segment, path: rest.startsWith('/') ? rest : `/${rest}` };
  return { path };
};

/**
 * The hosted sign-in page, with the form that it posts and what clients ask beside it: exactly what the emulator
 * knows as sign-in. Anything else under these paths it would take for a call of the AWS API.
 */
const signIn: Readonly<Record<string, readonly string[]>> = {
  '/oauth2/authorize': ['GET'],
  '/oauth2/token': ['POST'],
  '/oauth2/userInfo': ['GET', 'POST'],
  '/login': ['POST'],
  '/logout': ['GET'],
};

/** The public keys that tokens are verified with. */
const isKeys = (path: string): boolean => /^\/[a-z0-9-]+_[A-Za-z0-9]+\/\.well-known\/jwks\.json$/.test(path);

/** The public keys that checkpoints and placement tokens are verified with. */
const publicKeys = ['/.well-known/jwks.json', '/.well-known/placement-keys.json'];

/** Routes of a cell's API: those of its version, and its public keys. */
const isOfApi = (pathname: string): boolean => /^\/v1(\/|$)/.test(pathname) || publicKeys.includes(pathname);

/** A client that takes the front for its proxy names the whole address; only the path counts. */
const withoutOrigin = (url: string): string => url.replace(/^http:\/\/[^/]+/, '');

const hostsOf = (port: number): readonly string[] => [
  `127.0.0.1:${port}`,
  `localhost:${port}`,
  ...everyGeography.map((geography) => `${geography}.localhost:${port}`),
];

/**
 * What sign-in may be asked with. Listed, because the emulator knows more than one way to name an AWS call and its
 * key in a query.
 */
const signInNames = new Set([
  'client_id',
  'code_challenge',
  'code_challenge_method',
  'logout_uri',
  'nonce',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
]);

const namesIn = (query: string): readonly string[] => [...new URLSearchParams(query).keys()];

/** Whether a query names a key of AWS, as either version of its signature does. */
const isSignedForAws = (query: string): boolean =>
  namesIn(query).some((name) => /^(x-amz-|awsaccesskeyid$|signature$)/i.test(name));

/** Decides on a request. `apis` are the ids of the APIs that are served. */
export const rule = (asked: Asked, port: number, apis: ReadonlyMap<Geography, string>): Ruling => {
  const url = withoutOrigin(asked.url);
  // The emulator itself asks for the keys through here, under any host; everybody may know them.
  if (asked.method === 'GET' && isKeys(url)) return { pass: url };
  const { host = '', origin } = asked.headers;
  if (!hostsOf(port).includes(host)) return { status: 421, because: 'This host is not served here.' };
  if (origin !== undefined && !hostsOf(port).some((known) => origin === `http://${known}`)) {
    return { status: 403, because: 'Pages of other origins may not call.' };
  }
  const { geography, path } = targetOf(host, url);
  const [pathname = '', query = ''] = path.split(/\?(.*)/s);
  if (isSignedForAws(query)) return { status: 403, because: 'Calls of the AWS API do not go through here.' };
  if (signIn[pathname]?.includes(asked.method)) {
    if (namesIn(query).every((name) => signInNames.has(name))) return { pass: path };
    return { status: 403, because: `Sign-in knows: ${[...signInNames].join(', ')}.` };
  }
  const api = geography === undefined ? undefined : apis.get(geography);
  if (api !== undefined && signIn[pathname] === undefined && isOfApi(pathname)) {
    return { pass: `/_aws/execute-api/${api}/$default${path}` };
  }
  const cells = [...apis.keys()].map((name) => `/${name}/v1/…`);
  return { status: 404, because: `Nothing is served here. Cells: ${cells.join(', ')}` };
};

/** The names of the headers of a request that could make it a call of the AWS API. */
export const awsHeadersOf = (headers: IncomingHttpHeaders): readonly string[] =>
  Object.entries(headers)
    .filter(([name, value]) => {
      const signs = name === 'authorization' && String(value).trimStart().toUpperCase().startsWith('AWS');
      return signs || name.startsWith('x-amz');
    })
    .map(([name]) => name);
