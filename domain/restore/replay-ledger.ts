import { admissionAfter, type StoredAdmission } from '../consent/admission.ts';
import type { StoredSetting, StoredToggle } from '../consent/choice.ts';
import {
  type Closure,
  closeEpoch,
  closureOf,
  countingFromEarlier,
  type Epoch,
  gatesPerEpoch,
  holdsRecords,
  longestRetention,
} from '../consent/epoch.ts';
import { type ReceivedInstruction, receivedEarlier, receivedWith } from '../consent/group-instruction.ts';
import {
  type AdmissionEvent,
  type LedgerEntry,
  type LedgerEvent,
  type SettingEvent,
  verifyChain,
} from '../consent/ledger.ts';
import { inLanguage, type NoticeReference } from '../consent/notice-reference.ts';
import type { EpochId, HoldId, SubjectId, UserId } from '../identifiers.ts';
import type { CustomerRole } from '../programs/program.ts';
import { instantOf } from '../time.ts';

/**
 * How a subject stands, said from its ledger alone: what a registry of any age is brought up to (BY-3). The same
 * entries give the same answer, in whichever release they were written.
 */
type Event<Type extends LedgerEvent['type']> = Extract<LedgerEvent, { readonly type: Type }>;

/** A hold as its entries tell it: whom it is about, and under which number, they do not. */
export type ReplayedHold = Event<'hold-placed'> & {
  readonly placedAt: string;
  /** The entry that placed it. */
  readonly entry: number;
  readonly endedAt?: string;
};

export type ReplayedSubject = {
  readonly subject: SubjectId;
  readonly entries: readonly LedgerEntry[];
  /** Absent for users, whom nobody creates. */
  readonly created?: Event<'subject-created'> & { readonly at: string };
  /** The roles that people were given last; none for who lost them all. */
  readonly members: ReadonlyMap<UserId, readonly CustomerRole[]>;
  /** By `program#setting`. */
  readonly settings: ReadonlyMap<string, StoredSetting>;
  readonly epochs: ReadonlyMap<EpochId, Epoch>;
  readonly closures: ReadonlyMap<EpochId, Closure>;
  readonly holds: ReadonlyMap<HoldId, ReplayedHold>;
  /** Opt-outs that were accepted and never finished, with when. */
  readonly accepted: ReadonlyMap<string, Event<'opt-out-accepted'> & { readonly at: string }>;
  /** Limited previews that were asked for, by `program#setting`. */
  readonly admissions: ReadonlyMap<string, StoredAdmission>;
  /** Settings whose epoch a restore opened, with the restore. */
  readonly reopened: ReadonlyMap<EpochId, string>;
  /** Instructions to several cells, by their names (BY-13). */
  readonly received: ReadonlyMap<string, ReceivedInstruction>;
  /** The person of a user was erased: what a copy says of them must not come back. */
  readonly erased?: true;
};

export type Replay =
  | { readonly ok: true; readonly replayed: ReplayedSubject }
  /** Nothing is said of a subject whose ledger does not hold. */
  | { readonly ok: false; readonly subject: SubjectId; readonly why: string };

type Mutable = {
  created?: NonNullable<ReplayedSubject['created']>;
  members: Map<UserId, readonly CustomerRole[]>;
  settings: Map<string, StoredSetting>;
  epochs: Map<EpochId, Epoch>;
  closures: Map<EpochId, Closure>;
  holds: Map<HoldId, ReplayedHold>;
  accepted: Map<string, Event<'opt-out-accepted'> & { readonly at: string }>;
  admissions: Map<string, StoredAdmission>;
  reopened: Map<EpochId, string>;
  received: Map<string, ReceivedInstruction>;
  erased?: true;
};

/** Replays a whole ledger, entry by entry. A hole, another's entry or an unknown kind of entry is the answer. */
export const replayLedger = (subject: SubjectId, entries: readonly LedgerEntry[]): Replay => {
  const verdict = verifyChain(subject, entries);
  if (!verdict.verified)
    return { ok: false, subject, why: `entry ${verdict.sequence} of its ledger: ${verdict.reason}` };
  const state: Mutable = {
    members: new Map(),
    settings: new Map(),
    epochs: new Map(),
    closures: new Map(),
    holds: new Map(),
    accepted: new Map(),
    admissions: new Map(),
    reopened: new Map(),
    received: new Map(),
  };
  for (const entry of entries) {
    const why = apply(state, subject, entry);
    if (why !== undefined)
      return { ok: false, subject, why: `entry ${entry.sequence} of its ledger: ${why}` };
  }
  return { ok: true, replayed: { subject, entries, ...state } };
};

