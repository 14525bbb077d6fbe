import { unknownSetting } from '../../../contract/api/problems.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import type { AddressedSetting } from '../../../domain/programs/program.ts';
import { settingsOf } from '../../../domain/settings/resolve-setting.ts';
import { programOf, programsOf } from '../offered-programs.ts';
import type { SettingsSubject } from './existing-subject.ts';

/**
 * The setting of a subject that a path names. Settings of a program that the vendor has ceased to run stay there
 * to be read and turned off (DS-6).
 * @throws ProblemError unknown-program or unknown-setting, with the names that this subject has
 */
export const settingNamed = (
  subject: SettingsSubject,
  named: { readonly program: string; readonly setting: string },
): AddressedSetting => {
  const program = programOf(programsOf(everyProgram, subject), named.program);
  const settings = settingsOf([program], subject.kind);
  const found = settings.find(({ settingId }) => settingId === named.setting);
  if (found === undefined) {
    const allowed = settings.map(({ settingId }) => settingId);
    throw unknownSetting(named.setting, allowed);
  }
  return found;
};
