import { admissionRecordOf, type StoredAdmission } from '../consent/admission.ts';
import type { StoredSetting } from '../consent/choice.ts';
import type { Geography } from '../geographies.ts';
import { geographyOf, type SubjectId } from '../identifiers.ts';
import type { AddressedSetting, Program, Scope } from '../programs/program.ts';
import { resolveSetting, settingsOf } from '../settings/resolve-setting.ts';
import type { NoticeVersion } from './versions.ts';

/** The settings that subjects of a scope have under a notice, in the given programs. */
export const settingsUnder = (
  notice: string,
  programs: readonly Program[],
  scope: Scope,
): readonly AddressedSetting[] =>
  settingsOf(programs, scope).filter(({ setting }) => setting.notice === notice);

/**
 * Whether somebody acted on a version of a notice, or on a later one: chose under it, or was shown it where its default
 * took effect. Who looked at it and did neither has left no trace.
 */
export const hasSeen = (
  stored: Pick<StoredSetting, 'notice'> | undefined,
  { id, version }: Pick<NoticeVersion, 'id' | 'version'>,
): boolean => stored !== undefined && stored.notice.id === id && stored.notice.version >= version;

/** Whether there is something to see: a setting that can be decided, or one that is on. */
export const hasToSee = (
  { program, settingId }: AddressedSetting,
  subject: { readonly id: SubjectId; readonly home: Geography },
  stored: StoredSetting | undefined,
  admission: StoredAdmission | undefined,
): boolean => {
  const { source } = resolveSetting({
    program,
    settingId,
    home: subject.home,
    geography: geographyOf(subject.id),
    ...(stored && { stored }),
    ...(admission && { admission: admissionRecordOf(admission) }),
  });
  return stored?.value === 'on' || (source !== 'not_applicable' && source !== 'unavailable');
};
