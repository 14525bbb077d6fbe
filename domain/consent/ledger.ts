import { canonicalize, commitmentTo, digestOf } from '../canonical-form.ts';
import type { Geography } from '../geographies.ts';
import type { EpochId, HoldId, OrganizationId, SubjectId, UserId } from '../identifiers.ts';
import type { NoticeLanguage } from '../notices/notice.ts';
import type { ChosenValue, CustomerRole, SettingValue } from '../programs/program.ts';
import type { HoldScope } from '../retention/hold.ts';
import type { Authority, SuspensionKind } from '../retention/suspension.ts';
import { type Instant, isoOf } from '../time.ts';
import type { ClosingCause, UsePolicy } from './epoch.ts';
import type { FirstReceipt, GroupPart } from './group-instruction.ts';
import type { NoticeReference } from './notice-reference.ts';

/**
 * The consent ledger: one append-only chain a subject, hashed from entry 0. The chain holds commitments; who
 * acted stands beside it in an opened part that can be erased without breaking the chain.
 */

/** Who acted. Stands in the opened part only, never in the chain. */
export type Actor =
  | {
      readonly kind: 'person';
      readonly tokenSubject: string;
      readonly roles: readonly string[];
      /** How they had signed in, as their token told; absent where it was not kept. */
      readonly authentication?: AuthenticationFacts;
      /** A signature of the instruction by a key of the customer, as it was sent: the cell does not check it. */
      readonly signature?: string;
    }
  | { readonly kind: 'service'; readonly tokenSubject: string }
  /** A function of the cell, where nobody asked for the step. */
  | { readonly kind: 'function'; readonly name: string };

/** What a token tells of a sign-in (BY-10), in the names of OpenID Connect. */
export type AuthenticationFacts = {
  readonly issuer: string;
  /** The class of the sign-in, in the words of the issuer. */
  readonly acr?: string;
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly auth_time?: number;
  /** The service that acted for the person, where one did (SC-21); its client, as the configuration names it. */
  readonly actor?: string;
};

/** What a customer's act is, use by use: an instruction to a processor or a permission to a controller. */
export type ActForUse = { readonly use: string; readonly act: 'instruction' | 'permission' };

type SettingStep = {
  readonly program: string;
  readonly programVersion: number;
  readonly setting: string;
  readonly value: ChosenValue;
  readonly notice: NoticeReference;
  /** The language of the words that were shown; absent for English. The hash of the notice is that of these words. */
  readonly language?: NoticeLanguage;
  /** Whoever chose, or saw the notice: a user, who is nobody once the person is erased. */
  readonly by: UserId;
  readonly opens?: EpochId;
  /** What was promised for the uses that keep records, where an epoch was opened. */
  readonly promised?: { readonly [use: string]: UsePolicy };
  readonly closes?: readonly { readonly epoch: EpochId; readonly cause: ClosingCause }[];
};

/** How a setting came to its value. A default that was applied is never a choice (SC-1). */
export type SettingEvent =
  | ({
      readonly type: 'setting-chosen';
      readonly before: SettingValue;
      readonly acts: readonly ActForUse[];
      /** A signature of the customer came with the choice and stands in the opened part, unchecked. */
      readonly customerSignature?: 'carried';
      /** The setting whose opt-out ended this one with it: nobody chose about this one. */
      readonly endedWith?: string;
      /** The instruction to several cells that was carried out; the signature is of that one then (BY-13). */
      readonly group?: GroupPart;
    } & SettingStep)
  | ({ readonly type: 'default-applied'; readonly uses: readonly string[] } & SettingStep);

/** What an operator decides about a subject that asked for a limited preview (CC-4). */
export type AdmissionOutcome = 'admitted' | 'declined';

/** Who asked for a limited preview, and what was decided (CC-4): a step of the customer, and one of the vendor. */
export type AdmissionEvent = {
  readonly program: string;
  readonly setting: string;
  readonly by: UserId;
} & (
  | { readonly type: 'admission-asked' }
  | {
      readonly type: 'admission-decided';
      readonly outcome: AdmissionOutcome;
      /** In the words of the operator, who is asked to name no person: it is kept for good. */
      readonly reason: string;
    }
);

