import {
  atAGlance,
  describeStanding,
  type ExperienceIn,
  experienceOf,
  nameOf,
  type SettingExperience,
  type UseExperience,
  type UseIn,
} from '../domain/experience/experience.ts';
import { inWords } from '../domain/experience/words.ts';
import { everyGeography, geographies } from '../domain/geographies.ts';
import { everyNotice } from '../domain/notices/catalog.ts';
import { everyWholeProgram } from '../domain/programs/located.ts';
import { type DataLocations, exceptionIds } from '../domain/programs/locations.ts';
import { longestGrant, type Program } from '../domain/programs/program.ts';
import { describeDuration } from '../domain/time.ts';
import { table } from './markdown.ts';

/** What a customer experiences, program by program and geography by geography, written from the programs themselves. */
export const customerExperience = (): string =>
  `${[
    '# What a customer experiences',
    'This page is written by `npm run docs` from the programs in `domain/programs/`, with the code that answers customers. `npm test` fails where the two differ; do not edit it.',
    'Each column and row shows a customer who is at home in the geography and works there, before anybody has chosen. Where home and workspace lie in two geographies, a setting is available only if it is in both. Use ends at the moment of opting out; a permission that was handed out before ends by itself within ' +
      `${describeDuration(longestGrant)}. What is *deleted after opting out* is gone by then, and deleting starts within a day.`,
    'Of a use of which *nothing is kept* no record comes here. The cell decides call by call, where a service of the vendor asks, [what may be done under it](movement.md). That the service asks, and obeys, is for the vendor to see to. The times after deleted capacity and after a request for deletion are declared, and not yet kept by the product.',
    '## At a glance',
    'What is *on* takes effect once an owner, or for their own settings a user, has seen the notice; before that nothing is captured or asked. What is *to be chosen* does nothing before somebody chooses. [Settings by role](settings.md) says who can choose.',
    overview(),
    ...everyWholeProgram.flatMap(sectionOf),
  ].join('\n\n')}\n`;

const overview = (): string =>
  table(
    ['setting', ...everyGeography.map((geography) => geographies[geography].name)],
    everyWholeProgram.flatMap((program) =>
      experienceOf(program, everyNotice).settings.map(({ title, geographies: each }) => [
        title,
        ...each.map(atAGlance),
      ]),
    ),
  );

const sectionOf = (program: Program): readonly string[] => {
  const { title, version, clocks, settings } = experienceOf(program, everyNotice);
  return [
    `## ${title}`,
    `\`${program.id}\`, version ${version}. After all capacity was deleted: ${clocks.afterOffboarding}. After a customer asked for deletion: ${clocks.afterDeletionRequest}. No choice changes what the vendor owes under the data-processing agreement.`,
    ...(program.locations === undefined ? [] : locationsOf(program.locations)),
    ...settings.flatMap((setting) => settingSection(program, setting)),
  ];
};

const settingSection = ({ id }: Program, setting: SettingExperience): readonly string[] => [
  `### ${setting.title}`,
  `\`${id}/${setting.setting}\`. ${setting.facts} The notice before the choice: “${setting.notice.title ?? setting.notice.id}”.`,
  ...setting.uses.flatMap(aboutUse),
  table(
    [
      'geography',
      'shown as',
      'before a choice',
      'kept for at most',
      'deleted after opting out',
      'people look',
      'where data lies',
      'Lockbox',
      'own keys',
    ],
    setting.geographies.flatMap(rowsOf),
  ),
];

const aboutUse = ({ title, facts, services }: UseExperience): readonly string[] => [
  `**${title}.** ${facts}`,
  ...(services === undefined
    ? []
    : [
        table(
          ['service', 'what it yields, and nothing else'],
          services.map(({ service, yields }) => [service, yields]),
        ),
      ]),
];

const rowsOf = (experience: ExperienceIn): readonly (readonly string[])[] => {
  const { standing, before, uses } = experience;
  const shown = [nameOf(experience), describeStanding(standing), before];
  return uses.length === 0 ? [[...shown, ...none]] : uses.map((use) => [...shown, ...cellsOf(use)]);
};

const none = Array.from({ length: 6 }, () => '–');

const cellsOf = (use: UseIn): readonly string[] => [
  use.keptFor,
  use.deletedAfterOptOut,
  use.peopleLook ? 'yes' : 'no',
  use.place,
  use.lockbox === 'covered' ? 'covers it' : 'does not cover it',
  use.customerManagedKeys === 'covered' ? 'cover it' : 'do not cover it',
];

const locationsOf = (locations: DataLocations): readonly string[] => [
  'A customer chooses a geography, and its data lies there. Copies for durability lie in regions of the same geography. Where the customer’s own users connect from is not limited.',
  table(
    ['geography', 'region', 'the only other region for copies'],
    locations.geographies.map((geography) => {
      const facts: { readonly name: string; readonly region: string; readonly durabilityRegion?: string } =
        geographies[geography];
      return [facts.name, facts.region, facts.durabilityRegion ?? 'none'];
    }),
  ),
  'Data is elsewhere only under these exceptions. Each is named, also where it is not used.',
  table(
    ['exception', 'applies', 'to what, or why not'],
    exceptionIds.map((id) => {
      const exception = locations.exceptions[id];
      return exception.status === 'applies'
        ? [inWords(id), 'yes', exception.what]
        : [inWords(id), 'not used', exception.because];
    }),
  ),
  `Stored globally, and nothing else can be: ${locations.global.map(inWords).join(', ')}.`,
];
