import { admissionRecordOf, type StoredAdmission } from '../../domain/consent/admission.ts';
import type { StoredSetting } from '../../domain/consent/choice.ts';
import type { EpochId } from '../../domain/identifiers.ts';
import type { AddressedSetting } from '../../domain/programs/program.ts';
import { resolveSetting } from '../../domain/settings/resolve-setting.ts';
import { readAdmissionTo } from '../shared/repositories/admissions.ts';
import { readStoredSetting } from '../shared/repositories/settings.ts';
import type { Workspace } from '../shared/repositories/subjects.ts';
import type { Store } from '../shared/store/store.ts';
import { type CapturedUse, governingSubject, otherGateOf } from './governing.ts';

/** Whether a use may be served in a workspace now, and if not, why. */
export type SharingInForce =
  | { readonly on: true; readonly epoch: EpochId }
  | { readonly on: false; readonly explain: readonly string[] };

/**
 * What capturing and reading both rest on: the workspace is open and has the program, the setting resolves to on
 * where it is, an epoch is open, and no opt-out was accepted. The gate and the order of reading do the rest.
 */
export const sharingInForce = (
  workspace: Workspace,
  governed: AddressedSetting,
  stored: StoredSetting | undefined,
  admission: StoredAdmission | undefined,
): SharingInForce => {
  if (workspace.state !== 'open') return off('The workspace is being closed.');
  if (!workspace.programs.some(({ id }) => id === governed.program.id)) {
    return off(`The workspace was created without the program “${governed.program.title}”.`);
  }
  if (stored?.closing !== undefined) return off('An opt-out was accepted and is being completed.');
  const { value, epoch, explain } = resolveSetting({
    program: governed.program,
    settingId: governed.settingId,
    home: workspace.home,
    geography: workspace.geography,
    ...(stored && { stored }),
    ...(admission && { admission: admissionRecordOf(admission) }),
  });
  return value === 'on' && epoch !== undefined ? { on: true, epoch } : { on: false, explain };
};

/** What a setting that governs a workspace says now, read consistently. */
export const readInForce = async (
  store: Store,
  workspace: Workspace,
  governed: AddressedSetting,
): Promise<SharingInForce & { readonly stored: StoredSetting | undefined }> => {
  const subject = governingSubject(workspace, governed);
  const stored = await readStoredSetting(store, subject, governed.program.id, governed.settingId);
  const admission = await readAdmissionTo(store, subject, governed);
  return { ...sharingInForce(workspace, governed, stored, admission), stored };
};

/**
 * What the second setting of a use says, where it has one (SC-25). It is read after the first: whoever turns it off
 * ends the epoch of the first in the same commit, so that a gate which is found open then was open for both.
 */
export const readOtherGate = async (
  store: Store,
  workspace: Workspace,
  governed: CapturedUse,
): Promise<SharingInForce | undefined> => {
  const other = otherGateOf(governed);
  if (other === undefined) return undefined;
  const sharing = await readInForce(store, workspace, other);
  if (sharing.on) return sharing;
  const needs = `“${governed.setting.title}” has an effect only where “${other.setting.title}” is on too.`;
  return { on: false, explain: [needs, ...sharing.explain] };
};

const off = (reason: string): SharingInForce => ({ on: false, explain: [reason] });
