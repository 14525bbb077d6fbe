import { everyGeography, type Geography, geographies } from '../geographies.ts';
import type { Notice } from '../notices/notice.ts';
import { complianceServices } from '../programs/data.ts';
import type { DataLocations } from '../programs/locations.ts';
import {
  type AddressedSetting,
  geographiesOf,
  type Program,
  type Scope,
  type SettingDefinition,
  type SettingValue,
} from '../programs/program.ts';
import type { Coverage } from '../programs/use.ts';
import { resolveSetting } from '../settings/resolve-setting.ts';
import {
  describeClock,
  describeDefault,
  describeDeletion,
  describeLife,
  describePlace,
  describeRequired,
  describeSetting,
  describeUse,
  inWords,
} from './words.ts';

/**
 * What a customer experiences of a program before anybody has chosen: written into the pages of the documentation,
 * and told by `domicile program check`. Everything comes from the program and from the code that answers customers.
 */
export type ProgramExperience = {
  readonly program: string;
  readonly version: number;
  readonly title: string;
  /** By when data is deleted for reasons beside opt-out and retention. */
  readonly clocks: { readonly afterOffboarding: string; readonly afterDeletionRequest: string };
  readonly settings: readonly SettingExperience[];
  /** Where data lies, in programs that promise it. */
  readonly locations?: DataLocations;
};

export type SettingExperience = {
  readonly setting: string;
  readonly title: string;
  readonly scope: Scope;
  /** Roles of the customer; of a user's own settings, the user alone. */
  readonly decidedBy: readonly string[];
  /** What they must have beside the role, in words to be read after it; empty where the role is enough. */
  readonly besides: string;
  readonly facts: string;
  /** Shown before the choice. Without version and title where there is no such notice. */
  readonly notice: { readonly id: string; readonly version?: number; readonly title?: string };
  readonly uses: readonly UseExperience[];
  readonly geographies: readonly ExperienceIn[];
};

/** What is the same of a use in every geography. */
export type UseExperience = {
  readonly use: string;
  readonly title: string;
  readonly facts: string;
  /** What each connected service yields, where the use reads from services. */
  readonly services?: readonly { readonly service: string; readonly yields: string }[];
};

/** How a setting stands in a geography: a preview becomes available to who is admitted; `unavailable` never does. */
export type Standing = 'available' | 'unavailable' | 'preview' | 'not-applicable';

/** What a customer at home and working in a geography experiences of a setting. */
export type ExperienceIn = {
  readonly geography: Geography;
  readonly standing: Standing;
  /** What the setting resolves to. */
  readonly value: SettingValue;
  /** What is done before a choice; or, where there is nothing to decide, why. */
  readonly before: string;
  /** The sentences that a customer is told about it. */
  readonly why: readonly string[];
  /** Each use that the setting permits; none where it can never be turned on. */
  readonly uses: readonly UseIn[];
};

/** What a use is in a geography. */
export type UseIn = {
  readonly use: string;
  readonly keptFor: string;
  readonly deletedAfterOptOut: string;
  readonly peopleLook: boolean;
  readonly place: string;
  readonly lockbox: Coverage;
  readonly customerManagedKeys: Coverage;
};

/** What customers experience of a program, geography by geography. @param notices to choose the newest from */
export const experienceOf = (program: Program, notices: readonly Notice[]): ProgramExperience => ({
  program: program.id,
  version: program.version,
  title: program.title,
  clocks: {
    afterOffboarding: describeClock(program.clocks.afterOffboarding),
    afterDeletionRequest: describeClock(program.clocks.afterDeletionRequest),
  },
  settings: Object.entries(program.settings).map(([settingId, setting]) =>
    settingExperience({ program, settingId, setting }, notices),
  ),
  ...(program.locations && { locations: program.locations }),
});

const settingExperience = (addressed: AddressedSetting, notices: readonly Notice[]): SettingExperience => {
  const { settingId, setting } = addressed;
  return {
    setting: settingId,
    title: setting.title,
    scope: setting.scope,
    decidedBy: setting.scope === 'user' ? ['the user'] : setting.decidedBy,
    besides: describeRequired(setting),
    facts: describeSetting(setting),
    notice: noticeNow(setting.notice, notices),
    uses: usesOf(addressed).map(({ use }) => use),
    geographies: everyGeography.map((geography) => experienceIn(addressed, geography)),
  };
};

const noticeNow = (id: string, notices: readonly Notice[]): SettingExperience['notice'] => {
  const [newest] = notices
    .filter((notice) => notice.id === id && notice.language === 'en')
    .toSorted((one, another) => another.version - one.version);
  return newest === undefined ? { id } : { id, version: newest.version, title: newest.title };
};

type UseOfSetting = { readonly use: UseExperience; readonly inGeography: (geography: Geography) => UseIn };

const usesOf = (addressed: AddressedSetting): readonly UseOfSetting[] => {
  const { program, setting } = addressed;
  return setting.permits.flatMap((useId) => {
    const use = program.uses[useId];
    if (use === undefined) return [];
    const services = use.keeps === 'nothing' ? use.services : undefined;
    const other = use.alsoNeeds === undefined ? undefined : program.settings[use.alsoNeeds];
    return {
      use: {
        use: useId,
        title: use.title,
        facts: describeUse(use, other),
        ...(services && {
          services: complianceServices.map((service) => ({
            service: inWords(service),
            yields: services[service].map(inWords).join(', '),
          })),
        }),
      },
      inGeography: (geography) => ({
        use: useId,
        keptFor: describeLife(use),
        deletedAfterOptOut: describeDeletion(use),
        peopleLook: use.humanReview,
        place: describePlace(addressed, use.placement, geography),
        lockbox: use.lockbox,
        customerManagedKeys: use.customerManagedKeys,
      }),
    };
  });
};

const experienceIn = (addressed: AddressedSetting, geography: Geography): ExperienceIn => {
  const { program, settingId, setting } = addressed;
  const { source, value, explain } = resolveSetting({ program, settingId, home: geography, geography });
  const standing = standingOf(source, setting, geography);
  return {
    geography,
    standing,
    value,
    before:
      standing === 'not-applicable'
        ? (setting.notApplicable?.because ?? 'nothing to decide')
        : describeDefault(setting),
    why: explain,
    uses:
      standing === 'unavailable' ? [] : usesOf(addressed).map(({ inGeography }) => inGeography(geography)),
  };
};

const standingOf = (source: string, setting: SettingDefinition, geography: Geography): Standing => {
  if (source === 'not_applicable') return 'not-applicable';
  if (source !== 'unavailable') return 'available';
  return geographiesOf(setting.availableIn).includes(geography) ? 'preview' : 'unavailable';
};

const shown: Readonly<Record<Standing, string>> = {
  available: 'available',
  unavailable: 'unavailable: other geographies only',
  preview: 'unavailable: until admitted to the preview',
  'not-applicable': 'not shown',
};

/** How a setting is shown in a geography, and why it is not available there. */
export const describeStanding = (standing: Standing): string => shown[standing];

/** How a setting stands, in a word or two: for tables of all of them. */
export const atAGlance = ({ standing, value }: ExperienceIn): string => {
  if (standing === 'not-applicable') return shown[standing];
  if (standing !== 'available') return standing;
  return value === 'unset' ? 'to be chosen' : value;
};

/** The name of the geography that an experience is of. */
export const nameOf = ({ geography }: Pick<ExperienceIn, 'geography'>): string => geographies[geography].name;
