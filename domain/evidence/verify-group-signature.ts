import { utf8ToBytes } from '@noble/hashes/utils.js';
import { digestOf } from '../canonical-form.ts';
import {
  type FirstReceipt,
  type GroupInstruction,
  type GroupPart,
  longestWayOfGroup,
} from '../consent/group-instruction.ts';
import type { SettingEvent } from '../consent/ledger.ts';
import { clockSkew, instantOf } from '../time.ts';
import type { SettingEntry } from './authorization-record.ts';
import type { CustomerKeys } from './customer-keys.ts';
import type { VerifiedSignature } from './customer-signature.ts';
import { groupSigningInput, readGroupSignature } from './group-signature.ts';
import { object, type Shape, text, whole } from './shape.ts';
import { hash, instant } from './texts.ts';

const groupPartShape: Shape<GroupPart> = object<GroupPart>(
  {
    id: text('a ULID', /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
    digest: hash,
    parts: object<GroupPart['parts']>({ count: whole(1), digest: hash }),
    first: object<FirstReceipt>({ receivedAt: instant, entry: hash }),
  },
  'first',
);

type Chosen = Extract<SettingEvent, { type: 'setting-chosen' }>;

/** An entry that carries out an instruction to several cells. */
export type GroupEntry = SettingEntry & { readonly event: Chosen & { readonly group: GroupPart } };

/** The instruction that an entry carries out, made again from the entry and from what its signature says of itself. */
const instructionIn = (
  { program, setting, value, notice, acts, group }: GroupEntry['event'],
  { at, nonce }: Pick<GroupInstruction, 'at' | 'nonce'>,
): GroupInstruction => ({
  v: 1,
  kind: 'group-instruction',
  id: group.id,
  program,
  setting,
  uses: acts.map(({ use }) => use),
  value,
  notice: { id: notice.id, version: notice.version, hash: notice.hash },
  parts: { count: group.parts.count, digest: group.parts.digest },
  at,
  nonce,
});

/** A signature that a key made, or in words why none of these keys did. */
export type GroupVerdict =
  | VerifiedSignature
  | { readonly state: 'unknown-key' | 'refused'; readonly why: string };

/**
 * Checks that a key of the customer signed exactly the instruction that an entry carries out, within the days for
 * which it was taken. That the part is one of the instruction's, the cell checked: the entry holds a digest of them.
 */
export const verifyGroupSignature = (
  signature: string,
  entry: GroupEntry,
  keys: CustomerKeys,
): GroupVerdict => {
  if (groupPartShape.fault(entry.event.group, 'group') !== undefined)
    return { state: 'refused', why: 'the entry names no instruction in a known form' };
  const read = readGroupSignature(signature);
  if (read === undefined) return { state: 'refused', why: 'it is not in the form that such a signature has' };
  const { header, bytes } = read;
  const key = keys.get(header.kid);
  if (key === undefined) return { state: 'unknown-key', why: 'its key is not among those given' };
  if (key.alg !== header.alg) return { state: 'refused', why: 'its algorithm is not that of the key' };
  const way = instantOf(entry.at) - instantOf(header.at);
  // The other way round, a time that cannot be read would pass.
  if (!(way >= -clockSkew && way <= longestWayOfGroup))
    return { state: 'refused', why: 'it was not signed in the days before the entry' };
  const instruction = instructionIn(entry.event, header);
  const isSigned = key.isSigned(bytes, utf8ToBytes(groupSigningInput(header, instruction)));
  return isSigned && digestOf(instruction) === entry.event.group.digest
    ? { state: 'verified', kid: header.kid, at: header.at, nonce: header.nonce }
    : { state: 'refused', why: 'the key did not sign what the entry says' };
};
