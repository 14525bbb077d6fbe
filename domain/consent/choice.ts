import type { EpochId, SubjectId, UserId } from '../identifiers.ts';
import type { NoticeLanguage } from '../notices/notice.ts';
import {
  type ChosenValue,
  type ProgramTerms,
  type SettingDefinition,
  type ToggleValue,
  valuesOf,
} from '../programs/program.ts';
import { keepsRecords, type Location } from '../programs/use.ts';
import { type Instant, instantOf, isoOf } from '../time.ts';
import {
  type Closure,
  closeEpoch,
  closureOf,
  closureOfEmpty,
  type Epoch,
  gatesPerEpoch,
  holdsRecords,
  longestRetention,
  type UsePolicy,
} from './epoch.ts';
import type { GroupPart } from './group-instruction.ts';
import type { ActForUse, SettingEvent } from './ledger.ts';
import { inLanguage, type NoticeReference } from './notice-reference.ts';

/** A setting as it is kept once it was chosen or its default was applied. */
export type StoredSetting = StoredToggle | StoredLocation;

type StoredFacts = {
  /** Counts the changes: 1, 2, …. A setting that nobody touched has none and counts as 0. */
  readonly n: number;
  readonly notice: NoticeReference;
  /** The language of the words that were shown; absent for English. */
  readonly language?: NoticeLanguage;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** Whoever chose, or saw the notice. */
  readonly by: UserId;
};

export type StoredToggle = StoredFacts & {
  readonly value: ToggleValue;
  readonly source: 'default' | 'chosen';
  /** The open epoch, where the value in force has one. */
  readonly epoch?: EpochId;
  /** Epochs that a newer notice closed: their records may still live, and an opt-out reaches them too. */
  readonly earlierEpochs?: readonly EpochId[];
  /** Set from the moment an opt-out was accepted until it has won its gates: no other choice meanwhile. */
  readonly closing?: string;
};

/** A location is chosen by somebody or not at all. Nothing is captured under it, so it opens no epoch. */
export type StoredLocation = StoredFacts & {
  readonly value: Location;
  readonly source: 'chosen';
  readonly epoch?: never;
  readonly earlierEpochs?: never;
  readonly closing?: never;
};

/** What is decided about: one setting of one subject, as it stands. */
export type SettingAsItStands = {
  readonly subject: SubjectId;
  readonly program: ProgramTerms;
  readonly setting: string;
  readonly stored: StoredSetting | undefined;
  /** The epoch of `stored`, and then those of `earlierEpochs`, as they were read. */
  readonly epochs: readonly Epoch[];
};

export type Act = {
  readonly at: Instant;
  readonly by: UserId;
  readonly notice: NoticeReference;
  /** The language of the words that were shown; absent for English. */
  readonly language?: NoticeLanguage;
  /** Sequence of the ledger entry that records the act. */
  readonly entry: number;
  /** A fresh identifier, used when the act opens an epoch. */
  readonly newEpoch: EpochId;
  /** The instruction to several cells that the act carries out here (BY-13). */
  readonly group?: GroupPart;
};

/** All that changes together, or not at all. */
export type SettingChange = {
  readonly before: StoredSetting | undefined;
  readonly after: StoredSetting;
  readonly event: SettingEvent;
  readonly opens?: Epoch;
  readonly closes: readonly Epoch[];
  readonly closures: readonly Closure[];
};

/**
 * What follows from an owner's choice (DS-3, SC-3, SC-17). Who may choose, and whether the setting is available,
 * was decided before.
 * @throws RangeError for a value that the setting does not take; callers check it first
 */
export const decideChoice = (current: SettingAsItStands, act: Act, value: ChosenValue): SettingChange => {
  const definition = definitionOf(current);
  if (!valuesOf(definition).includes(value))
    throw new RangeError(`${current.setting} does not take ${value}`);
  const { after, steps } = toValue(current, act, value);
  return {
    before: current.stored,
    after,
    event: {
      type: 'setting-chosen',
      before: current.stored?.value ?? definition.default,
      acts: actsOf(current),
      ...(act.group && { group: act.group }),
      ...stepOf(current, act, value, steps),
    },
    ...steps,
  };
};

