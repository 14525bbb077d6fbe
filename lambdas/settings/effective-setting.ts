import type { EffectiveSetting } from '../../contract/api/replies.ts';
import { digestOf } from '../../domain/canonical-form.ts';
import type { StoredAdmission } from '../../domain/consent/admission.ts';
import type { StoredSetting } from '../../domain/consent/choice.ts';
import { geographyOf } from '../../domain/identifiers.ts';
import { announcedOf } from '../../domain/notices/versions.ts';
import { type AddressedSetting, valuesOf } from '../../domain/programs/program.ts';
import { previewStoreOf } from '../../domain/settings/admission-record.ts';
import type { ResolvedSetting } from '../../domain/settings/resolve-setting.ts';
import { transfersOf } from '../../domain/settings/transfers.ts';
import type { Instant } from '../../domain/time.ts';
import type { SettingsSubject } from '../shared/settings/existing-subject.ts';
import { resolveFor } from '../shared/settings/possible-choice.ts';
import { noticeInForce } from './notices.ts';

/** A setting as the API shows it at an instant. @param admission how the subject stands with it, where it is a preview */
export const effectiveSetting = (
  subject: SettingsSubject,
  addressed: AddressedSetting,
  stored: StoredSetting | undefined,
  admission: StoredAdmission | undefined,
  at: Instant,
): EffectiveSetting => {
  const { program, settingId, setting } = addressed;
  const notice = noticeInForce(setting.notice, at);
  return {
    subject: subject.id,
    program: program.id,
    setting: settingId,
    title: setting.title,
    kind: setting.kind,
    allowed: valuesOf(setting),
    transfers: transfersOf(addressed, geographyOf(subject.id)),
    uses: setting.permits,
    notice: { id: notice.id, version: notice.version },
    ...announcedOf(notice.id, at),
    ...resolvedNow(resolveFor(subject, addressed, stored, admission), stored),
    ...previewOf(subject, addressed, admission),
  };
};

const previewOf = (
  subject: SettingsSubject,
  { setting }: AddressedSetting,
  admission: StoredAdmission | undefined,
): Pick<EffectiveSetting, 'preview'> => {
  const store = previewStoreOf(setting, geographyOf(subject.id));
  return store === undefined ? {} : { preview: { store, state: admission?.state ?? 'not-asked' } };
};

/** An opt-out counts from the moment it was accepted, also while it still waits for its last gates. */
const resolvedNow = (
  resolved: ResolvedSetting,
  stored: StoredSetting | undefined,
): ResolvedSetting & Pick<EffectiveSetting, 'closing'> => {
  if (stored?.closing === undefined) return resolved;
  const { epoch: _, ...rest } = resolved;
  const explain = [`An opt-out was accepted at ${stored.closing} and is being completed.`];
  return { ...rest, value: 'off', since: stored.closing, closing: stored.closing, explain };
};

/**
 * The entity tag of a setting, with its quotes: the count of its changes, and a digest of what the vendor changes
 * under it: program, default and the version of the notice that is in force.
 */
export const entityTag = (
  { program, setting }: AddressedSetting,
  stored: StoredSetting | undefined,
  at: Instant,
): string => {
  const facts = {
    program: program.version,
    default: setting.default,
    notice: noticeInForce(setting.notice, at).version,
  };
  return `"${stored?.n ?? 0}.${digestOf(facts).slice(0, 32)}"`;
};

/**
 * Whether two tags tell of the same changes by owners, whatever the vendor has changed: all that somebody who
 * turns off has to have seen.
 */
export const sameChoice = (one: string, other: string): boolean => one.split('.')[0] === other.split('.')[0];