/**
 * What a ledger entry records. Together with the copy of a registry, the entries say again how a subject stands
 * (BY-3): what a restored registry cannot have comes from here, and nothing here tells which person is meant.
 */
export type LedgerEvent =
  | {
      readonly type: 'subject-created';
      readonly home: Geography;
      /** Its first owner. */
      readonly owner: UserId;
      readonly programs: readonly { readonly id: string; readonly version: number }[];
      readonly organization?: OrganizationId;
      /** The capacity that a workspace runs on, where its owner named one (SC-2). */
      readonly capacity?: string;
    }
  | SettingEvent
  /** Somebody has these roles from here on, in the place of those before; with none they are no member any more. */
  | {
      readonly type: 'roles-given';
      readonly member: UserId;
      readonly roles: readonly CustomerRole[];
      readonly by: UserId;
    }
  /** From here on the opt-out stands, though captures still keep it from its gates; `setting-chosen` follows. */
  | {
      readonly type: 'opt-out-accepted';
      readonly program: string;
      readonly programVersion: number;
      readonly acts: readonly ActForUse[];
      readonly setting: string;
      readonly notice: NoticeReference;
      readonly language?: NoticeLanguage;
      readonly by: UserId;
      readonly epoch: EpochId;
      /** Settings of the program whose uses need this one: where they are on, they end with it. */
      readonly endsToo?: readonly { readonly setting: string; readonly acts: readonly ActForUse[] }[];
      readonly group?: GroupPart;
    }
  /** An instruction to several cells was received elsewhere before: closures of this one count from there (BY-13). */
  | {
      readonly type: 'first-receipt-stated';
      readonly instruction: string;
      readonly first: FirstReceipt;
      /** The epochs whose closures count from it since. */
      readonly epochs: readonly EpochId[];
    }
  /** The registry was restored: sharing that was on goes on in an epoch of its own, under the same words. */
  | {
      readonly type: 'epoch-reopened';
      /** The restore that did it. */
      readonly restore: string;
      readonly program: string;
      readonly setting: string;
      readonly opens: EpochId;
      readonly closes: EpochId;
    }
  | {
      readonly type: 'closure-ended';
      readonly epoch: EpochId;
      readonly lots: number;
      readonly captured: number;
      readonly deleted: number;
    }
  /** Something suspends deletion from here on. Whom it is about stands nowhere in the chain. */
  | {
      readonly type: 'hold-placed';
      readonly hold: HoldId;
      readonly kind: SuspensionKind;
      readonly body: Authority['body'];
      readonly scope: Exclude<HoldScope, { of: 'person' }> | { readonly of: 'person'; readonly use: string };
      readonly until?: string;
    }
  | { readonly type: 'hold-released'; readonly hold: HoldId; readonly endedAt: string }
  | AdmissionEvent
  /** In the ledger of a user: from here on nobody can tell who it was. */
  | { readonly type: 'person-erased' };

/** One entry of the chain, as stored and as hashed (without `hash`). */
export type LedgerEntry = {
  readonly v: 1;
  readonly subject: SubjectId;
  /** 0, 1, 2, …: without a gap. */
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly event: LedgerEvent;
  /** Commitment to the actor, under the salt of the opened part. */
  readonly actor: string;
  /** Hash of the entry before; 64 zeros in entry 0. */
  readonly previous: string;
  /** SHA-256 of the RFC 8785 form of this entry without its hash. */
  readonly hash: string;
};

/** The opened part of an entry: who acted, and the salt that proves it. Erasable. */
export type OpenedName = { readonly actor: Actor; readonly salt: string };

/** Whoever acts, where that is no person: nothing about them has to be erasable. */
export type NoPerson = Exclude<Actor, { kind: 'person' }>;

/**
 * What is kept of a person's opened part: sealed under a key that only the two items hold which lead from a token to
 * the user and back. Without them it says nothing, and neither does the commitment.
 */
export type SealedName = { readonly user: UserId; readonly sealed: string };

/** What is kept beside an entry to tell who acted. */
export type KeptName = OpenedName | SealedName;

