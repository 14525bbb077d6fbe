import { digestOf } from '../canonical-form.ts';
import type { EpochId, SubjectId } from '../identifiers.ts';
import { clockSkew, type Duration, days, type Instant, instantOf, isoOf } from '../time.ts';
import type { NoticeReference } from './notice-reference.ts';

/**
 * One instruction for an organization that has parts in several cells (BY-13). A key of the customer signs it once,
 * and the owner's own client hands it to each cell, for each part. No cell calls another, and none learns from it
 * which parts there are elsewhere: the instruction holds commitments to its parts, and only whoever knows a part can
 * tell that it is one.
 */
export type GroupInstruction = {
  readonly v: 1;
  readonly kind: 'group-instruction';
  /** A ULID, drawn by the customer. */
  readonly id: string;
  readonly program: string;
  readonly setting: string;
  /** What the setting permits, in the order in which cells tell them. */
  readonly uses: readonly string[];
  readonly value: string;
  readonly notice: NoticeReference;
  readonly parts: PartsOfGroup;
  /** When it was signed, by the customer's clock: ISO 8601, UTC, with milliseconds. */
  readonly at: string;
  /** Chosen by the customer: 16 to 64 characters of base64url that no other instruction has. */
  readonly nonce: string;
};

/** How many parts an instruction has, and the digest of the commitments to them in the order of their text. */
export type PartsOfGroup = { readonly count: number; readonly digest: string };

/** A part as its own cell knows it: a subject, and the link of its organization there, which owners alone see. */
export type Part = { readonly subject: SubjectId; readonly link: string };

/** The most parts that one instruction has. */
export const mostParts = 200;

/**
 * The receipt of the part that was received first, as the customer states it: another cell cannot be asked. The hash
 * names the entry of that cell's ledger, so that whoever has both ledgers can check what was stated.
 */
export type FirstReceipt = { readonly receivedAt: string; readonly entry: string };

/** What the ledger of a part says of the instruction that it carries out. */
export type GroupPart = {
  readonly id: string;
  /** SHA-256 of the canonical form of the whole instruction. */
  readonly digest: string;
  readonly parts: PartsOfGroup;
  /** Where the customer stated that another part was received before this one. */
  readonly first?: FirstReceipt;
};

/** What a promise counts from where it does not count from the act itself. */
export type CountsFrom = FirstReceipt & { readonly instruction: string };

/** For how long after it was signed an instruction is taken. Its first receipt is not older than that either. */
export const longestWayOfGroup: Duration = days(7);

/** A commitment to a part. The link and the nonce keep anybody from trying which subjects there are. */
export const commitmentToPart = ({ subject, link }: Part, nonce: string): string =>
  digestOf({ link, nonce, subject });

/** What an instruction says of the commitments to its parts, in whichever order they come. */
export const partsOfGroup = (commitments: readonly string[]): PartsOfGroup => ({
  count: commitments.length,
  digest: digestOf([...commitments].sort()),
});

/** What an entry says of an instruction that it carries out. */
export const groupPartOf = (instruction: GroupInstruction, first: FirstReceipt | undefined): GroupPart => ({
  id: instruction.id,
  digest: digestOf(instruction),
  parts: instruction.parts,
  ...(first && { first: { receivedAt: first.receivedAt, entry: first.entry } }),
});

/** What a part's promises count from: its own receipt, or the first one where that was earlier (BY-13). */
export const countsFromOf = (
  receivedAt: Instant,
  group: Pick<GroupPart, 'id' | 'first'> | undefined,
): CountsFrom | undefined =>
  group?.first !== undefined && instantOf(group.first.receivedAt) < receivedAt
    ? { instruction: group.id, ...group.first }
    : undefined;

/** What a part keeps of an instruction to several cells that it received, so that it is received once (BY-13). */
export type ReceivedInstruction = {
  readonly group: GroupPart;
  readonly program: string;
  readonly setting: string;
  readonly value: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  /** The instant that its promises count from: `receivedAt`, or the first receipt where that was earlier. */
  readonly countedFrom: string;
  /** The entry of the ledger that was written with it. */
  readonly entry: { readonly sequence: number; readonly hash: string };
  /** The epoch in force after it, where there is one. */
  readonly epoch?: EpochId;
};

