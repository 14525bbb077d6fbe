import { parseIdentifier, type SubjectId } from '../../../domain/identifiers.ts';
import type { HoldSubject } from '../../../domain/retention/hold.ts';
import type { LotName } from '../../../domain/retention/lot.ts';
import type { Suspension } from '../../../domain/retention/suspension.ts';
import { readGate } from '../repositories/hold-marks.ts';
import { readSubject } from '../repositories/subjects.ts';
import type { Store } from '../store/store.ts';

/** A hold, and the subject whose gate it keeps shut. */
export type HoldAtGate = { readonly subject: HoldSubject; readonly suspension: Suspension };

/**
 * The holds that keep the gates of a lot shut, read consistently: of its workspace and of its organization.
 * @param epochSubject whom the lot's epoch belongs to: an organization need not be looked up
 */
export const holdsAtGates = async (
  store: Store,
  epochSubject: SubjectId,
  { workspace, use }: Pick<LotName, 'workspace' | 'use'>,
): Promise<readonly HoldAtGate[]> => {
  const subjects = await holdersOf(store, epochSubject, workspace);
  const gates = await Promise.all(
    subjects.map(async (subject) =>
      (await readGate(store, subject, use)).map((suspension) => ({ subject, suspension })),
    ),
  );
  return gates.flat();
};

/** Whose holds may cover a lot of a workspace: its own, and its organization's. */
export const holdersOf = async (
  store: Store,
  epochSubject: SubjectId,
  workspace: LotName['workspace'],
): Promise<readonly HoldSubject[]> => {
  const organization = parseIdentifier(epochSubject, 'org')?.id ?? (await organizationOf(store, workspace));
  return [workspace, ...(organization ? [organization] : [])];
};

const organizationOf = async (store: Store, workspace: LotName['workspace']) => {
  const found = await readSubject(store, workspace);
  return found?.kind === 'workspace' ? found.organization : undefined;
};
