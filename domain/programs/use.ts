import type { Geography } from '../geographies.ts';
import type { Duration } from '../time.ts';
import type { Category, ComplianceService } from './data.ts';
import type { Source } from './sources.ts';

/** What a use may be for (DS-14): its program names its purposes, and any other is refused. */
export const purposes = ['agreed-services', 'building', 'improving', 'validating'] as const;
export type Purpose = (typeof purposes)[number];

/** Purposes that a use rules out by name, so that a customer can read them (DS-14, SC-19). */
export const prohibitablePurposes = ['sales', 'advertising', 'foundation-model-of-another-maker'] as const;
export type ProhibitablePurpose = (typeof prohibitablePurposes)[number];

export const vendorRoles = ['processor', 'controller', 'joint'] as const;
export type VendorRole = (typeof vendorRoles)[number];

/** A processor acts on its customer's instruction; whoever decides about purposes needs a permission. */
export type CustomerAct = 'instruction' | 'permission';

/** On what a vendor who is controller rests a use. None is assumed: where nothing is declared, none is claimed. */
export const lawfulBases = [
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'legitimate-interests',
] as const;
export type LawfulBasis = (typeof lawfulBases)[number];

/** Whether a protection that the vendor offers for other data also covers the data of a use. */
export const coverages = ['covered', 'not-applicable'] as const;
export type Coverage = (typeof coverages)[number];

/** A place that can be chosen for processing: a geography, or any at all. */
export type Location = Geography | 'anywhere';

/**
 * Where data of a use goes: it stays in its geography, moves to a named one, or goes to the location that the
 * governing setting was set to.
 */
export type Placement = 'stays' | 'as-chosen' | { readonly movesTo: Geography };

/**
 * Who carries out what a decision permits. A cell calls no other one: where data leaves its geography, services of
 * the vendor send it, and a cell only says whether they may.
 */
export const performers = ['services-of-the-vendor', 'the-cell'] as const;
export type Performer = (typeof performers)[number];

/**
 * Who outside the vendor receives data of a use: nobody, or a service that an owner of the customer has connected,
 * at the place that the owner named (DL-7).
 */
export const outsideRecipients = ['none', 'connected-service'] as const;
export type OutsideRecipients = (typeof outsideRecipients)[number];

type UseFacts = {
  readonly title: string;
  /** Closed: what is not named here is refused. */
  readonly categories: readonly Category[];
  /** Whether people of the vendor read the data. */
  readonly humanReview: boolean;
  readonly vendorRole: VendorRole;
  readonly customerAct: CustomerAct;
  /** Only where the vendor is controller, and only where it declares one. */
  readonly lawfulBasis?: LawfulBasis;
  readonly recipients: OutsideRecipients;
  readonly purposes: readonly Purpose[];
  readonly prohibitedPurposes: readonly ProhibitablePurpose[];
  readonly lockbox: Coverage;
  readonly customerManagedKeys: Coverage;
  /**
   * Another setting of the program that must be on too (SC-23, SC-25); it permits uses of its own. Where records are
   * kept, turning it off turns off the setting of this use with it.
   */
  readonly alsoNeeds?: string;
};

/** A use whose records Domicile holds, in their geography, until they are due. */
export type KeepingUse = UseFacts & {
  readonly keeps: 'records';
  readonly recipients: 'none';
  readonly placement: 'stays';
  /** Closed: what comes from anywhere else is refused (SC-25). */
  readonly sources: readonly Source[];
  /** How long a record may live, counted from the start of the UTC day of its capture. */
  readonly retention: Duration;
  /** Use ends at once; this is the time until the last record is deleted. */
  readonly afterOptOut: { readonly deletedWithin: Duration };
  /** Over how many lots the captures of a workspace and day are spread. */
  readonly lotShards: number;
};

/** A use that passes data on and keeps nothing in Domicile: nothing can be captured for it. */
export type PassingUse = UseFacts & {
  readonly keeps: 'nothing';
  readonly placement: Placement;
  /** Declared wherever data can leave its geography (BY-6). */
  readonly carriedOutBy?: Performer;
  /** Personal data serves nobody but the user who asked (CC-7). */
  readonly personalData?: 'for-the-user-who-asked';
  /** What each connected service yields, as closed lists (SC-5). */
  readonly services?: Readonly<Record<ComplianceService, readonly Category[]>>;
};

export type UseDefinition = KeepingUse | PassingUse;

/** A use that keeps records. Four lots a workspace and day, where nothing else is declared. */
export const use = (
  definition: Omit<KeepingUse, 'keeps' | 'lotShards'> & { readonly lotShards?: number },
): KeepingUse => ({ keeps: 'records', lotShards: 4, ...definition });

/** A use that keeps nothing in Domicile. */
export const useInPassing = (definition: Omit<PassingUse, 'keeps'>): PassingUse => ({
  keeps: 'nothing',
  ...definition,
});

/** Whether Domicile holds records of a use. */
export const keepsRecords = (use: UseDefinition | undefined): use is KeepingUse => use?.keeps === 'records';

/** Where data of a use goes, in words. A text that is no placement is shown as it stands. */
export const describePlacement = (placement: Placement): string => {
  if (typeof placement === 'object') return `moves to ${placement.movesTo}`;
  return placement;
};
