import type { Pin } from './pin.ts';
import { hostsNamedIn } from './places.ts';
import { isRegion, partitionOf, regionsNamedIn } from './regions.ts';
import { allowed } from './rule.ts';

/** A place that code names, and where in the code. */
export type Mention = {
  /** `address`: the host of an AWS endpoint. `name`: the bare name of a region, as a text of its own. */
  readonly kind: 'address' | 'name';
  readonly region: string;
  readonly text: string;
  readonly at: number;
};

/** Addresses that stand in the endpoint data of the AWS SDK itself: in partitions that no cell is in. */
const inDataOfSdk: ReadonlySet<string> = new Set([
  'events.us-gov-east-1.amazonaws.com',
  'events.us-gov-west-1.amazonaws.com',
  'iam.cn-north-1.amazonaws.com.cn',
  'iam.eusc-de-east-1.amazonaws.eu',
  'logs.us-gov-east-1.amazonaws.com',
  'logs.us-gov-west-1.amazonaws.com',
]);

/** A region among this many others, this near, is part of a table of regions, which chooses none of them. */
const othersInTable = 4;
const nearInTable = 400;

const isInTable = (code: string, at: number, region: string): boolean => {
  const around = code.slice(Math.max(0, at - nearInTable), at + nearInTable);
  return regionsNamedIn(around).filter((other) => other !== region).length >= othersInTable;
};

const addressesIn = (code: string): readonly Mention[] =>
  hostsNamedIn(code)
    .filter(({ host }) => !inDataOfSdk.has(host))
    .flatMap(({ host, regions, at }) =>
      regions.map((region): Mention => ({ kind: 'address', region, text: host, at })),
    );

/**
 * What a request is signed for says nothing of where it is sent: the SDK has such literals for local endpoints, and for
 * services that are the same everywhere.
 */
const signedFor = /(?:signingRegion|implicitGlobalRegion):\s*$/;

const namesIn = (code: string): readonly Mention[] =>
  Array.from(
    code.matchAll(/(["'`])([a-z]{2,4}-[a-z-]{4,16}-\d{1,2})\1(?!\s*:)/g),
    ({ 2: region = '', index }) => ({
      region,
      at: index,
    }),
  )
    .filter(({ region }) => isRegion(region))
    .filter(
      ({ region, at }) =>
        !isInTable(code, at, region) && !signedFor.test(code.slice(Math.max(0, at - 24), at)),
    )
    .map(({ region, at }): Mention => ({ kind: 'name', region, text: region, at }));

/**
 * The regions that code names, in addresses and as texts of their own. A hint and never a proof: code may put a name
 * together, be told it, or hide it in a table.
 */
export const mentionsIn = (code: string): readonly Mention[] => [...addressesIn(code), ...namesIn(code)];

/**
 * Those outside a pin, in words. A bare name of another partition is passed over: the SDK compares with such names, and
 * what an account of one partition is allowed is worth nothing in another.
 */
export const foreignMentions = (mentions: readonly Mention[], pin: Pin) =>
  mentions
    .filter(({ region }) => !pin.allows(region))
    .filter(({ kind, region }) => kind === 'address' || partitionOf(region) === partitionOf(pin.home))
    .map(({ kind, text, at }) => ({
      kind,
      reason:
        kind === 'address'
          ? `the code holds the address ${text}; ${allowed(pin)}`
          : `the code holds the name ${text}, alone; ${allowed(pin)}. It is a hint: look at what is done with it`,
      at,
    }));
