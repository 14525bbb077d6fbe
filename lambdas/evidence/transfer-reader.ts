import { notFound } from '../../contract/api/problems.ts';
import type { SubjectId } from '../../domain/identifiers.ts';
import { geographyOfOwnUser, type NamedSubject, parseIdentifier } from '../../domain/identifiers.ts';
import type { Program, Scope } from '../../domain/programs/program.ts';
import { demandMember } from '../shared/http/authority.ts';
import type { Caller } from '../shared/http/caller.ts';
import { readSubject } from '../shared/repositories/subjects.ts';
import type { EvidencePorts } from './ports.ts';

/**
 * Lets members of a subject read where its data went, and the vendor's auditors that of everybody: a register names
 * no person.
 * @throws ProblemError not-found for everybody else
 */
export const demandTransferReader = async (
  ports: EvidencePorts,
  caller: Caller,
  named: NamedSubject,
): Promise<SubjectId> => {
  const isAuditor = caller.kind === 'person' && caller.groups.includes('auditor');
  const subject = isAuditor ? parseIdentifier(named, 'org', 'ws', 'user')?.id : undefined;
  return subject ?? (await demandMember(ports, caller, named)).subject;
};

/** A subject as far as its record of processing goes. */
export type RecordSubject = {
  readonly scope: Scope;
  /** The customer that it belongs to; a user belongs to none for certain. */
  readonly customer: SubjectId;
  readonly programs: readonly Program[];
};

/** What a subject is, with its programs. @throws ProblemError not-found */
export const recordSubject = async (ports: EvidencePorts, id: SubjectId): Promise<RecordSubject> => {
  if (geographyOfOwnUser(id) !== undefined || parseIdentifier(id, 'user') !== undefined)
    return { scope: 'user', customer: id, programs: ports.programs };
  const subject = await readSubject(ports.store, id);
  if (subject === undefined) throw notFound(id);
  const programs = ports.programs.filter(({ id: program }) =>
    subject.programs.some((chosen) => chosen.id === program),
  );
  return subject.kind === 'workspace'
    ? { scope: 'workspace', customer: subject.organization, programs }
    : { scope: 'organization', customer: id, programs };
};
