import { lookup } from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';
import { customFetch, discoveryRequest, processDiscoveryResponse } from 'oauth4webapi';
import { issuerProblem } from './issuer-address.ts';

/** The internet as the check needs it. */
export type Internet = {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Every address that a host name stands for. */
  readonly addressesOf: (host: string) => Promise<readonly string[]>;
};

export const publicInternet: Internet = {
  fetch,
  addressesOf: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
};

/** The gateway of AWS calls from outside: an address that only a company or a machine knows is of no use to it. */
const insideNetworks = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  insideNetworks.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  insideNetworks.addSubnet(network, prefix, 'ipv6');

const patience = 10_000;
const leastBits = 2_048;

/** No redirects: what answers must be the issuer itself. */
const asking = () => ({ redirect: 'error', signal: AbortSignal.timeout(patience) }) as const;

const isInside = (address: string) => insideNetworks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

const insideProblems = async (address: string, internet: Internet): Promise<readonly string[]> => {
  const host = new URL(address).hostname;
  const inside = (await internet.addressesOf(host)).filter(isInside);
  return inside.map((found) => `${host} stands for ${found}, which is not on the public internet.`);
};

const discover = async (issuer: string, internet: Internet) => {
  const url = new URL(issuer);
  const get = (address: string, init: object) => internet.fetch(address, { ...init, ...asking() });
  const response = await discoveryRequest(url, { [customFetch]: get });
  // Checks that the document names the issuer that was asked, letter by letter but for a slash at the end.
  return processDiscoveryResponse(url, response);
};

type Key = Readonly<Record<string, unknown>>;

const keysAt = async (address: string, internet: Internet): Promise<readonly Key[]> => {
  const response = await internet.fetch(address, asking());
  if (!response.ok) throw new Error(`${address} answers ${response.status}.`);
  const { keys } = Object(await response.json()) as { readonly keys?: unknown };
  if (!Array.isArray(keys)) throw new Error(`${address} holds no list of keys.`);
  return keys.map((key) => Object(key) as Key);
};

const bitsOf = (key: Key) => Buffer.from(String(key.n ?? ''), 'base64url').length * 8;

/** Keys that the gateway can verify with: RSA, for signatures, long enough, and named. */
const isUsable = (key: Key): boolean =>
  key.kty === 'RSA' &&
  (key.use ?? 'sig') === 'sig' &&
  /^RS(256|384|512)$/.test(String(key.alg ?? 'RS256')) &&
  typeof key.kid === 'string' &&
  bitsOf(key) >= leastBits;

const privateParts = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];

const keyProblems = (address: string, keys: readonly Key[]): readonly string[] => {
  const signing = keys.filter((key) => (key.use ?? 'sig') === 'sig');
  const others = signing.filter((key) => !isUsable(key));
  const leaked = keys.some((key) => privateParts.some((part) => part in key));
  const describe = (key: Key) => `${String(key.kid ?? 'a key without kid')} (${String(key.alg ?? key.kty)})`;
  return [
    ...(leaked ? [`${address} publishes the private part of a key. Withdraw it now.`] : []),
    ...(signing.some(isUsable)
      ? []
      : [
          `${address} has no key that the gateway can verify with: RSA of ${leastBits} bits or more, with a kid.`,
        ]),
    ...others.map((key) => `The gateway refuses tokens signed with ${describe(key)}: it knows RSA only.`),
  ];
};

const messageOf = (error: unknown): string => {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
};

/**
 * Asks an issuer whether the gateway of a cell could verify its tokens: discovery, public addresses, RSA keys.
 * Synthesis checks the form only and asks nobody; this is for before the first deployment.
 * @returns what stands in the way, a sentence each; empty where nothing does
 */
export const checkIssuer = async (issuer: string, internet = publicInternet): Promise<readonly string[]> => {
  const form = issuerProblem(issuer);
  if (form !== undefined) return [`${issuer} ${form}.`];
  try {
    const inside = await insideProblems(issuer, internet);
    if (inside.length > 0) return inside;
    const { issuer: named, jwks_uri: keysAddress = '' } = await discover(issuer, internet);
    // The gateway compares letter by letter, the slash at the end included.
    const otherName = named === issuer ? [] : [`It calls itself ${named}: write the issuer so.`];
    const keysForm = issuerProblem(keysAddress);
    if (keysForm !== undefined) return [...otherName, `Its jwks_uri ${keysAddress} ${keysForm}.`];
    const keysInside = await insideProblems(keysAddress, internet);
    if (keysInside.length > 0) return [...otherName, ...keysInside];
    return [...otherName, ...keyProblems(keysAddress, await keysAt(keysAddress, internet))];
  } catch (error) {
    return [`${issuer} could not be asked: ${messageOf(error)}`];
  }
};
