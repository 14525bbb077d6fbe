import type { Pin } from './pin.ts';
import { isRegion, regionsNamedIn } from './regions.ts';
import { allowed, broken, cannotTell, kept, type Verdict } from './rule.ts';
import type { Part } from './template/part.ts';
import { gap, makerOf, own, shown, type Text, whyUnknown } from './template/text.ts';

/** What is said of a place: whether it lies within a pin. */
export type Judgment = Pick<Verdict, 'answer' | 'reason'>;

const arnPattern =
  /arn:(?<partition>[^:\s"',]*):(?<service>[^:\s"',]*):(?<region>[^:\s"',]*):(?<account>[^:\s"',]*):/g;
const hostPattern =
  /(?<![a-z0-9.*_${}\uFFFD-])[a-z0-9.*_${}\uFFFD-]+\.(?:amazonaws\.com(?:\.cn)?|on\.aws|api\.aws|amazoncognito\.com)/gi;
const wholeHost = new RegExp(`^${hostPattern.source}$`, 'i');

const within: Judgment = { answer: 'kept', reason: '' };

const regionOf = (region: string, what: string, pin: Pin): Judgment => {
  if (region.includes(gap) || region.includes('${')) {
    return { answer: 'cannot tell', reason: `the region of ${what} is not known` };
  }
  if (!isRegion(region) || pin.allows(region)) return within;
  return { answer: 'broken', reason: `${what} lies in ${region}; ${allowed(pin)}` };
};

const accountOf = (named: string, what: string, pin: Pin): Judgment => {
  if (isOwnAccount(named, pin)) return within;
  if (named.includes(gap) || named.includes('${')) {
    return { answer: 'cannot tell', reason: `the account of ${what} is not known` };
  }
  if (!/^\d{12}$/.test(named)) return within;
  return pin.account === undefined
    ? {
        answer: 'cannot tell',
        reason: `${what} is of account ${named}, and the account of the pin is not given`,
      }
    : { answer: 'broken', reason: `${what} is of account ${named}; allowed: ${pin.account}` };
};

const account = shown(own('account'));

/** Whether a text is the account that the template is deployed to: by number, or as a reference to it. */
export const isOwnAccount = (text: string, pin: Pin): boolean =>
  text === account || (pin.account !== undefined && text === pin.account);

/** Of every ARN in a text: whether its region and its account are the pin's. `*` and nothing are no place. */
export const judgeArns = (text: string, pin: Pin): readonly Judgment[] =>
  Array.from(text.matchAll(arnPattern), ({ 0: arn, groups: { region = '', account = '' } = {} }) => [
    regionOf(region, arn, pin),
    accountOf(account, arn, pin),
  ]).flat();

/** The AWS host names that a text holds, with the regions that they name. */
export const hostsNamedIn = (
  text: string,
): readonly { readonly host: string; readonly regions: readonly string[]; readonly at: number }[] =>
  Array.from(text.matchAll(hostPattern), ({ 0: host, index }) => ({
    host,
    regions: labelsOf(host).filter(isRegion),
    at: index,
  }));

/** Host names know no capitals, and the oldest of S3 write the region behind a dash. */
const labelsOf = (host: string): readonly string[] =>
  host
    .toLowerCase()
    .split('.')
    .map((label) => (label.startsWith('s3-') ? (regionsNamedIn(label)[0] ?? label) : label));

/** Hosts that name no region and are in one all the same. */
const unspoken: readonly (readonly [pattern: RegExp, region: string])[] = [
  [/^queue\.amazonaws\.com$/, 'us-east-1'],
  [/(^|\.)s3-external-1\.amazonaws\.com$/, 'us-east-1'],
];

/** An address without a region may be answered from anywhere; a name that is no address may be one of a service. */
const ofNoRegion = (host: string, before: string, pin: Pin): readonly Judgment[] => {
  const name = host.toLowerCase();
  const region = unspoken.find(([pattern]) => pattern.test(name))?.[1];
  if (region !== undefined) return [regionOf(region, host, pin)];
  const isAddress = before.endsWith('://') || /(^|\.)s3-global\.|(^|\.)s3-accelerate\./.test(name);
  const isSpoken = labelsOf(host).some((label) => isRegion(label) || label.includes(gap));
  return isAddress && !isSpoken
    ? [{ answer: 'cannot tell', reason: `${host} names no region, and may be answered from any` }]
    : [];
};

/** Of a queue the address names the account, behind its host. */
const ofQueue = (host: string, after: string, pin: Pin): readonly Judgment[] => {
  const owner = /(^|\.)(queue|sqs)\./i.test(host)
    ? /^(?::\d+)?\/+(\d{12})(?!\d)/.exec(after)?.[1]
    : undefined;
  return owner === undefined ? [] : [accountOf(owner, `the queue at ${host}`, pin)];
};

/** The characters before and behind a host that say what it is. */
const near = 32;

/** Of every AWS host name in a text: whether the region that it names is the pin's, and the account of a queue. */
export const judgeHosts = (text: string, pin: Pin): readonly Judgment[] =>
  Array.from(text.matchAll(hostPattern), ({ 0: host, index }) => [
    // The first label is the name of something, which may be of the same stack.
    ...labelsOf(host).map((label, at) =>
      at === 0 && label.includes('${') ? within : regionOf(label, host, pin),
    ),
    ...ofNoRegion(host, text.slice(Math.max(0, index - near), index), pin),
    ...ofQueue(host, text.slice(index + host.length, index + host.length + near), pin),
  ]).flat();

const pointOut: Readonly<Record<Verdict['answer'], number>> = { broken: 0, 'cannot tell': 1, kept: 2 };

/** The worst of some judgments; kept where there are none. */
export const worst = (judgments: readonly Judgment[]): Judgment =>
  [...judgments].sort((one, other) => pointOut[one.answer] - pointOut[other.answer])[0] ?? within;

/** A judgment, said of a place. */
export const say = (part: Part, { answer, reason }: Judgment, fix: string): Verdict => {
  if (answer === 'kept') return kept(part, reason);
  return answer === 'broken' ? broken(part, reason, fix) : cannotTell(part, reason, fix);
};

/** A place that must be the name of an allowed region. */
export const judgeRegion = (part: Part, pin: Pin, fix: string): Verdict => {
  const region = part.literal;
  if (region === undefined) return cannotTell(part, part.unknown ?? 'the region is not known', fix);
  if (pin.allows(region)) return kept(part);
  return broken(part, `names ${region}; ${allowed(pin)}`, fix);
};

/** The region that an address itself is in: an ARN, or the host of a URL. What stands further on is no place. */
const regionOfAddress = (address: string): string | undefined => {
  const arn = /^arn:[^:]*:[^:]*:([^:]*):/.exec(address);
  if (arn !== null) return arn[1];
  const host = /^[a-z][a-z0-9+.:-]*:\/\/(?:[^/?#@]*@)?([^/?#:]*)/i.exec(address)?.[1];
  return host !== undefined && wholeHost.test(host) ? labelsOf(host).find(isRegion) : undefined;
};

/** Whether a place takes a bucket, by the name of its property. */
const takesBucket = ({ property }: Part): boolean => /Bucket(Name|Arn)?$/i.test(property);

/** An ARN of S3 names neither region nor account: only where its bucket comes from tells where it lies. */
const isBucketArn = (address: string): boolean => /^arn:[^:]*:s3:::/.test(address);

/**
 * Whether a text is a bucket of the same stack: its name or an attribute of it, its ARN, or something below that. What
 * begins with its name (`...-replica`) is another bucket, and so is one that is named after the account.
 */
const isOwnBucket = (text: Text): boolean => {
  const at = text.findIndex(({ kind }) => kind === 'own');
  if (at < 0 || makerOf(text.slice(at, at + 1))?.type !== 'AWS::S3::Bucket') return false;
  const [before, after] = [shown(text.slice(0, at)), shown(text.slice(at + 1))];
  return (before === '' || /^arn:[^:]*:s3:::$/.test(before)) && (after === '' || after.startsWith('/'));
};

/** Whether a text is something that the same stack makes, whose name is not just a text of somebody's. */
const isMadeHere = (text: Text): boolean => {
  const type = makerOf(text)?.type;
  return type !== undefined && type !== 'AWS::SSM::Parameter';
};

/** A bucket to which data is sent or copied. */
export const judgeBucket = (part: Part, pin: Pin, fix: string): Verdict => {
  if (isOwnBucket(part.text)) return kept(part);
  const address = shown(part.text);
  return isBucketArn(address)
    ? cannotTell(part, `no ARN of S3 tells where the bucket of ${address} lies`, fix)
    : judgeAddress(part, pin, fix);
};

/** A place to which data is sent or copied: an ARN, an address, or something of the same stack. */
export const judgeDestination = (part: Part, pin: Pin, fix: string): Verdict => {
  if (takesBucket(part) || isBucketArn(shown(part.text))) return judgeBucket(part, pin, fix);
  return isMadeHere(part.text) ? kept(part) : judgeAddress(part, pin, fix);
};

/** Whether an address says whose it is: by an account, or by beginning with the name of something of the stack. */
const tellsAccount = (text: Text, pin: Pin): boolean => {
  const address = shown(text);
  const queue = /^https?:\/\/(?:queue|sqs)\.[^/]*\/+([^/]+)\//i.exec(address)?.[1];
  if (address.startsWith('arn:') || (queue !== undefined && isOwnAccount(queue, pin))) return true;
  const at = text.findIndex(({ kind }) => kind === 'own');
  return (
    at > 0 &&
    /^https?:\/\/$/.test(shown(text.slice(0, at))) &&
    isMadeHere(text.slice(at, at + 1)) &&
    shown(text.slice(at + 1)).startsWith('.')
  );
};

/** The ARN of a web address that another deployment made: whatever the region in it, where it leads is not told. */
const leadsOn = /^arn:[^:]*:events:[^:]*:[^:]*:api-destination\//;

const judgeAddress = (part: Part, pin: Pin, fix: string): Verdict => {
  const address = shown(part.text);
  const judgment = worst([...judgeArns(address, pin), ...judgeHosts(address, pin)]);
  const region = regionOfAddress(address);
  if (judgment.answer === 'kept' && leadsOn.test(address))
    return cannotTell(part, `${address} is an address on the network, which stands in no template`, fix);
  if (judgment.answer === 'kept' && (region === undefined || !pin.allows(region))) {
    return cannotTell(part, whyUnknown(part.text) ?? `${address} does not tell where it lies`, fix);
  }
  if (judgment.answer === 'kept' && !tellsAccount(part.text, pin)) {
    return cannotTell(part, `${address} does not tell of which account it is`, fix);
  }
  return say(part, judgment, fix);
};
