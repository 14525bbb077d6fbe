import { everyGeography } from '../geographies.ts';
import { faultsOfAlsoNeeded, faultsOfSources } from './check-sources.ts';
import { categories, complianceServices, dataClassOf } from './data.ts';
import {
  catalogIdRule,
  type Fault,
  type FaultOf,
  faultIn,
  faultsOfNames,
  filled,
  isCatalogId,
  listed,
  positiveInteger,
  quoted,
  unless,
} from './fault.ts';
import type { Program } from './program.ts';
import {
  coverages,
  describePlacement,
  type KeepingUse,
  keepsRecords,
  lawfulBases,
  outsideRecipients,
  type PassingUse,
  performers,
  prohibitablePurposes,
  purposes,
  type UseDefinition,
  vendorRoles,
} from './use.ts';

/** The most lots that the captures of a workspace and day may be spread over. */
const mostLotShards = 32;

/** What is wrong with one use of a program. */
export const faultsOfUse = (program: Program, useId: string, use: UseDefinition): readonly Fault[] => {
  const fault = faultIn(program, `uses.${useId}`);
  return [
    ...unless(isCatalogId(useId), fault('id', quoted(useId), catalogIdRule)),
    ...unless(filled(use.title), fault('title', 'empty', 'a title for people')),
    ...unless(use.categories.length > 0, fault('categories', 'empty', listed(categories))),
    ...faultsOfNames(fault, 'categories', 'category', use.categories, categories),
    ...faultsOfPurposes(fault, use),
    ...faultsOfNames(fault, 'lockbox', 'coverage', [use.lockbox], coverages),
    ...faultsOfNames(fault, 'customerManagedKeys', 'coverage', [use.customerManagedKeys], coverages),
    ...faultsOfRoles(fault, use),
    ...faultsOfRecipients(fault, program, useId, use),
    ...faultsOfGate(fault, program, useId, use),
    ...(keepsRecords(use)
      ? [
          ...faultsOfKeeping(fault, use),
          ...faultsOfSources(fault, program, useId, use),
          ...faultsOfAlsoNeeded(fault, program, useId, use),
        ]
      : faultsOfPassing(fault, use)),
  ];
};

/** What is prohibited cannot be permitted by any setting, whatever a notice says (DS-14, SC-19). */
const faultsOfPurposes = (fault: FaultOf, use: UseDefinition): readonly Fault[] => {
  const given: readonly string[] = use.purposes;
  const prohibited = prohibitablePurposes.filter((purpose) => given.includes(purpose));
  const others = given.filter((purpose) => !prohibited.some((one) => one === purpose));
  return [
    ...unless(given.length > 0, fault('purposes', 'empty', listed(purposes))),
    ...prohibited.map((purpose) =>
      fault('purposes', `the prohibited purpose ${quoted(purpose)}`, `under any setting ${listed(purposes)}`),
    ),
    ...faultsOfNames(fault, 'purposes', 'purpose', others, purposes),
    ...faultsOfNames(fault, 'prohibitedPurposes', 'purpose', use.prohibitedPurposes, prohibitablePurposes),
  ];
};

/** Who decides about purposes needs a permission and may rest on a basis; who follows instructions has neither. */
const faultsOfRoles = (fault: FaultOf, use: UseDefinition): readonly Fault[] => {
  const act = use.vendorRole === 'processor' ? 'instruction' : 'permission';
  const basis = use.lawfulBasis === undefined ? [] : [use.lawfulBasis];
  return [
    ...faultsOfNames(fault, 'vendorRole', 'role', [use.vendorRole], vendorRoles),
    ...unless(
      use.customerAct === act,
      fault('customerAct', use.customerAct, `${act}, where the vendor is ${use.vendorRole}`),
    ),
    ...faultsOfNames(fault, 'lawfulBasis', 'basis', basis, lawfulBases),
    ...unless(
      use.vendorRole !== 'processor' || basis.length === 0,
      fault('lawfulBasis', listed(basis), 'none, where the vendor is processor'),
    ),
  ];
};

