import { notFound } from '../../contract/api/problems.ts';
import type { EpochId, SubjectId } from '../../domain/identifiers.ts';
import { demandMember } from '../shared/http/authority.ts';
import type { Caller } from '../shared/http/caller.ts';
import { readEpoch } from '../shared/repositories/epochs.ts';
import type { EvidencePorts } from './ports.ts';

/**
 * Lets members of a subject read its certificates, and the vendor's auditors those of everybody: a certificate names
 * no person.
 * @param asked what the caller named
 * @throws ProblemError not-found for everybody else
 */
export const demandReader = async (
  ports: EvidencePorts,
  caller: Caller,
  subject: SubjectId,
  asked: string,
): Promise<void> => {
  const isAuditor = caller.kind === 'person' && caller.groups.includes('auditor');
  if (!isAuditor) await demandMember(ports, caller, subject, asked);
};

/** The subject of an epoch, which is what tells who may read. @throws ProblemError not-found */
export const subjectOfEpoch = async (ports: EvidencePorts, epoch: EpochId): Promise<SubjectId> => {
  const found = await readEpoch(ports.store, epoch);
  if (found === undefined) throw notFound(epoch);
  return found.subject;
};
