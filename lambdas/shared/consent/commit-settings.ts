import type { CellEvent } from '../../../contract/events/events.ts';
import type { Act, SettingAsItStands, SettingChange } from '../../../domain/consent/choice.ts';
import type { Closure } from '../../../domain/consent/epoch.ts';
import type { GroupPart, ReceivedInstruction } from '../../../domain/consent/group-instruction.ts';
import { type ChainHead, type CommittedActor, continueChain } from '../../../domain/consent/ledger.ts';
import { inLanguage, type NoticeReference } from '../../../domain/consent/notice-reference.ts';
import { identifier, type SubjectId, type UserId } from '../../../domain/identifiers.ts';
import type { NoticeLanguage } from '../../../domain/notices/notice.ts';
import type { ProgramTerms } from '../../../domain/programs/program.ts';
import { type Instant, instantOf } from '../../../domain/time.ts';
import { backOff } from '../persist.ts';
import type { CellPorts } from '../ports.ts';
import { type IdempotencyKey, rememberAction } from '../repositories/idempotency.ts';
import { appendActions, readHead } from '../repositories/ledger.ts';
import { outboxAction } from '../repositories/outbox.ts';
import { changeActions, readSettingAsItStands } from '../repositories/settings.ts';
import { limits } from '../store/limits.ts';
import type { Action, Refusal } from '../store/store.ts';
import { closureEndActions } from './closure-end.ts';

/** What is to be committed: a choice, or the defaults of a notice that was shown. */
export type SettingsRequest = {
  readonly subject: SubjectId;
  readonly program: ProgramTerms;
  /** Settings of the program that may change, in the order in which the ledger gets them. */
  readonly settings: readonly string[];
  readonly notice: NoticeReference;
  /** The language of the words that were shown; absent for English. */
  readonly language?: NoticeLanguage;
  /** Commits to whoever acts on a setting, once for each entry. */
  readonly actor: (setting: string) => CommittedActor;
  /** Stands as `by` in the setting. */
  readonly by: UserId;
  readonly at: Instant;
  /** Decides from what stands now, and what nobody changes until it commits: all of a subject meet at its ledger; undefined where nothing changes. May throw what the caller is to be told. */
  readonly decide: (current: SettingAsItStands, act: Act) => SettingChange | undefined;
  /**
   * Throws where whoever acts may not any more. Asked anew at each try, behind the head of the ledger: who takes roles
   * writes there too, and so nobody acts behind the entry that took theirs (SC-2). Absent where a function acts.
   */
  readonly permitted?: () => Promise<unknown>;
  readonly idempotency?: IdempotencyKey;
  /** The instruction to several cells that is carried out here; it is received once (BY-13). */
  readonly group?: GroupPart;
  /** Keeps its receipt, for who receives one: the others carry nothing of it. */
  readonly receive?: KeepReceipt;
  /** What else must hold or happen in the same transaction. */
  readonly also?: readonly Action[];
};

/** What keeps the receipt of an instruction: what was done, and the entry that was written with it. */
export type KeepReceipt = (
  done: Pick<ReceivedInstruction, 'program' | 'setting' | 'value' | 'epoch'>,
  entry: ReceivedInstruction['entry'],
) => Action;

export type Committed = {
  readonly ok: true;
  /** Empty where nothing had to change. */
  readonly changes: readonly SettingChange[];
};

/**
 * Why nothing was committed. `contended`: others touch the same items, the same call may succeed later.
 * `too-large`: more changes together than one transaction takes.
 */
export type NotCommitted = {
  readonly ok: false;
  readonly why: 'key-used' | 'contended' | 'throttled' | 'too-large';
};

/** How often a commit is tried before its caller is told that others are in the way. */
const tries = 5;

/**
 * Commits changes of settings: setting, ledger entry, epoch, closure, event and idempotency key in one
 * transaction, or nothing. What was read is read again when somebody was faster, and `decide` decides anew.
 * @throws whatever `decide` or `permitted` throws; then nothing is written
 */
export const commitSettings = async (
  ports: CellPorts,
  request: SettingsRequest,
): Promise<Committed | NotCommitted> => {
  for (let number = 0; ; number += 1) {
    const attempt = await prepare(ports, request);
    if (attempt.changes.length === 0) return { ok: true, changes: [] };
    if (attempt.actions.length > limits.transactionActions) return { ok: false, why: 'too-large' };
    const outcome = await ports.store.transact(attempt.actions);
    if (outcome.ok) return { ok: true, changes: attempt.changes };
    if (isKeyUsed(outcome, attempt)) return { ok: false, why: 'key-used' };
    if (number + 1 >= tries) {
      return { ok: false, why: outcome.refusal === 'throttled' ? 'throttled' : 'contended' };
    }
    await backOff(ports, number);
  }
};