/** A part that was received at an instant, with what its entry says of the instruction. */
export const receivedWith = (
  received: Omit<ReceivedInstruction, 'countedFrom' | 'receivedAt'>,
  at: Instant,
): ReceivedInstruction => ({
  ...received,
  receivedAt: isoOf(at),
  countedFrom: countsFromOf(at, received.group)?.receivedAt ?? isoOf(at),
});

/** What was received, once an earlier first receipt is known than it counts from; undefined where it is none. */
export const receivedEarlier = (
  before: ReceivedInstruction,
  first: FirstReceipt,
): ReceivedInstruction | undefined => {
  const group = { ...before.group, first };
  const from = countsFromOf(instantOf(before.countedFrom), group);
  return from && { ...before, group, countedFrom: from.receivedAt };
};

/** Why an instruction is not taken. `given` and `allowed` are for whoever handed it over. */
export type GroupFault = {
  readonly fault: 'not-of-this-part' | 'out-of-time';
  readonly detail: string;
  readonly given?: string;
  readonly allowed?: string;
};

/** What a cell holds an instruction against. */
export type HandedOver = {
  readonly instruction: GroupInstruction;
  readonly commitments: readonly string[];
  readonly part: Part;
  /** The uses that the setting permits here. */
  readonly uses: readonly string[];
  readonly first: FirstReceipt | undefined;
};

/** What is wrong with an instruction for this part at this time, or undefined. Whether it is signed is not asked here. */
export const faultOfGroup = (handed: HandedOver, now: Instant): GroupFault | undefined =>
  faultOfParts(handed) ??
  faultOfMeaning(handed) ??
  faultOfTime(handed.instruction, now) ??
  (handed.first && faultOfFirst(handed.instruction, handed.first, now));

const notOfThisPart = (detail: string): GroupFault => ({ fault: 'not-of-this-part', detail });

const faultOfParts = ({ instruction, commitments, part }: HandedOver): GroupFault | undefined => {
  const { count, digest } = partsOfGroup(commitments);
  if (count !== instruction.parts.count || digest !== instruction.parts.digest)
    return notOfThisPart('The list of parts is not the one that was signed.');
  return commitments.includes(commitmentToPart(part, instruction.nonce))
    ? undefined
    : notOfThisPart(
        'This part, under the link of its organization here, is not among those that were signed.',
      );
};

const faultOfMeaning = ({ instruction, uses }: HandedOver): GroupFault | undefined =>
  instruction.uses.join() === uses.join()
    ? undefined
    : { ...notOfThisPart('The setting permits other uses here.'), allowed: uses.join(', ') };

const outOfTime = (detail: string, given: string, from: Instant, to: Instant): GroupFault => ({
  fault: 'out-of-time',
  detail,
  given,
  allowed: `${isoOf(from)} to ${isoOf(to)}`,
});

const faultOfTime = ({ at }: GroupInstruction, now: Instant): GroupFault | undefined => {
  const [from, to] = [now - longestWayOfGroup, now + clockSkew];
  const signed = instantOf(at);
  return signed >= from && signed <= to
    ? undefined
    : outOfTime('An instruction is taken for 7 days after it was signed. Sign a new one.', at, from, to);
};

/** What is wrong with a first receipt that a customer states, or undefined: which times it can have. */
export const faultOfFirst = (
  { at }: GroupInstruction,
  { receivedAt }: FirstReceipt,
  now: Instant,
): GroupFault | undefined => {
  const from = Math.max(instantOf(at) - clockSkew, now - longestWayOfGroup);
  const to = now + clockSkew;
  const received = instantOf(receivedAt);
  return received >= from && received <= to
    ? undefined
    : outOfTime('It cannot have been received first at that time.', receivedAt, from, to);
};

/**
 * Whether what stands came after the instruction was signed, so that it would be undone by somebody who did not know
 * of it. What is off already is not undone by turning it off; and no slow clock of a customer keeps anybody from that.
 */
export const isOvertaken = (
  { at, value }: Pick<GroupInstruction, 'at' | 'value'>,
  stored: { readonly value: string; readonly since: string } | undefined,
): boolean => {
  if (stored === undefined || (value === 'off' && stored.value === 'off')) return false;
  return instantOf(stored.since) > instantOf(at) + (value === 'off' ? clockSkew : 0);
};
