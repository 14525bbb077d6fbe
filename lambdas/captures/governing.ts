import { useKeepsNothing } from '../../contract/api/capture-problems.ts';
import { notFound, unknownUse } from '../../contract/api/problems.ts';
import type { SubjectId, WorkspaceId } from '../../domain/identifiers.ts';
import { findUse, type GovernedUse, settingOf } from '../../domain/programs/catalog.ts';
import type { AddressedSetting, Program } from '../../domain/programs/program.ts';
import { type KeepingUse, keepsRecords, type PassingUse } from '../../domain/programs/use.ts';
import { readSubject, type Workspace } from '../shared/repositories/subjects.ts';
import type { Store } from '../shared/store/store.ts';

/** A use that records are captured for, with the one setting that governs it. */
export type CapturedUse = GovernedUse & { readonly use: KeepingUse };

/**
 * A use of a program that this vendor runs: a purpose that no program declares is none (DS-14).
 * @throws ProblemError unknown-use, or use-keeps-nothing where nothing can be captured
 */
export const useInForce = (programs: readonly Program[], useId: string): CapturedUse => {
  const found = findUse(useId);
  if (found === undefined || !programs.some(({ id }) => id === found.program.id)) {
    throw unknownUse(useId, capturedUses(programs));
  }
  const { use } = found;
  if (!keepsRecords(use)) throw useKeepsNothing(useId, capturedUses(programs));
  return { ...found, use };
};

const capturedUses = (programs: readonly Program[]): readonly string[] =>
  programs.flatMap(({ uses }) => Object.keys(uses).filter((useId) => keepsRecords(uses[useId])));

/**
 * An existing workspace, read consistently.
 * @throws ProblemError not-found
 */
export const existingWorkspace = async (store: Store, id: WorkspaceId): Promise<Workspace> => {
  const subject = await readSubject(store, id);
  if (subject?.kind !== 'workspace') throw notFound(id);
  return subject;
};

/** Whose choice governs a use in a workspace: its own, or its organization's. */
export const governingSubject = (
  workspace: Workspace,
  { settingId, setting }: AddressedSetting,
): SubjectId => {
  const { scope } = setting;
  if (scope === 'user')
    throw new RangeError(`${settingId} is chosen by each user; captures name no user yet`);
  return scope === 'organization' ? workspace.organization : workspace.id;
};

/** The other setting that a use needs, or undefined where one is enough (SC-25). */
export const otherGateOf = ({ program, use }: CapturedUse): AddressedSetting | undefined => {
  const { alsoNeeds: settingId = '' } = use;
  const setting = settingOf(program, settingId);
  return setting && { program, settingId, setting };
};

/** What the connected services of a program yield, with the setting that lets the assistant read from them (SC-5). */
export type ConnectedServices = AddressedSetting & { readonly yields: NonNullable<PassingUse['services']> };

/** The connected services of a program, or undefined where it connects none. */
export const connectedServices = (program: Program): ConnectedServices | undefined =>
  Object.entries(program.settings)
    .flatMap(([settingId, setting]) =>
      setting.permits.flatMap((useId) => {
        const use = program.uses[useId];
        const yields = use?.keeps === 'nothing' ? use.services : undefined;
        return yields === undefined ? [] : [{ program, settingId, setting, yields }];
      }),
    )
    .at(0);