type Attempt = {
  readonly changes: readonly SettingChange[];
  readonly actions: readonly Action[];
  /** Where in `actions` that stands which can be written once: an idempotency key, or an instruction received. */
  readonly keyAt?: number;
};

const isKeyUsed = (outcome: Refusal, attempt: Attempt) =>
  outcome.refusal === 'condition-failed' &&
  attempt.keyAt !== undefined &&
  outcome.actions.includes(attempt.keyAt);

const prepare = async (ports: CellPorts, request: SettingsRequest): Promise<Attempt> => {
  let head = await readHead(ports.store, request.subject);
  await request.permitted?.();
  const changes: SettingChange[] = [];
  const actions: Action[] = [];
  const once: Action[] = [];
  for (const setting of request.settings) {
    const current = await readSettingAsItStands(ports.store, request.subject, request.program, setting);
    const change = request.decide(current, actOf(ports, request, head));
    if (change === undefined) continue;
    const recorded = record(ports, request, head, change);
    changes.push(change);
    actions.push(...changeActions(current, change), ...recorded.actions);
    if (request.receive !== undefined && !isEndedWith(change))
      once.push(request.receive(doneBy(change), recorded.entry));
    head = recorded.head;
  }
  actions.push(...(request.also ?? []));
  if (request.idempotency !== undefined)
    once.push(rememberAction(request.idempotency, { status: 200 }, request.at));
  return once.length === 0
    ? { changes, actions }
    : { changes, actions: [...actions, ...once], keyAt: actions.length };
};

/** Nobody chose about a setting that ended with another: the instruction is received for the other. */
const isEndedWith = ({ event }: SettingChange): boolean =>
  event.type === 'setting-chosen' && event.endedWith !== undefined;

const doneBy = ({ event: { program, setting, value }, after: { epoch } }: SettingChange) => ({
  ...{ program, setting, value },
  ...(epoch && { epoch }),
});

const actOf = (ports: CellPorts, request: SettingsRequest, head: ChainHead | undefined): Act => ({
  at: request.at,
  by: request.by,
  notice: request.notice,
  ...inLanguage(request.language),
  entry: head === undefined ? 0 : head.sequence + 1,
  newEpoch: identifier(ports.geography, 'ep', ports.randomness.ulid(request.at)),
  ...(request.group && { group: request.group }),
});

const record = (
  ports: CellPorts,
  request: SettingsRequest,
  head: ChainHead | undefined,
  change: SettingChange,
) => {
  const { event: happened } = change;
  const { commitment, kept, signed } = request.actor(happened.setting);
  const at = instantOf(change.after.since);
  const entry = continueChain(request.subject, head, {
    at,
    event:
      signed && happened.type === 'setting-chosen' ? { ...happened, customerSignature: 'carried' } : happened,
    commitment,
  });
  const event = eventOf(request.subject, change, entry.sequence);
  const chosen = [...appendActions(entry, kept), outboxAction(ports, event, at)];
  return change.closures
    .filter(({ endedAt }) => endedAt !== undefined)
    .reduce<Recorded>((before, closure) => withEnd(ports, before, closure, { at, group: request.group }), {
      entry,
      head: entry,
      actions: chosen,
    });
};

type Recorded = {
  /** The entry of the choice; what ended with it stands behind. */
  readonly entry: ChainHead;
  readonly head: ChainHead;
  readonly actions: readonly Action[];
};

/** The end of a closure that had nothing to delete stands right behind the choice that closed the epoch. */
const withEnd = (
  ports: CellPorts,
  before: Recorded,
  closure: Closure,
  { at, group }: { readonly at: Instant; readonly group: GroupPart | undefined },
): Recorded => {
  const totals = { lots: 0, captured: 0, deleted: 0 };
  const end = closureEndActions(ports, before.head, closure, {
    totals,
    at,
    by: group === undefined ? 'settings' : 'instructions',
  });
  return { entry: before.entry, head: end.head, actions: [...before.actions, ...end.actions] };
};

const eventOf = (subject: SubjectId, change: SettingChange, entry: number): CellEvent => {
  const { program, setting, value } = change.event;
  return {
    type: change.event.type === 'setting-chosen' ? 'SettingChosen' : 'DefaultApplied',
    detail: {
      subject,
      program,
      setting,
      value,
      entry,
      ...(change.opens && { opened: change.opens.id }),
      ...(change.closes.length > 0 && { closed: change.closes.map(({ id }) => id) }),
    },
  };
};
