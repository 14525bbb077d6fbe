import { businessAppsDataSharing } from './business-apps-data-sharing.ts';
import { customerServiceCopilot } from './customer-service-copilot.ts';
import { customerServiceInsights } from './customer-service-insights.ts';
import { powerPlatformDataSharing } from './power-platform-data-sharing.ts';
import type { AddressedSetting, Program, SettingDefinition } from './program.ts';
import { securityCopilot } from './security-copilot.ts';
import type { UseDefinition } from './use.ts';

/** Every program that a vendor can choose from, in the order in which lists show them. */
export const everyProgram: readonly Program[] = [
  customerServiceCopilot,
  customerServiceInsights,
  businessAppsDataSharing,
  powerPlatformDataSharing,
  securityCopilot,
];

/** A use together with the one setting that governs it. */
export type GovernedUse = AddressedSetting & { readonly useId: string; readonly use: UseDefinition };

/** The program of an id, or undefined. */
export const programById = (id: string): Program | undefined =>
  everyProgram.find((program) => program.id === id);

/** A setting of a program by its id, or undefined: names that every object inherits are not settings. */
export const settingOf = (program: Program, settingId: string): SettingDefinition | undefined =>
  Object.hasOwn(program.settings, settingId) ? program.settings[settingId] : undefined;

/** The one setting that permits a use, or undefined where program or use is unknown. */
export const governingSetting = (programId: string, useId: string): AddressedSetting | undefined => {
  const program = programById(programId);
  if (program === undefined) return undefined;
  const governing = Object.entries(program.settings).find(([, setting]) => setting.permits.includes(useId));
  return governing && { program, settingId: governing[0], setting: governing[1] };
};

/** A use and what governs it, by the use's id, which is unique in the catalog; or undefined. */
export const findUse = (useId: string): GovernedUse | undefined => {
  const program = everyProgram.find((candidate) => Object.hasOwn(candidate.uses, useId));
  const use = program?.uses[useId];
  const governing = program && governingSetting(program.id, useId);
  return use && governing && { ...governing, useId, use };
};