/** Nothing is handed to a service outside but by the setting that connects it, and no record is (DS-13, SC-19). */
const faultsOfRecipients = (
  fault: FaultOf,
  program: Program,
  useId: string,
  use: UseDefinition,
): readonly Fault[] => {
  const governing = Object.values(program.settings).find(({ permits }) => permits.includes(useId));
  const allowed = governing?.kind === 'destination' && !keepsRecords(use) ? outsideRecipients : ['none'];
  return faultsOfNames(fault, 'recipients', 'recipient', [use.recipients], allowed);
};

/** The second gate of a use is a setting of the program that permits something else (SC-23). */
const faultsOfGate = (
  fault: FaultOf,
  program: Program,
  useId: string,
  { alsoNeeds }: UseDefinition,
): readonly Fault[] => {
  if (alsoNeeds === undefined) return [];
  const others = Object.entries(program.settings)
    .filter(([, { kind, permits }]) => kind === 'toggle' && !permits.includes(useId))
    .map(([settingId]) => settingId);
  return faultsOfNames(fault, 'alsoNeeds', 'other setting', [alsoNeeds], others);
};

const faultsOfKeeping = (fault: FaultOf, use: KeepingUse): readonly Fault[] => [
  ...faultsOfNames(fault, 'placement', 'placement', [describePlacement(use.placement)], ['stays']),
  ...unless(use.retention > 0, fault('retention', `${use.retention} ms`, 'a duration above 0')),
  ...unless(
    use.afterOptOut.deletedWithin > 0,
    fault('afterOptOut.deletedWithin', `${use.afterOptOut.deletedWithin} ms`, 'a duration above 0'),
  ),
  ...unless(
    positiveInteger(use.lotShards) && use.lotShards <= mostLotShards,
    fault('lotShards', use.lotShards, `a whole number from 1 to ${mostLotShards}`),
  ),
  ...unless(
    new Set(use.categories.map((category) => dataClassOf[category] === 'feedback')).size < 2,
    fault('categories', listed(use.categories), 'feedback, or other categories, and not both'),
  ),
];

const faultsOfPassing = (fault: FaultOf, use: PassingUse): readonly Fault[] => [
  ...faultsOfNames(fault, 'keeps', 'answer', [use.keeps], ['records', 'nothing']),
  ...(typeof use.placement === 'object'
    ? faultsOfNames(fault, 'placement.movesTo', 'geography', [use.placement.movesTo], everyGeography)
    : faultsOfNames(fault, 'placement', 'placement', [use.placement], ['stays', 'as-chosen'])),
  ...unless(
    use.placement === 'stays' || !use.categories.includes('uploaded-file'),
    // SC-8: what was retrieved from a file may go, the file may not.
    fault('categories', '`uploaded-file`', '`retrieved-content`, where data can leave its geography'),
  ),
  ...faultsOfPerformer(fault, use),
  ...(use.services === undefined ? [] : faultsOfServices(fault, use, use.services)),
];

/** Whoever lets data leave its geography says who sends it (BY-6). */
const faultsOfPerformer = (fault: FaultOf, { placement, carriedOutBy }: PassingUse): readonly Fault[] => [
  ...unless(
    placement === 'stays' || carriedOutBy !== undefined,
    fault('carriedOutBy', 'missing', listed(performers)),
  ),
  ...faultsOfNames(fault, 'carriedOutBy', 'performer', carriedOutBy ? [carriedOutBy] : [], performers),
];

/** What a service yields is a closed list, and no wider than what the use takes (SC-5). */
const faultsOfServices = (
  fault: FaultOf,
  use: PassingUse,
  services: Readonly<Record<string, readonly string[]>>,
): readonly Fault[] => [
  ...faultsOfNames(fault, 'services', 'service', Object.keys(services), complianceServices),
  ...complianceServices
    .filter((service) => (services[service] ?? []).length === 0)
    .map((service) => fault(`services.${service}`, 'empty', `at least one of ${listed(use.categories)}`)),
  ...Object.entries(services).flatMap(([service, yields]) =>
    faultsOfNames(fault, `services.${service}`, 'category', yields, use.categories),
  ),
];
