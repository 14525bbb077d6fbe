import { registryKeys } from '../../../contract/tables/registry.ts';
import {
  type Act,
  actsOf,
  decideChoice,
  decideWithNeeded,
  type SettingAsItStands,
  type SettingChange,
} from '../../../domain/consent/choice.ts';
import { type Closure, closureOf, type Epoch, holdsRecords } from '../../../domain/consent/epoch.ts';
import type { GroupPart } from '../../../domain/consent/group-instruction.ts';
import {
  type CommitActor,
  type CommittedActor,
  committedOpenly,
  continueChain,
} from '../../../domain/consent/ledger.ts';
import { inLanguage, type NoticeReference } from '../../../domain/consent/notice-reference.ts';
import type { EpochId, SubjectId, UserId } from '../../../domain/identifiers.ts';
import type { NoticeLanguage } from '../../../domain/notices/notice.ts';
import { type ProgramTerms, settingsThatNeed } from '../../../domain/programs/program.ts';
import { type Instant, instantOf, isoOf } from '../../../domain/time.ts';
import { persist } from '../persist.ts';
import type { CellPorts } from '../ports.ts';
import { pendingKey, startClosureActions } from '../repositories/closures.ts';
import { readEpoch, shutGates } from '../repositories/epochs.ts';
import { type IdempotencyKey, rememberAction } from '../repositories/idempotency.ts';
import { appendActions, readHead } from '../repositories/ledger.ts';
import { readSettingAsItStands } from '../repositories/settings.ts';
import { fieldsOf, storedItem } from '../repositories/stored-item.ts';
import { absent, all, equals, isNew, type Outcome, present } from '../store/store.ts';
import {
  type Committed,
  commitSettings,
  type KeepReceipt,
  type NotCommitted,
  type SettingsRequest,
} from './commit-settings.ts';

/**
 * An opt-out that keeps colliding with captures is accepted first and finished then: it is written down, the
 * gates are shut one by one, and the transaction that follows meets nobody. Whoever finds it may finish it;
 * nothing can take it back.
 */
export type PendingOptOut = {
  readonly epoch: EpochId;
  readonly subject: SubjectId;
  /** The terms under which it was accepted, and is finished: the catalog may be another by then. */
  readonly program: ProgramTerms;
  readonly setting: string;
  /** When it was accepted: its deadline counts from here. */
  readonly acceptedAt: string;
  readonly by: UserId;
  /** Who accepted it, by a commitment: it names nobody, and whoever finishes it need not know. */
  readonly actor: CommittedActor;
  readonly notice: NoticeReference;
  /** The language of the words that were shown; absent for English. */
  readonly language?: NoticeLanguage;
  /** The instruction to several cells that it carries out (BY-13). */
  readonly group?: GroupPart;
};

/**
 * Writes an opt-out down, in the ledger too, on condition that the setting is what the owner saw. From now on no
 * other choice of this setting is taken and no new capture starts.
 */
export const acceptOptOut = async (
  ports: CellPorts,
  optOut: PendingOptOut & {
    readonly n: number;
    readonly accepts: CommitActor;
    readonly receive?: KeepReceipt | undefined;
    /** As with every choice: throws where whoever accepts may not any more. */
    readonly permitted?: SettingsRequest['permitted'];
  },
  idempotency: IdempotencyKey | undefined,
): Promise<Outcome> => {
  const { n, accepts, receive, permitted, ...pending } = optOut;
  const at = instantOf(pending.acceptedAt);
  const done = { program: pending.program.id, setting: pending.setting, value: 'off' };
  return persist(ports, async () => {
    const { entry, actions } = await entryOf(ports, pending, accepts, at);
    await permitted?.();
    return ports.store.transact([
      ...actions,
      ...(receive === undefined ? [] : [receive(done, entry)]),
      {
        kind: 'update',
        table: 'registry',
        key: registryKeys.setting(pending.subject, pending.program.id, pending.setting),
        update: { set: { closing: pending.acceptedAt } },
        condition: all(equals('n', n), absent('closing')),
      },
      {
        kind: 'put',
        table: 'registry',
        item: storedItem(pendingKey(pending.epoch), pending),
        condition: isNew,
      },
      ...(idempotency === undefined ? [] : [rememberAction(idempotency, { status: 200 }, at)]),
    ]);
  });
};

/** What outlives the registry: an opt-out that was accepted is finished by whoever restores it, too. */
const entryOf = async (ports: CellPorts, pending: PendingOptOut, accepts: CommitActor, at: Instant) => {
  const { subject, program, setting, notice, language, by, epoch, group } = pending;
  const terms = { program: program.id, programVersion: program.version, acts: actsOf(pending) };
  const endsToo = settingsThatNeed(program, setting).map((each) => ({
    setting: each,
    acts: actsOf({ program, setting: each }),
  }));
  // Another commitment than that of the entry which ends it: nobody sees that both are of one person.
  const { commitment, kept } = accepts();
  const entry = continueChain(subject, await readHead(ports.store, subject), {
    at,
    event: {
      type: 'opt-out-accepted',
      ...terms,
      ...{ setting, notice, by, epoch },
      ...inLanguage(language),
      ...(endsToo.length > 0 && { endsToo }),
      ...(group && { group }),
    },
    commitment,
  });
  return { entry, actions: appendActions(entry, kept) };
};