/** Brings one entry in, or says why nobody can. */
const apply = (state: Mutable, subject: SubjectId, entry: LedgerEntry): string | undefined => {
  const { event, at } = entry;
  switch (event.type) {
    case 'subject-created':
      state.created = { ...event, at };
      state.members.set(event.owner, ['owner']);
      return undefined;
    case 'roles-given':
      state.members.set(event.member, event.roles);
      return undefined;
    case 'setting-chosen':
    case 'default-applied':
      return applySetting(state, subject, entry, event);
    case 'opt-out-accepted':
      state.accepted.set(settingName(event), { ...event, at });
      receive(state, entry, { ...event, value: 'off' });
      return undefined;
    case 'epoch-reopened':
      return applyReopened(state, entry, event);
    case 'first-receipt-stated':
      return applyFirstReceipt(state, event);
    case 'closure-ended':
      return applyEnd(state, event.epoch, at);
    case 'hold-placed':
      state.holds.set(event.hold, { ...event, placedAt: at, entry: entry.sequence });
      return undefined;
    case 'admission-asked':
    case 'admission-decided':
      return applyAdmission(state, entry, event);
    case 'person-erased':
      state.erased = true;
      return undefined;
    case 'hold-released':
      return applyRelease(state, event);
    default:
      return `its kind ${JSON.stringify((event as { readonly type?: unknown }).type)} is not known to this release`;
  }
};

/** How settings are named among the settings of a subject. */
export const settingName = ({ program, setting }: { readonly program: string; readonly setting: string }) =>
  `${program}#${setting}`;

const applySetting = (state: Mutable, subject: SubjectId, entry: LedgerEntry, event: SettingEvent) => {
  const name = settingName(event);
  const before = state.settings.get(name);
  if (event.opens !== undefined) {
    if (event.promised === undefined) return 'it opens an epoch without what was promised for it';
    state.epochs.set(event.opens, openedBy(subject, entry, event, event.opens, event.promised));
  }
  for (const { epoch, cause } of event.closes ?? []) {
    const open = state.epochs.get(epoch);
    if (open === undefined) return `it closes ${epoch}, which no entry opened`;
    state.epochs.set(epoch, closeEpoch(open, cause, instantOf(entry.at)));
  }
  if (event.value === 'off') startClosures(state, before, entry, event);
  state.accepted.delete(name);
  state.settings.set(name, settingAfter(state, before, entry, event));
  if (event.type === 'setting-chosen' && event.endedWith === undefined)
    receive(state, entry, event, state.settings.get(name)?.epoch);
  return undefined;
};

/** An opt-out that had to wait names its instruction twice: it was received with the first of the two entries. */
const receive = (
  { received }: Mutable,
  { at, sequence, hash }: LedgerEntry,
  {
    group,
    program,
    setting,
    value,
  }: Pick<Event<'setting-chosen'>, 'group' | 'program' | 'setting' | 'value'>,
  epoch?: EpochId,
) => {
  if (group === undefined || received.has(group.id)) return;
  const facts = { group, program, setting, value, entry: { sequence, hash }, ...(epoch && { epoch }) };
  received.set(group.id, receivedWith(facts, instantOf(at)));
};

const openedBy = (
  subject: SubjectId,
  { at, sequence }: LedgerEntry,
  event: { readonly program: string; readonly programVersion: number; readonly setting: string } & {
    readonly notice: NoticeReference;
  },
  id: EpochId,
  uses: Epoch['uses'],
): Epoch => ({
  id,
  subject,
  program: event.program,
  programVersion: event.programVersion,
  setting: event.setting,
  uses,
  notice: event.notice,
  gates: holdsRecords({ uses }) ? gatesPerEpoch : 0,
  openedAt: at,
  openedBy: sequence,
  state: 'open',
});

/** An opt-out reaches the epoch in force and those that were closed for other reasons before. */
const startClosures = (
  state: Mutable,
  before: StoredSetting | undefined,
  { at }: LedgerEntry,
  event: SettingEvent,
) => {
  const group = event.type === 'setting-chosen' ? event.group : undefined;
  for (const id of [...(before?.epoch ? [before.epoch] : []), ...(before?.earlierEpochs ?? [])]) {
    const epoch = state.epochs.get(id);
    if (epoch !== undefined && holdsRecords(epoch))
      state.closures.set(id, closureOf(epoch, instantOf(at), group));
  }
};

