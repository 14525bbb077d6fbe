import {
  describeStanding,
  type ExperienceIn,
  nameOf,
  type ProgramExperience,
  type SettingExperience,
  type UseIn,
} from '../../domain/experience/experience.ts';
import { inWords } from '../../domain/experience/words.ts';
import { geographies } from '../../domain/geographies.ts';
import { describeFault } from '../../domain/programs/fault.ts';
import type { DataLocations } from '../../domain/programs/locations.ts';
import type { Checked } from './checked.ts';

/** What was found, for a person who reads it in a terminal. */
export const checkedInWords = (checked: readonly Checked[]): string => {
  const faults = checked.reduce((sum, one) => sum + one.faults.length, 0);
  return [...checked.flatMap(programLines), `${checked.length} program(s), ${faults} fault(s)`].join('\n');
};

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const programLines = ({ program, file, isInCatalog, faults, experience, toPublish }: Checked) =>
  experience === undefined
    ? [`${program} (${file})`, ...indented(faults.map(describeFault)), '']
    : [
        `${experience.title}: ${program}, version ${experience.version} (${file})`,
        ...indented([
          `After all capacity was deleted: ${experience.clocks.afterOffboarding}.`,
          `After a customer asked for deletion: ${experience.clocks.afterDeletionRequest}.`,
          ...locationLines(experience),
          ...experience.settings.flatMap(settingLines),
        ]),
        ...(isInCatalog
          ? []
          : ['', 'It has no fault, and is not in the catalog yet: domain/programs/catalog.ts.']),
        ...(toPublish.length === 0
          ? []
          : [
              'Rows for its notices: hashes in domain/notices/published.ts, and the id in domain/notices/versions.ts.',
            ]),
        ...indented(toPublish.map((row) => JSON.stringify(row))),
        '',
      ];

const settingLines = (setting: SettingExperience): readonly string[] => {
  const { id, version, title } = setting.notice;
  const titles = new Map(setting.uses.map((use) => [use.use, use.title]));
  return [
    '',
    `${setting.title}: ${setting.setting}`,
    ...indented([
      setting.facts,
      `The notice before the choice: “${title}” (${id}, version ${version}).`,
      ...setting.uses.flatMap((use) => [
        `${use.title}. ${use.facts}`,
        ...indented(
          (use.services ?? []).map(({ service, yields }) => `${service}: ${yields}, and nothing else`),
        ),
      ]),
      ...setting.geographies.flatMap((each) => geographyLines(each, titles)),
    ]),
  ];
};

const geographyLines = (experience: ExperienceIn, titles: ReadonlyMap<string, string>): readonly string[] => [
  `${nameOf(experience)}: ${describeStanding(experience.standing)}.${beforeOf(experience)}`,
  ...indented([
    experience.why.join(' '),
    ...experience.uses.map((use) => `${titles.get(use.use)}: ${useInWords(use)}`),
  ]),
];

const beforeOf = ({ standing, before }: ExperienceIn): string =>
  standing === 'not-applicable' ? '' : ` Before a choice: ${before}.`;

const useInWords = (use: UseIn): string =>
  [
    `kept for at most: ${use.keptFor}`,
    `deleted after opting out: ${use.deletedAfterOptOut}`,
    `people look: ${use.peopleLook ? 'yes' : 'no'}`,
    `data lies in: ${use.place}`,
    `Lockbox ${use.lockbox === 'covered' ? 'covers it' : 'does not cover it'}`,
    `own keys ${use.customerManagedKeys === 'covered' ? 'cover it' : 'do not cover it'}`,
  ].join('; ');

const locationLines = ({ locations }: ProgramExperience): readonly string[] =>
  locations === undefined ? [] : whereDataLies(locations);

const whereDataLies = (locations: DataLocations): readonly string[] => [
  `Data lies in the geography that a customer chose: ${locations.geographies.map((each) => geographies[each].name).join(', ')}. It is elsewhere only under these exceptions:`,
  ...indented(
    Object.entries(locations.exceptions).map(([id, exception]) =>
      exception.status === 'applies'
        ? `${inWords(id)}: applies. ${exception.what}`
        : `${inWords(id)}: not used. ${exception.because}`,
    ),
  ),
  `Stored globally, and nothing else can be: ${locations.global.map(inWords).join(', ')}.`,
];
