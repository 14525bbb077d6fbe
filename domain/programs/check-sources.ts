import { sensitiveServices } from './data.ts';
import { type Fault, type FaultOf, faultsOfNames, listed, quoted, unless } from './fault.ts';
import type { Program, SettingDefinition } from './program.ts';
import { comesFrom, isService, type Source, sources } from './sources.ts';
import type { KeepingUse } from './use.ts';

/** What is wrong with where the records of a use come from. */
export const faultsOfSources = (
  fault: FaultOf,
  program: Program,
  useId: string,
  use: KeepingUse,
): readonly Fault[] => [
  ...unless(use.sources.length > 0, fault('sources', 'empty', listed(sources))),
  ...faultsOfNames(fault, 'sources', 'source', use.sources, sources),
  ...unless(
    !use.categories.includes('uploaded-file'),
    fault('categories', '`uploaded-file`', '`retrieved-content` from `upload`: no file is captured whole'),
  ),
  ...faultsOfOrigins(fault, use),
  ...faultsOfServicesRead(fault, program, use),
  ...faultsOfSensitive(fault, governingSetting(program, useId), use),
];

/** What a use takes can come from where it takes it: a category that cannot is a mistake of one of both lists. */
const faultsOfOrigins = (fault: FaultOf, use: KeepingUse): readonly Fault[] =>
  use.categories
    // An unknown category is told elsewhere.
    .filter((category) => Object.hasOwn(comesFrom, category))
    .filter((category) => !comesFrom[category].some((source) => use.sources.includes(source)))
    .map((category) =>
      fault(
        'sources',
        `none that ${quoted(category)} comes from`,
        `at least one of ${listed(comesFrom[category])}`,
      ),
    );

/** A service is read only where the program says what each one yields, and who lets the assistant read (SC-5). */
const faultsOfServicesRead = (fault: FaultOf, program: Program, use: KeepingUse): readonly Fault[] => {
  const read = use.sources.filter(isService);
  if (read.length === 0) return [];
  const connecting = Object.entries(program.uses).filter(
    ([, other]) => other.keeps === 'nothing' && other.services !== undefined,
  );
  const scopes = connecting.map(([useId]) => governingSetting(program, useId)?.scope);
  return [
    ...unless(
      connecting.length === 1,
      fault('sources', listed(read), 'services, where one use of the program says what each of them yields'),
    ),
    ...unless(
      !scopes.includes('user'),
      fault('sources', listed(read), 'services that an organization or a workspace lets the assistant read'),
    ),
  ];
};

/** A sensitive service builds a model only by a setting of its own that nobody has on by default (SC-25). */
const faultsOfSensitive = (
  fault: FaultOf,
  governing: SettingDefinition | undefined,
  { sources: from, purposes }: KeepingUse,
): readonly Fault[] => {
  const sensitive = from.filter((source: Source) => sensitiveServices.some((service) => service === source));
  if (sensitive.length === 0 || !purposes.includes('building') || governing === undefined) return [];
  return [
    ...unless(
      sensitive.length === 1 && governing.permits.length === 1,
      fault('sources', listed(sensitive), 'one sensitive service, under a setting that permits nothing else'),
    ),
    ...unless(
      governing.default === 'off',
      fault('sources', listed(sensitive), 'a sensitive service only where its setting is off by default'),
    ),
  ];
};

/**
 * A use that keeps records can need one other setting: of the same scope, so that both end in one commit, and one whose
 * own uses need nothing further.
 */
export const faultsOfAlsoNeeded = (
  fault: FaultOf,
  program: Program,
  useId: string,
  { alsoNeeds = '' }: KeepingUse,
): readonly Fault[] => {
  const needed = Object.hasOwn(program.settings, alsoNeeds) ? program.settings[alsoNeeds] : undefined;
  const governing = governingSetting(program, useId);
  if (needed === undefined || governing === undefined) return [];
  const further = needed.permits.flatMap((permitted) => program.uses[permitted]?.alsoNeeds ?? []);
  return [
    ...unless(
      needed.scope === governing.scope,
      fault(
        'alsoNeeds',
        `${quoted(alsoNeeds)} of each ${needed.scope}`,
        `a setting of each ${governing.scope}`,
      ),
    ),
    ...unless(
      further.length === 0,
      fault('alsoNeeds', `${quoted(alsoNeeds)}, which needs ${listed(further)}`, 'a setting that needs none'),
    ),
  ];
};

const governingSetting = ({ settings }: Program, useId: string): SettingDefinition | undefined =>
  Object.values(settings).find(({ permits }) => permits.includes(useId));