const settingAfter = (
  state: Mutable,
  before: StoredSetting | undefined,
  { at }: LedgerEntry,
  event: SettingEvent,
): StoredSetting => {
  const shown = { notice: event.notice, ...inLanguage(event.language) };
  const facts = { n: (before?.n ?? 0) + 1, ...shown, since: at, by: event.by };
  const source = event.type === 'setting-chosen' ? 'chosen' : 'default';
  if (event.value !== 'on' && event.value !== 'off')
    return { ...facts, value: event.value, source: 'chosen' };
  const superseded = (event.closes ?? []).filter(({ cause }) => cause === 'notice').map(({ epoch }) => epoch);
  const epoch = event.opens ?? (event.value === 'on' ? before?.epoch : undefined);
  return withEpochs({ ...facts, value: event.value, source }, epoch, [
    ...stillHeld(state, before, at),
    ...superseded,
  ]);
};

const withEpochs = (
  toggle: StoredToggle,
  epoch: EpochId | undefined,
  earlier: readonly EpochId[],
): StoredToggle => ({
  ...toggle,
  ...(epoch !== undefined && { epoch }),
  ...(toggle.value === 'on' && earlier.length > 0 && { earlierEpochs: earlier }),
});

/** What is older than every retention is gone by itself. */
const stillHeld = ({ epochs }: Mutable, before: StoredSetting | undefined, at: string): readonly EpochId[] =>
  (before?.earlierEpochs ?? []).filter((id) => {
    const epoch = epochs.get(id);
    return (
      epoch?.closedAt !== undefined && instantOf(at) <= instantOf(epoch.closedAt) + longestRetention(epoch)
    );
  });

const applyReopened = (state: Mutable, entry: LedgerEntry, event: Event<'epoch-reopened'>) => {
  const setting = state.settings.get(settingName(event));
  const old = state.epochs.get(event.closes);
  if (old === undefined || setting?.value !== 'on' || setting.epoch !== event.closes)
    return `it goes on from ${event.closes}, which was not in force`;
  const { at } = entry;
  state.epochs.set(old.id, closeEpoch(old, 'restore', instantOf(at)));
  state.epochs.set(event.opens, openedBy(old.subject, entry, old, event.opens, old.uses));
  state.reopened.set(event.opens, event.restore);
  const { earlierEpochs: _, ...rest } = setting;
  const earlier = [...stillHeld(state, setting, at), old.id];
  state.settings.set(settingName(event), withEpochs(rest as StoredToggle, event.opens, earlier));
  return undefined;
};

const applyAdmission = ({ admissions }: Mutable, entry: LedgerEntry, event: AdmissionEvent) => {
  const step = admissionAfter(admissions.get(settingName(event)), entry, event);
  if (!step.ok) return `it is about an admission that is ${step.why}`;
  admissions.set(settingName(event), step.admission);
  return undefined;
};

const applyFirstReceipt = (state: Mutable, event: Event<'first-receipt-stated'>) => {
  const { instruction: id, first, epochs } = event;
  for (const each of epochs) {
    const [closure, epoch] = [state.closures.get(each), state.epochs.get(each)];
    if (closure === undefined || epoch === undefined)
      return `it is about the closure of ${each}, which no entry started`;
    state.closures.set(each, countingFromEarlier(closure, epoch, { id, first }) ?? closure);
  }
  const before = state.received.get(id);
  if (before === undefined) return `it is about the instruction ${id}, which no entry received`;
  state.received.set(id, receivedEarlier(before, first) ?? before);
  return undefined;
};

const applyEnd = (state: Mutable, epoch: EpochId, endedAt: string) => {
  const closure = state.closures.get(epoch);
  if (closure === undefined) return `it ends the closure of ${epoch}, which no entry started`;
  state.closures.set(epoch, { ...closure, endedAt });
  return undefined;
};

const applyRelease = (state: Mutable, { hold, endedAt }: Event<'hold-released'>) => {
  const placed = state.holds.get(hold);
  if (placed === undefined) return `it releases ${hold}, which no entry placed`;
  state.holds.set(hold, { ...placed, endedAt });
  return undefined;
};