const toValue = (
  current: SettingAsItStands,
  act: Act,
  value: ChosenValue,
): { readonly after: StoredSetting; readonly steps: Steps } => {
  if (value !== 'on' && value !== 'off') {
    const after = { ...factsAfter(current, act), value, source: 'chosen' } as const;
    return { after, steps: { closes: [], closures: [] } };
  }
  const steps = value === 'on' ? stepsToOn(current, act) : stepsToOff(current, act);
  return { after: toggleAfter(current, act, { value, source: 'chosen' }, steps), steps };
};

/**
 * What follows when an owner was shown the notice of a setting that is on by default: the default takes effect
 * and is recorded as applied, never as given (SC-1). Undefined where somebody chose, or saw it, before.
 */
export const decideDefault = (current: SettingAsItStands, act: Act): SettingChange | undefined => {
  if (current.stored !== undefined || definitionOf(current).default !== 'on') return undefined;
  const steps = stepsToOn(current, act);
  return {
    before: undefined,
    after: toggleAfter(current, act, { value: 'on', source: 'default' }, steps),
    event: {
      type: 'default-applied',
      uses: definitionOf(current).permits,
      ...stepOf(current, act, 'on', steps),
    },
    ...steps,
  };
};

/**
 * What follows for a setting when another one that its uses need was turned off: it is turned off too, under the words
 * that it was on by, so that what was shared for it is deleted with the rest (SC-12, SC-25). Undefined where it is not
 * on, or where an opt-out of its own was accepted, which ends it by itself.
 */
export const decideWithNeeded = (
  current: SettingAsItStands,
  act: Act,
  needed: string,
): SettingChange | undefined => {
  const { stored } = current;
  if (stored?.value !== 'on' || stored.closing !== undefined) return undefined;
  const opened = Math.max(...current.epochs.map(({ openedAt }) => instantOf(openedAt)), act.at);
  // Nobody was shown words anew: it ends under those that it was turned on by, in their language.
  const { language: _, ...others } = act;
  const under = { notice: stored.notice, ...inLanguage(stored.language) };
  const change = decideChoice(current, { ...others, at: opened, ...under }, 'off');
  return change.event.type === 'setting-chosen'
    ? { ...change, event: { ...change.event, endedWith: needed } }
    : change;
};

type Steps = Pick<SettingChange, 'opens' | 'closes' | 'closures'>;

const stepsToOn = (current: SettingAsItStands, act: Act): Steps => {
  const open = openEpochOf(current);
  if (open !== undefined && isSameVersion(open.notice, act.notice)) return { closes: [], closures: [] };
  return {
    opens: newEpoch(current, act),
    closes: open === undefined ? [] : [closeEpoch(open, 'notice', act.at)],
    closures: [],
  };
};

/** The same terms, in whatever language they were read: an epoch goes on under them. */
const isSameVersion = (one: NoticeReference, other: NoticeReference): boolean =>
  one.id === other.id && one.version === other.version;

const stepsToOff = (current: SettingAsItStands, act: Act): Steps => {
  const open = openEpochOf(current);
  return {
    closes: open === undefined ? [] : [closeEpoch(open, 'opt-out', act.at)],
    // Where an epoch holds no records there is nothing to delete, and so nothing to wait for.
    closures: current.epochs
      .filter(holdsRecords)
      .map((epoch) => (epoch.empty ? closureOfEmpty : closureOf)(epoch, act.at, act.group)),
  };
};

const openEpochOf = ({ stored, epochs }: SettingAsItStands): Epoch | undefined =>
  epochs.find((epoch) => epoch.id === stored?.epoch && epoch.state === 'open');

