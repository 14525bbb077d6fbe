import { everyGeography, type Geography } from '../geographies.ts';
import { type Duration, days, seconds } from '../time.ts';
import type { DataLocations } from './locations.ts';
import type { Requires } from './requires.ts';
import { keepsRecords, type Location, type UseDefinition } from './use.ts';

/**
 * A program is what a customer agrees to or not, as data: its settings, the uses of data that they permit, and
 * what the vendor promises about them. One file a program; a further program needs no code.
 */
export type Program = {
  readonly id: string;
  /** Counts up with every change that a customer should be able to tell apart. */
  readonly version: number;
  readonly title: string;
  readonly settings: Readonly<Record<string, SettingDefinition>>;
  readonly uses: Readonly<Record<string, UseDefinition>>;
  readonly clocks: ProgramClocks;
  /** How long before it takes effect a new version of one of its notices is announced, at least. */
  readonly noticePeriod: Duration;
  /** Where data lies, in programs that promise it. */
  readonly locations?: DataLocations;
  /** No choice under a program changes what the vendor owes under the data-processing agreement (SC-26). */
  readonly dataProcessingAgreement: 'unchanged';
};

/** What of a program a choice of its settings is decided by. */
export type ProgramTerms = Pick<Program, 'id' | 'version' | 'settings' | 'uses'>;

/** The terms of one setting of a program, and of those that end with it: what an accepted choice keeps until it is carried out. */
export const termsOf = ({ id, version, settings, uses }: ProgramTerms, setting: string): ProgramTerms => {
  const definition = settings[setting];
  if (definition === undefined) throw new RangeError(`${id} has no setting ${setting}`);
  const chosen = [setting, ...settingsThatNeed({ settings, uses }, setting)];
  const kept = Object.entries(settings).filter(([each]) => chosen.includes(each));
  const permits = kept.flatMap(([, each]) => each.permits);
  const permitted = Object.entries(uses).filter(([use]) => permits.includes(use));
  return { id, version, settings: Object.fromEntries(kept), uses: Object.fromEntries(permitted) };
};

/**
 * The settings that end with another one: those of a use that keeps records and needs it (SC-25). A use that keeps
 * nothing has nothing to end, and its own setting stays as its user left it (SC-23).
 */
export const settingsThatNeed = (
  { settings, uses }: Pick<ProgramTerms, 'settings' | 'uses'>,
  needed: string,
): readonly string[] =>
  Object.entries(settings)
    .filter(([, { permits }]) =>
      permits.some((useId) => keepsRecords(uses[useId]) && uses[useId]?.alsoNeeds === needed),
    )
    .map(([settingId]) => settingId);

/** By when a customer's data is deleted for reasons beside opt-out and retention; declared, not yet enforced. */
export type ProgramClocks = {
  /** After all provisioned capacity was deleted; deleting a part of it starts no clock (SC-13). */
  readonly afterOffboarding: DeletionClock;
  /** After a customer asked for deletion (SC-14). */
  readonly afterDeletionRequest: DeletionClock;
};

export type DeletionClock = { readonly deletedWithin: Duration } | 'not-declared';

/** Whom a setting belongs to. */
export const scopes = ['organization', 'workspace', 'user'] as const;
export type Scope = (typeof scopes)[number];

/** Roles that a customer gives to its own people, in a cell. Everybody is the owner of their own user settings. */
export const customerRoles = ['owner', 'privacy-officer', 'approver', 'contributor'] as const;
export type CustomerRole = (typeof customerRoles)[number];

export const toggleValues = ['on', 'off'] as const;
export type ToggleValue = (typeof toggleValues)[number];

/** What somebody can choose: on or off, or a location, as the setting's kind says. */
export type ChosenValue = ToggleValue | Location;

/** A location that nobody has chosen is unset: nothing is done under it, and nobody can choose that value. */
export type SettingValue = ChosenValue | 'unset';

/** Where a setting can be turned on: both the home geography and the subject's own must be among them. */
export type Availability =
  | { readonly kind: 'everywhere' }
  | { readonly kind: 'only'; readonly geographies: readonly Geography[] };

/** Who can turn a setting on: everybody, or those who asked for a preview and were admitted (CC-4). */
export type Admission =
  | { readonly kind: 'open' }
  /** A preview names where it stores data before it is used (DL-6). */
  | { readonly kind: 'limited-preview'; readonly store: PreviewStore };

/** Where a preview stores data: nowhere, in the geography of its subject, or in a named one. */
export type PreviewStore = 'nothing-is-stored' | 'own-geography' | Geography;

