import { everyGeography, type Geography, geographies } from '../domain/geographies.ts';
import { newestNotice } from '../domain/notices/catalog.ts';
import { complianceServices } from '../domain/programs/data.ts';
import { everyWholeProgram } from '../domain/programs/located.ts';
import { type DataLocations, exceptionIds } from '../domain/programs/locations.ts';
import {
  type AddressedSetting,
  type DeletionClock,
  longestGrant,
  type Program,
  type SettingDefinition,
  valuesOf,
} from '../domain/programs/program.ts';
import { keepsRecords, type Placement, type UseDefinition } from '../domain/programs/use.ts';
import { describeValue, whoSees } from '../domain/settings/explain.ts';
import { resolveSetting } from '../domain/settings/resolve-setting.ts';
import { transfersOf } from '../domain/settings/transfers.ts';
import { describeDuration } from '../domain/time.ts';
import { table } from './markdown.ts';

/** What a customer experiences, program by program and geography by geography, written from the programs themselves. */
export const customerExperience = (): string =>
  `${[
    '# What a customer experiences',
    'This page is written by `npm run docs` from the programs in `domain/programs/`, with the code that answers customers. `npm test` fails where the two differ; do not edit it.',
    'Each column and row shows a customer who is at home in the geography and works there, before anybody has chosen. Where home and workspace lie in two geographies, a setting is available only if it is in both. Use ends at the moment of opting out; a permission that was handed out before ends by itself within ' +
      `${describeDuration(longestGrant)}. What is *deleted after opting out* is gone by then, and deleting starts within a day.`,
    'A use of which *nothing is kept* is recorded and shown only: nothing in Domicile decides yet, call by call, what may be done under it. That is for the vendor’s services to obey, which read the setting. The times after deleted capacity and after a request for deletion are declared, and not yet kept by the product.',
    '## At a glance',
    'What is *on* takes effect once an owner, or for their own settings a user, has seen the notice; before that nothing is captured or asked. What is *to be chosen* does nothing before somebody chooses.',
    overview(),
    ...everyWholeProgram.flatMap(sectionOf),
  ].join('\n\n')}\n`;

const overview = (): string =>
  table(
    ['setting', ...everyGeography.map((geography) => geographies[geography].name)],
    everyWholeProgram.flatMap((program) =>
      Object.entries(program.settings).map(([settingId, setting]) => [
        setting.title,
        ...everyGeography.map((geography) => atAGlance({ program, settingId, setting }, geography)),
      ]),
    ),
  );

const atAGlance = ({ program, settingId, setting }: AddressedSetting, geography: Geography): string => {
  const { source } = resolveSetting({ program, settingId, home: geography, geography });
  if (source === 'not_applicable') return 'not shown';
  if (source === 'unavailable') return setting.admission.kind === 'open' ? 'unavailable' : 'preview';
  return setting.default === 'unset' ? 'to be chosen' : setting.default;
};

const sectionOf = (program: Program): readonly string[] => [
  `## ${program.title}`,
  `\`${program.id}\`, version ${program.version}. ${clocksOf(program)} No choice changes what the vendor owes under the data-processing agreement.`,
  ...(program.locations === undefined ? [] : locationsOf(program.locations)),
  ...Object.entries(program.settings).flatMap(([settingId, setting]) =>
    settingSection({ program, settingId, setting }),
  ),
];

const clocksOf = ({ clocks }: Program): string =>
  [
    `After all capacity was deleted: ${clockOf(clocks.afterOffboarding)}.`,
    `After a customer asked for deletion: ${clockOf(clocks.afterDeletionRequest)}.`,
  ].join(' ');

const clockOf = (clock: DeletionClock): string =>
  clock === 'not-declared'
    ? 'the program declares no time of its own'
    : `all is to be deleted within ${describeDuration(clock.deletedWithin)} (declared, not yet kept by the product)`;

const settingSection = (addressed: AddressedSetting): readonly string[] => {
  const { program, settingId, setting } = addressed;
  const uses = setting.permits.flatMap((useId) => program.uses[useId] ?? []);
  return [
    `### ${setting.title}`,
    `\`${program.id}/${settingId}\`. ${factsOf(setting)}`,
    ...uses.flatMap((use) => aboutUse(program, use)),
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
      everyGeography.flatMap((geography) => uses.map((use) => rowOf(addressed, use, geography))),
    ),
  ];
};

const factsOf = (setting: SettingDefinition): string => {
  const { title = setting.notice } = newestNotice(setting.notice) ?? {};
  return [
    setting.scope === 'user'
      ? 'One for each user, who decides alone.'
      : `One for each ${setting.scope}; decided by: ${setting.decidedBy.join(', ')}.`,
    ...(setting.kind === 'toggle' ? [] : [`Choices: ${valuesOf(setting).map(describeValue).join(', ')}.`]),
    ...(setting.admission.kind === 'open'
      ? []
      : [`A limited preview; where it stores data: ${inWords(setting.admission.store)}.`]),
    `The notice before the choice: “${title}”.`,
  ].join(' ');
};