/** The opt-out that waits for an epoch to close, or undefined. */
export const readPending = async (ports: CellPorts, epoch: EpochId): Promise<PendingOptOut | undefined> => {
  const item = await ports.store.get('registry', pendingKey(epoch), 'strong');
  return item && fieldsOf<PendingOptOut>(item);
};

/** The function that finishes an opt-out: the one that accepted it, or the one that found it waiting. */
type FinishedBy = 'settings' | 'instructions' | 'worker';

/**
 * Finishes an accepted opt-out, and with it what needs its setting. May be called by several at once: one of them
 * commits.
 * @param by stands in the ledger where a setting ends that nobody chose about
 */
export const finishOptOut = async (
  ports: CellPorts,
  pending: PendingOptOut,
  by: FinishedBy,
): Promise<Committed | NotCommitted> => {
  const epoch = await readEpoch(ports.store, pending.epoch);
  if (epoch === undefined || epoch.state === 'closed') return { ok: true, changes: [] };
  const { setting: chosen, program } = pending;
  const settings = [chosen, ...settingsThatNeed(program, chosen)];
  const earlier: Closure[] = [];
  for (const setting of settings) {
    const cleared = await clearTheWay(ports, pending, setting);
    if ('why' in cleared) return cleared;
    earlier.push(...cleared.started);
  }
  const outcome = await commitSettings(ports, {
    ...{ subject: pending.subject, program, settings, notice: pending.notice, by: pending.by },
    ...inLanguage(pending.language),
    actor: (setting) => (setting === chosen ? pending.actor : byFunction(ports, by)),
    at: instantOf(pending.acceptedAt),
    decide: (current, act) => {
      const change = decideEnd(current, withGroup(act, pending), chosen);
      return change && leftToEnd(change, earlier);
    },
    also: [{ kind: 'delete', table: 'registry', key: pendingKey(pending.epoch), condition: present('pk') }],
  });
  if (!outcome.ok) return outcome;
  const [change, ...others] = outcome.changes;
  if (change === undefined) return outcome;
  return { ok: true, changes: [{ ...change, closures: [...change.closures, ...earlier] }, ...others] };
};

const decideEnd = (current: SettingAsItStands, act: Act, chosen: string): SettingChange | undefined => {
  if (current.setting !== chosen) return decideWithNeeded(current, act, chosen);
  return current.stored?.closing === undefined ? undefined : decideChoice(current, act, 'off');
};

/** Shuts the gates of a setting, and starts the closures of what it held before: the rest then fits one transaction. */
const clearTheWay = async (
  ports: CellPorts,
  pending: PendingOptOut,
  setting: string,
): Promise<NotCommitted | { readonly started: readonly Closure[] }> => {
  const { stored, epochs } = await readSettingAsItStands(
    ports.store,
    pending.subject,
    pending.program,
    setting,
  );
  const open = epochs.find(({ id, state }) => id === stored?.epoch && state === 'open');
  const endsByItself = setting !== pending.setting && stored?.closing !== undefined;
  if (open === undefined || endsByItself) return { started: [] };
  const shut = await shutGates(ports, open);
  if (!shut.ok) return { ok: false, why: shut.refusal === 'throttled' ? 'throttled' : 'contended' };
  const started = await endEarlierEpochs(ports, pending, epochs, open.id);
  return started === undefined ? { ok: false, why: 'contended' } : { started };
};

/** Whoever takes a step that follows from a choice and that nobody chose. */
export const byFunction = (ports: CellPorts, name: FinishedBy): CommittedActor =>
  committedOpenly({ kind: 'function', name }, ports.randomness.salt());

/**
 * Starts the closures of epochs that earlier notices closed, one by one: they take no records any more, and their
 * number knows no bound that a transaction could hold. Undefined where one could not be started yet.
 * @param last the epoch that the transaction itself ends
 */
const endEarlierEpochs = async (
  ports: CellPorts,
  { acceptedAt, group }: PendingOptOut,
  epochs: readonly Epoch[],
  last: EpochId,
): Promise<readonly Closure[] | undefined> => {
  const closures = epochs
    .filter((epoch) => epoch.id !== last && holdsRecords(epoch))
    .map((epoch) => closureOf(epoch, instantOf(acceptedAt), group));
  for (const closure of closures) {
    const started = await persist(ports, () => ports.store.transact(startClosureActions(closure)));
    // A condition that failed says that it was started before: by this opt-out, at an earlier attempt.
    if (!started.ok && started.refusal !== 'condition-failed') return undefined;
  }
  return closures;
};

/** It was received when it was accepted: what is finished now is only said to carry it out. */
const withGroup = (act: Act, { group }: PendingOptOut): Act =>
  group === undefined ? act : { ...act, group };

/** What the last transaction still has to end: all but what was started before. */
const leftToEnd = (change: SettingChange, started: readonly Closure[]): SettingChange => ({
  ...change,
  closures: change.closures.filter(({ epoch }) => !started.some((each) => each.epoch === epoch)),
});

/** The opt-out of a setting as it is written down: these fields and no other. */
export const pendingOptOut = (
  { epoch, subject, program, setting, by, actor, notice, language, group }: Omit<PendingOptOut, 'acceptedAt'>,
  acceptedAt: Instant,
): PendingOptOut => ({
  ...{ epoch, subject, program, setting, by, actor, notice },
  ...inLanguage(language),
  ...(group && { group }),
  acceptedAt: isoOf(acceptedAt),
});