const factsAfter = ({ stored }: SettingAsItStands, act: Act): StoredFacts => ({
  n: (stored?.n ?? 0) + 1,
  notice: act.notice,
  ...inLanguage(act.language),
  since: isoOf(act.at),
  by: act.by,
});

const toggleAfter = (
  current: SettingAsItStands,
  act: Act,
  decided: Pick<StoredToggle, 'value' | 'source'>,
  steps: Steps,
): StoredToggle => {
  const { stored } = current;
  const epoch = steps.opens?.id ?? (decided.value === 'on' ? stored?.epoch : undefined);
  const superseded = steps.closes.filter(({ closedFor }) => closedFor === 'notice').map(({ id }) => id);
  const earlierEpochs = decided.value === 'on' ? [...stillHeld(current, act), ...superseded] : [];
  return {
    ...factsAfter(current, act),
    ...decided,
    ...(epoch !== undefined && { epoch }),
    ...(earlierEpochs.length > 0 && { earlierEpochs }),
  };
};

/** Earlier epochs whose records may still live: what is older than every retention is gone by itself. */
const stillHeld = ({ stored, epochs }: SettingAsItStands, act: Act): readonly EpochId[] =>
  (stored?.earlierEpochs ?? []).filter((id) => {
    const epoch = epochs.find((each) => each.id === id);
    return epoch?.closedAt !== undefined && act.at <= instantOf(epoch.closedAt) + longestRetention(epoch);
  });

const stepOf = (current: SettingAsItStands, act: Act, value: ChosenValue, steps: Steps) => ({
  program: current.program.id,
  programVersion: current.program.version,
  setting: current.setting,
  value,
  notice: act.notice,
  ...inLanguage(act.language),
  by: act.by,
  ...(steps.opens && { opens: steps.opens.id, promised: steps.opens.uses }),
  ...(steps.closes.length > 0 && {
    closes: steps.closes.map(({ id, closedFor = 'opt-out' }) => ({ epoch: id, cause: closedFor })),
  }),
});

const newEpoch = (current: SettingAsItStands, act: Act): Epoch => {
  const uses = policiesOf(current);
  return {
    id: act.newEpoch,
    subject: current.subject,
    program: current.program.id,
    programVersion: current.program.version,
    setting: current.setting,
    uses,
    notice: act.notice,
    gates: holdsRecords({ uses }) ? gatesPerEpoch : 0,
    openedAt: isoOf(act.at),
    openedBy: act.entry,
    state: 'open',
    ...(holdsRecords({ uses }) && { empty: true }),
  };
};

/** What was promised for the uses that keep records; the others have nothing that would have to end. */
const policiesOf = (current: SettingAsItStands): Readonly<Record<string, UsePolicy>> =>
  Object.fromEntries(
    definitionOf(current).permits.flatMap((useId) => {
      const use = useOf(current.program, useId);
      if (!keepsRecords(use)) return [];
      const { categories, sources, retention, afterOptOut, lotShards: shards } = use;
      return [[useId, { categories, sources, retention, deletedWithin: afterOptOut.deletedWithin, shards }]];
    }),
  );

/** What an owner's choice of a setting is, for each use that the setting permits. */
export const actsOf = (current: Pick<SettingAsItStands, 'program' | 'setting'>): readonly ActForUse[] =>
  definitionOf(current).permits.map((use) => ({ use, act: useOf(current.program, use).customerAct }));

const definitionOf = ({
  program,
  setting,
}: Pick<SettingAsItStands, 'program' | 'setting'>): SettingDefinition => {
  const definition = program.settings[setting];
  if (definition === undefined) throw new RangeError(`${program.id} has no setting ${setting}`);
  return definition;
};

const useOf = (program: ProgramTerms, useId: string) => {
  const use = program.uses[useId];
  if (use === undefined) throw new RangeError(`${program.id} has no use ${useId}`);
  return use;
};