const aboutUse = (program: Program, use: UseDefinition): readonly string[] => {
  const services = use.keeps === 'nothing' ? use.services : undefined;
  const other = use.alsoNeeds === undefined ? undefined : program.settings[use.alsoNeeds];
  return [
    [
      `**${use.title}.** The data, and nothing else: ${use.categories.map(inWords).join(', ')}.`,
      ...(use.keeps === 'records' ? [`It comes from: ${use.sources.map(inWords).join(', ')}.`] : []),
      `For: ${use.purposes.map(inWords).join(', ')}. Ruled out: ${use.prohibitedPurposes.map(inWords).join(', ')}. Nobody outside the vendor gets it.`,
      `The vendor is ${use.vendorRole}; the customer’s act is ${use.customerAct === 'instruction' ? 'an instruction' : 'a permission'}${basisOf(use)}.`,
      ...(use.keeps === 'nothing' && use.personalData !== undefined
        ? ['Personal data serves only the user who asked.']
        : []),
      ...(other === undefined ? [] : [`It has an effect only where “${other.title}” is on too.`]),
    ].join(' '),
    ...(services === undefined
      ? []
      : [
          table(
            ['service', 'what it yields, and nothing else'],
            complianceServices.map((service) => [
              inWords(service),
              services[service].map(inWords).join(', '),
            ]),
          ),
        ]),
  ];
};

/** Whoever follows instructions needs no basis of its own. */
const basisOf = ({ vendorRole, lawfulBasis }: UseDefinition): string =>
  vendorRole === 'processor' ? '' : `; lawful basis: ${lawfulBasis ?? 'none is declared'}`;

const rowOf = (addressed: AddressedSetting, use: UseDefinition, geography: Geography): readonly string[] => {
  const { program, settingId } = addressed;
  const resolved = resolveSetting({ program, settingId, home: geography, geography });
  const { setting } = addressed;
  const row = (shown: string, before: string, rest: readonly string[]) => [
    geographies[geography].name,
    shown,
    before,
    ...rest,
  ];
  const all = about(addressed, use, geography);
  if (resolved.source === 'not_applicable') {
    return row('not shown', setting.notApplicable?.because ?? 'nothing to decide', all);
  }
  if (resolved.source !== 'unavailable') return row('available', beforeChoice(setting), all);
  // A preview becomes available to who is admitted; another geography never does.
  return setting.admission.kind === 'open'
    ? row('unavailable: other geographies only', beforeChoice(setting), none)
    : row('unavailable: until admitted to the preview', beforeChoice(setting), all);
};

const none = Array.from({ length: 6 }, () => '–');

const beforeChoice = (setting: SettingDefinition): string => {
  if (setting.default === 'unset') return 'nothing is done';
  return setting.default === 'on' ? `on, once ${whoSees(setting)} saw the notice` : 'off';
};

const about = (addressed: AddressedSetting, use: UseDefinition, geography: Geography): readonly string[] => [
  ...lifeOf(use),
  use.humanReview ? 'yes' : 'no',
  whereDataLies(addressed, use.placement, geography),
  use.lockbox === 'covered' ? 'covers it' : 'does not cover it',
  use.customerManagedKeys === 'covered' ? 'cover it' : 'do not cover it',
];

/** What is read from services stays in the conversations that used it: stopping deletes none of it early (SC-5). */
const lifeOf = (use: UseDefinition): readonly [life: string, afterOptOut: string] => {
  if (keepsRecords(use)) {
    return [describeDuration(use.retention), `within ${describeDuration(use.afterOptOut.deletedWithin)}`];
  }
  return use.services === undefined
    ? ['nothing is kept', 'nothing to delete']
    : ['as long as the conversations that used it', 'not earlier than these conversations'];
};

const whereDataLies = (addressed: AddressedSetting, placement: Placement, geography: Geography): string => {
  const { name } = geographies[geography];
  if (placement === 'stays') return name;
  if (placement !== 'as-chosen') {
    const { movesTo } = placement;
    return movesTo === geography ? name : `${name}; while it is on, moves to ${geographies[movesTo].name}`;
  }
  const transfers = transfersOf(addressed, geography).length;
  const { setting } = addressed;
  const all = setting.kind === 'location' && transfers === setting.among.length;
  return all ? 'as chosen; every choice is a transfer' : `as chosen; outside ${name} a transfer`;
};

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

/** A name of the catalog as a person reads it. */
const inWords = (name: string): string => name.replaceAll('-', ' ');