/** Subjects for whom a setting has no meaning: those at home in a geography whose data lies there too. */
export type NotApplicable = { readonly within: Geography; readonly because: string };

type SettingFacts = {
  readonly title: string;
  readonly scope: Scope;
  /** Elsewhere the setting is shown as unavailable, with the reason. */
  readonly availableIn: Availability;
  /** Where there is nothing to decide: left out of lists, answered by name with the reason (CC-3). */
  readonly notApplicable?: NotApplicable;
  readonly admission: Admission;
  readonly decidedBy: readonly CustomerRole[];
  /** What whoever decides must have beside the role, on the way in and on the way out; nothing where it is left out. */
  readonly requires?: Requires;
  /** Ids of the uses that the setting permits. A use has exactly one governing setting. */
  readonly permits: readonly string[];
  /** Id of the notice that is shown before the choice, and that the choice is bound to. */
  readonly notice: string;
};

/** A setting that is on or off. */
export type ToggleDefinition = SettingFacts & { readonly kind: 'toggle'; readonly default: ToggleValue };

/** A choice among locations, which nobody makes but an owner (SC-17). */
export type LocationDefinition = SettingFacts & {
  readonly kind: 'location';
  readonly default: 'unset';
  readonly among: readonly Location[];
};

/** An outside service that an owner connects by naming where it is; off until then, and off again at any time (DL-7). */
export type DestinationDefinition = SettingFacts & {
  readonly kind: 'destination';
  readonly default: 'off';
  readonly among: readonly Geography[];
};

export const settingKinds = ['toggle', 'location', 'destination'] as const;
export type SettingDefinition = ToggleDefinition | LocationDefinition | DestinationDefinition;

/** A setting together with its address `{program}/{setting}`. */
export type AddressedSetting = {
  readonly program: Program;
  readonly settingId: string;
  readonly setting: SettingDefinition;
};

/** How long a permission that was handed out before an opt-out can still be used (DS-8): no grant lives longer. */
export const longestGrant: Duration = seconds(60);

/** Declares a program; new words of its notices are announced 30 days before, where it says nothing else. What the types cannot hold is checked by `checkCatalog`, before anything is deployed. */
export const defineProgram = (
  program: Omit<Program, 'clocks' | 'noticePeriod' | 'dataProcessingAgreement'> &
    Partial<Pick<Program, 'clocks' | 'noticePeriod'>>,
): Program => ({
  noticePeriod: days(30),
  clocks: { afterOffboarding: 'not-declared', afterDeletionRequest: 'not-declared' },
  dataProcessingAgreement: 'unchanged',
  ...program,
});

type Declared<Definition extends SettingDefinition> = Omit<Definition, 'kind' | 'admission'> & {
  readonly admission?: Admission;
};

/** A setting that is on or off; open to everybody where nothing else is declared. */
export const toggle = (setting: Declared<ToggleDefinition>): ToggleDefinition => ({
  kind: 'toggle',
  admission: { kind: 'open' },
  ...setting,
});

/** A choice among locations; unset until somebody chooses. */
export const locationChoice = (
  setting: Omit<Declared<LocationDefinition>, 'default'>,
): LocationDefinition => ({ kind: 'location', default: 'unset', admission: { kind: 'open' }, ...setting });

/** An outside service that can be connected; off until somebody says where it is. */
export const destinationChoice = (
  setting: Omit<Declared<DestinationDefinition>, 'default'>,
): DestinationDefinition => ({
  kind: 'destination',
  default: 'off',
  admission: { kind: 'open' },
  ...setting,
});

export const everywhere = (): Availability => ({ kind: 'everywhere' });

export const only = (...list: readonly [Geography, ...Geography[]]): Availability => ({
  kind: 'only',
  geographies: list,
});

/** Only for those who asked and were admitted. @param store where the preview stores data */
export const limitedPreview = (store: PreviewStore): Admission => ({ kind: 'limited-preview', store });

/** The geographies that an availability names. */
export const geographiesOf = (availability: Availability): readonly Geography[] =>
  availability.kind === 'everywhere' ? everyGeography : availability.geographies;

/** The values that can be chosen for a setting. */
export const valuesOf = (setting: SettingDefinition): readonly ChosenValue[] => {
  if (setting.kind === 'toggle') return toggleValues;
  return setting.kind === 'location' ? setting.among : ['off', ...setting.among];
};

/** A given text as a value of the setting, or undefined where the setting does not take it. */
export const valueFor = (setting: SettingDefinition, given: string): ChosenValue | undefined =>
  valuesOf(setting).find((value) => value === given);
