import type { EpochId, SubjectId } from '../identifiers.ts';
import type { Program, SettingDefinition } from '../programs/program.ts';
import { type Instant, isoOf } from '../time.ts';
import { type Closure, closeEpoch, closureOf, type Epoch, gatesPerEpoch, type UsePolicy } from './epoch.ts';
import type { NoticeReference, SettingEvent } from './ledger.ts';

/** A setting as it is kept once it was chosen or its default was applied. */
export type StoredSetting = {
  readonly value: 'on' | 'off';
  readonly source: 'default' | 'chosen';
  /** Counts the changes: 1, 2, …. A setting that nobody touched has none and counts as 0. */
  readonly n: number;
  readonly notice: NoticeReference;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** Subject of the token of whoever chose, or saw the notice. */
  readonly by: string;
  /** The open epoch, where the value in force has one. */
  readonly epoch?: EpochId;
  /** Epochs that a newer notice closed: their records may still live, and an opt-out reaches them too. */
  readonly earlierEpochs?: readonly EpochId[];
  /** Set from the moment an opt-out was accepted until it has won its gates: no other choice meanwhile. */
  readonly closing?: string;
};

/** What is decided about: one setting of one subject, as it stands. */
export type SettingAsItStands = {
  readonly subject: SubjectId;
  readonly program: Program;
  readonly setting: string;
  readonly stored: StoredSetting | undefined;
  /** The epoch of `stored`, and then those of `earlierEpochs`, as they were read. */
  readonly epochs: readonly Epoch[];
};

export type Act = {
  readonly at: Instant;
  readonly by: string;
  readonly notice: NoticeReference;
  /** Sequence of the ledger entry that records the act. */
  readonly entry: number;
  /** A fresh identifier, used when the act opens an epoch. */
  readonly newEpoch: EpochId;
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

/** What follows from an owner's choice (DS-3, SC-3). Who may choose, and whether the setting is available, was decided before. */
export const decideChoice = (current: SettingAsItStands, act: Act, value: 'on' | 'off'): SettingChange => {
  const before = current.stored?.value ?? definitionOf(current).default;
  const steps = value === 'on' ? stepsToOn(current, act) : stepsToOff(current, act);
  return {
    before: current.stored,
    after: storedAfter(current, act, { value, source: 'chosen' }, steps),
    event: {
      type: 'setting-chosen',
      before,
      acts: definitionOf(current).permits.map((use) => ({
        use,
        act: useOf(current.program, use).customerAct,
      })),
      ...stepOf(current, act, value, steps),
    },
    ...steps,
  };
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
    after: storedAfter(current, act, { value: 'on', source: 'default' }, steps),
    event: {
      type: 'default-applied',
      uses: definitionOf(current).permits,
      ...stepOf(current, act, 'on', steps),
    },
    ...steps,
  };
};

type Steps = Pick<SettingChange, 'opens' | 'closes' | 'closures'>;

const stepsToOn = (current: SettingAsItStands, act: Act): Steps => {
  const open = openEpochOf(current);
  if (open?.notice.hash === act.notice.hash) return { closes: [], closures: [] };
  return {
    opens: newEpoch(current, act),
    closes: open === undefined ? [] : [closeEpoch(open, 'notice', act.at)],
    closures: [],
  };
};

const stepsToOff = (current: SettingAsItStands, act: Act): Steps => {
  const open = openEpochOf(current);
  return {
    closes: open === undefined ? [] : [closeEpoch(open, 'opt-out', act.at)],
    closures: current.epochs.map((epoch) => closureOf(epoch, act.at)),
  };
};

const openEpochOf = ({ stored, epochs }: SettingAsItStands): Epoch | undefined =>
  epochs.find((epoch) => epoch.id === stored?.epoch && epoch.state === 'open');

const storedAfter = (
  { stored }: SettingAsItStands,
  act: Act,
  decided: Pick<StoredSetting, 'value' | 'source'>,
  steps: Steps,
): StoredSetting => {
  const epoch = steps.opens?.id ?? (decided.value === 'on' ? stored?.epoch : undefined);
  const superseded = steps.closes.filter(({ closedFor }) => closedFor === 'notice').map(({ id }) => id);
  const earlierEpochs = decided.value === 'on' ? [...(stored?.earlierEpochs ?? []), ...superseded] : [];
  return {
    ...decided,
    n: (stored?.n ?? 0) + 1,
    notice: act.notice,
    since: isoOf(act.at),
    by: act.by,
    ...(epoch !== undefined && { epoch }),
    ...(earlierEpochs.length > 0 && { earlierEpochs }),
  };
};

const stepOf = (current: SettingAsItStands, act: Act, value: 'on' | 'off', steps: Steps) => ({
  program: current.program.id,
  programVersion: current.program.version,
  setting: current.setting,
  value,
  notice: act.notice,
  ...(steps.opens && { opens: steps.opens.id }),
  ...(steps.closes.length > 0 && {
    closes: steps.closes.map(({ id, closedFor = 'opt-out' }) => ({ epoch: id, cause: closedFor })),
  }),
});

const newEpoch = (current: SettingAsItStands, act: Act): Epoch => ({
  id: act.newEpoch,
  subject: current.subject,
  program: current.program.id,
  programVersion: current.program.version,
  setting: current.setting,
  uses: Object.fromEntries(definitionOf(current).permits.map((use) => [use, policyOf(current.program, use)])),
  notice: act.notice,
  gates: gatesPerEpoch,
  openedAt: isoOf(act.at),
  openedBy: act.entry,
  state: 'open',
});

const policyOf = (program: Program, useId: string): UsePolicy => {
  const use = useOf(program, useId);
  return { retention: use.retention, deletedWithin: use.afterOptOut.deletedWithin, shards: use.lotShards };
};

const definitionOf = ({ program, setting }: SettingAsItStands): SettingDefinition => {
  const definition = program.settings[setting];
  if (definition === undefined) throw new RangeError(`${program.id} has no setting ${setting}`);
  return definition;
};

const useOf = (program: Program, useId: string) => {
  const use = program.uses[useId];
  if (use === undefined) throw new RangeError(`${program.id} has no use ${useId}`);
  return use;
};
