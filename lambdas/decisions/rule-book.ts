import { compileRules, type Rules } from '../../domain/decisions/compiled-rules.ts';
import type { Instrument } from '../../domain/decisions/instruments.ts';
import { settingOf } from '../../domain/programs/catalog.ts';
import type { AddressedSetting, Program } from '../../domain/programs/program.ts';

/** The rules of the programs that the vendor runs, with the settings that they name by number. */
export type RuleBook = { readonly rules: Rules; readonly settings: readonly AddressedSetting[] };

/**
 * Compiles the rules once, when a function starts.
 * @param instruments what the vendor declared about transfers; without any, nothing is permitted to go abroad
 */
export const ruleBookOf = (programs: readonly Program[], instruments: readonly Instrument[]): RuleBook => {
  const rules = compileRules(programs, instruments);
  const declared = programs.flatMap((program) =>
    Object.keys(program.settings).flatMap((settingId) => {
      const setting = settingOf(program, settingId);
      return setting === undefined ? [] : [{ program, settingId, setting }];
    }),
  );
  const settings = rules.settings.flatMap((address) =>
    declared.filter(({ program, settingId }) => `${program.id}/${settingId}` === address),
  );
  return { rules, settings };
};
