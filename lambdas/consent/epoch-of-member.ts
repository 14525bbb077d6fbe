import { notFound } from '../../contract/api/problems.ts';
import type { Epoch } from '../../domain/consent/epoch.ts';
import type { EpochId } from '../../domain/identifiers.ts';
import { demandMember } from '../shared/http/authority.ts';
import type { Caller } from '../shared/http/caller.ts';
import { readEpoch } from '../shared/repositories/epochs.ts';
import type { ConsentPorts } from './ports.ts';

/** An epoch of a subject of which the caller is a member. @throws ProblemError not-found otherwise */
export const epochOfMember = async (ports: ConsentPorts, caller: Caller, id: EpochId): Promise<Epoch> => {
  const epoch = await readEpoch(ports.store, id);
  if (epoch === undefined) throw notFound(id);
  await demandMember(ports, caller, epoch.subject, id);
  return epoch;
};
