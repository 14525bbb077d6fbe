import type { Geography } from '../geographies.ts';
import type { EpochId } from '../identifiers.ts';
import type { Duration } from '../time.ts';

/**
 * What a service of the vendor wants to do with one kind of data of a subject, now. Words are taken as they come:
 * one that no program declares is answered, and not refused as a wrong form, because somebody has to hear of it.
 */
export type Question = {
  /** Id of a use, unique in the catalog. */
  readonly use: string;
  readonly category: string;
  /** The class of the category, as whoever asks takes it to be (SC-4). */
  readonly dataClass: string;
  readonly purpose: string;
  readonly recipient: string;
  /** Where the data is, and where it would be. */
  readonly from: Geography;
  readonly to: Geography;
  /** The connected service that yields the data, in uses that read from such services (SC-5). */
  readonly service?: string;
  /** Whose question it is that is answered, and who gets the answer, in any names that the service has (CC-7). */
  readonly askedBy?: string;
  readonly answersTo?: string;
  /** The epoch under which it would be, where whoever asks means a certain one. */
  readonly epoch?: string;
};

/**
 * Whom data can be handed to. A use names one of the first two; no setting and no program permits the others (DS-13,
 * SC-19).
 */
export const recipients = ['vendor', 'connected-service', 'model-maker', 'third-party'] as const;
export type Recipient = (typeof recipients)[number];

/** Why nothing is said about it: no program has a rule for this. It is denied, and somebody is told. */
export const withoutRule = [
  'use-not-declared',
  'recipient-unknown',
  'purpose-unknown',
  'category-unknown',
  'class-unknown',
  'service-unknown',
] as const;
export type WithoutRule = (typeof withoutRule)[number];

/** Why it is denied, in the order in which it is asked; no setting lifts one of those before `setting-unavailable`. */
export const denials = [
  'recipient-prohibited',
  'recipient-not-declared',
  'purpose-prohibited',
  'purpose-not-declared',
  'category-not-declared',
  'not-of-this-class',
  'not-yielded-by-service',
  'personal-data-for-another',
  'not-in-this-geography',
  'subject-not-open',
  'program-not-in-use',
  'workspace-not-named',
  'user-not-named',
  'setting-unavailable',
  'not-admitted',
  'notice-not-shown',
  'setting-off',
  'location-not-chosen',
  'opt-out-accepted',
  'no-open-epoch',
  'epoch-not-open',
  'other-setting-off',
  'placement-not-declared',
  'location-not-as-chosen',
  'no-instrument',
] as const;
export type Denial = (typeof denials)[number];

/** The answer. Whatever is not permitted is denied. */
export type Decision =
  | {
      readonly outcome: 'permitted';
      /** `chosen` under a setting, or `not-applicable` where there is nothing to choose (CC-1). */
      readonly reason: 'chosen' | 'not-applicable';
      readonly rule: string;
      readonly epoch: EpochId | undefined;
      /** Id of the instrument that the transfer rests on, where data leaves its geography (BY-7). */
      readonly instrument: string | undefined;
      /** How long the answer may be used without asking again; a minute at most (DS-8). */
      readonly usableFor: Duration;
    }
  | {
      readonly outcome: 'denied';
      readonly reason: Denial;
      readonly rule: string;
      readonly usableFor: Duration;
    }
  | { readonly outcome: 'no-rule'; readonly reason: WithoutRule; readonly usableFor: 0 };
