import { admissionRecordOf, type StoredAdmission } from '../../domain/consent/admission.ts';
import type { StoredSetting } from '../../domain/consent/choice.ts';
import type { EpochId } from '../../domain/identifiers.ts';
import { resolveSetting } from '../../domain/settings/resolve-setting.ts';
import type { Workspace } from '../shared/repositories/subjects.ts';
import type { CapturedUse } from './governing.ts';

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
  governed: CapturedUse,
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

const off = (reason: string): SharingInForce => ({ on: false, explain: [reason] });