/** Whoever acts, as an entry takes them: the commitment for the chain, and what is kept beside it. */
export type CommittedActor = {
  readonly commitment: string;
  readonly kept: KeptName;
  /** A signature of the customer is in what is kept. */
  readonly signed?: true;
};

/** Commits to whoever acts, anew for each entry: two entries under one commitment would show that it was one person. */
export type CommitActor = () => CommittedActor;

/** A commitment to somebody who is no person. `salt`: 32 fresh random bytes in hexadecimal. */
export const committedOpenly = (actor: NoPerson, salt: string): CommittedActor => ({
  commitment: commitmentTo(actor, salt),
  kept: { actor, salt },
});

export const beforeTheFirst = '0'.repeat(64);

/** What an entry needs to know of the chain that it continues. */
export type ChainHead = { readonly sequence: number; readonly hash: string };

/** The next entry of a subject's chain and its opened part. `salt`: 32 fresh random bytes in hexadecimal. */
export const nextEntry = (
  subject: SubjectId,
  head: ChainHead | undefined,
  step: { readonly at: Instant; readonly event: LedgerEvent; readonly actor: Actor; readonly salt: string },
): { readonly entry: LedgerEntry; readonly name: OpenedName } => {
  const { actor, salt, ...facts } = step;
  const entry = continueChain(subject, head, { ...facts, commitment: commitmentTo(actor, salt) });
  return { entry, name: { actor, salt } };
};

/** The next entry of a subject's chain, by whom a commitment was made before. */
export const continueChain = (
  subject: SubjectId,
  head: ChainHead | undefined,
  step: { readonly at: Instant; readonly event: LedgerEvent; readonly commitment: string },
): LedgerEntry => {
  const unhashed = {
    v: 1 as const,
    subject,
    sequence: head === undefined ? 0 : head.sequence + 1,
    at: isoOf(step.at),
    event: step.event,
    actor: step.commitment,
    previous: head === undefined ? beforeTheFirst : head.hash,
  };
  return { ...unhashed, hash: digestOf(unhashed) };
};

/** Whether an opened part belongs to an entry. */
export const nameMatches = (entry: LedgerEntry, name: OpenedName): boolean =>
  commitmentTo(name.actor, name.salt) === entry.actor;

export type ChainVerdict =
  | { readonly verified: true; readonly entries: number; readonly head?: string }
  | { readonly verified: false; readonly sequence: number; readonly reason: string };

/**
 * Verifies a chain from entry 0, or a part of it: order, links and hashes. It shows that nothing inside was changed,
 * removed or put in; a chain that was cut at its end needs an earlier head to be noticed.
 * @param before the entry that the part continues; absent where it is the beginning
 */
export const verifyChain = (
  subject: SubjectId,
  entries: readonly LedgerEntry[],
  before?: ChainHead,
): ChainVerdict => {
  let head = before;
  for (const entry of entries) {
    const sequence = head === undefined ? 0 : head.sequence + 1;
    const reason = whatIsWrong(subject, sequence, entry, head);
    if (reason !== undefined) return { verified: false, sequence, reason };
    head = entry;
  }
  return { verified: true, entries: entries.length, ...(head && { head: head.hash }) };
};

const whatIsWrong = (
  subject: SubjectId,
  position: number,
  entry: LedgerEntry,
  head: ChainHead | undefined,
) => {
  if (entry.v !== 1) return `version ${String(entry.v)} of the entry is not known; 1 is`;
  if (entry.subject !== subject) return `the entry belongs to ${entry.subject}, not to ${subject}`;
  if (entry.sequence !== position)
    return `entry ${position} is missing; ${entry.sequence} stands in its place`;
  if (entry.previous !== (head?.hash ?? beforeTheFirst)) return 'it does not continue the entry before it';
  const { hash, ...unhashed } = entry;
  if (hash !== digestOf(unhashed)) return 'its hash is not that of its content';
  return undefined;
};

/** The text that is hashed for an entry: what an auditor feeds to any SHA-256 tool to check by hand. */
export const hashedText = ({ hash: _, ...unhashed }: LedgerEntry): string => canonicalize(unhashed);
