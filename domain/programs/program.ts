import { everyGeography, type Geography } from '../geographies.ts';
import { type Duration, seconds } from '../time.ts';

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
};

/** Whom a setting belongs to. */
export type Scope = 'organization' | 'workspace' | 'user';

/** Roles that a customer gives to its own people, in a cell. */
export const customerRoles = ['owner', 'privacy-officer', 'approver', 'contributor'] as const;
export type CustomerRole = (typeof customerRoles)[number];

export type SettingValue = 'on' | 'off';

/** Where a setting can be turned on: both the home geography and the subject's own must be among them. */
export type Availability =
  | { readonly kind: 'everywhere' }
  | { readonly kind: 'only'; readonly geographies: readonly Geography[] };

export type SettingDefinition = {
  readonly kind: 'toggle';
  readonly title: string;
  readonly scope: Scope;
  readonly default: SettingValue;
  /** Elsewhere the setting is shown as unavailable, with the reason. */
  readonly availableIn: Availability;
  readonly decidedBy: readonly CustomerRole[];
  /** Ids of the uses that are permitted while the setting is on. A use has exactly one governing setting. */
  readonly permits: readonly string[];
  /** Id of the notice that is shown before the choice, and that the choice is bound to. */
  readonly notice: string;
};

/** What kind of data a record is. What a use does not list is refused. */
export const categories = ['prompt', 'response', 'retrieved-content', 'pinned-content', 'telemetry'] as const;
export type Category = (typeof categories)[number];

/** What customers typed and got is told apart from what the system wrote about its own work (SC-4). */
export const dataClasses = ['customer-data', 'system-log'] as const;
export type DataClass = (typeof dataClasses)[number];

/** The class that every category belongs to. */
export const dataClassOf: Readonly<Record<Category, DataClass>> = {
  prompt: 'customer-data',
  response: 'customer-data',
  'retrieved-content': 'customer-data',
  'pinned-content': 'customer-data',
  telemetry: 'system-log',
};

/** Purposes that a use rules out by name, so that a customer can read them. */
export const prohibitablePurposes = ['sales', 'advertising', 'foundation-model-of-another-maker'] as const;
export type ProhibitablePurpose = (typeof prohibitablePurposes)[number];

export type VendorRole = 'processor' | 'controller' | 'joint';

/** A processor acts on its customer's instruction; whoever decides about purposes needs a permission. */
export type CustomerAct = 'instruction' | 'permission';

/** Whether a protection that the vendor offers for other data also covers the data of a use. */
export type Coverage = 'covered' | 'not-applicable';

export type UseDefinition = {
  readonly title: string;
  readonly categories: readonly Category[];
  /** Whether people of the vendor read records. */
  readonly humanReview: boolean;
  readonly vendorRole: VendorRole;
  readonly customerAct: CustomerAct;
  /** Records stay in the geography in which they were captured. */
  readonly placement: 'stays';
  /** Nobody outside the vendor receives records. */
  readonly recipients: 'none';
  readonly prohibitedPurposes: readonly ProhibitablePurpose[];
  /** How long a record may live, counted from the start of the UTC day of its capture. */
  readonly retention: Duration;
  /** Use ends at once; this is the time until the last record is deleted. */
  readonly afterOptOut: { readonly deletedWithin: Duration };
  readonly lockbox: Coverage;
  readonly customerManagedKeys: Coverage;
  /** Over how many lots the captures of a workspace and day are spread. */
  readonly lotShards: number;
};

/** A setting together with its address `{program}/{setting}`. */
export type AddressedSetting = {
  readonly program: Program;
  readonly settingId: string;
  readonly setting: SettingDefinition;
};

/** How long a permission that was handed out before an opt-out can still be used (DS-8): no grant lives longer. */
export const longestGrant: Duration = seconds(60);

/** Declares a program. What the types cannot hold is checked by `checkCatalog`, before anything is deployed. */
export const defineProgram = (program: Program): Program => program;

/** A setting that is on or off. */
export const toggle = (setting: Omit<SettingDefinition, 'kind'>): SettingDefinition => ({
  kind: 'toggle',
  ...setting,
});

/** A use of data. Four lots a workspace and day, where nothing else is declared. */
export const use = (
  definition: Omit<UseDefinition, 'lotShards'> & { readonly lotShards?: number },
): UseDefinition => ({ lotShards: 4, ...definition });

export const everywhere = (): Availability => ({ kind: 'everywhere' });

export const only = (...list: readonly [Geography, ...Geography[]]): Availability => ({
  kind: 'only',
  geographies: list,
});

/** The geographies that an availability names. */
export const geographiesOf = (availability: Availability): readonly Geography[] =>
  availability.kind === 'everywhere' ? everyGeography : availability.geographies;
