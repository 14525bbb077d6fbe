import type { ResidencyFindingsReply } from '../../contract/api/replies.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readDrift, readLatestAudit } from '../shared/repositories/audits.ts';
import type { ConsentPorts } from './ports.ts';

/**
 * What the auditor found: the last run in numbers, what is adrift, and what it could not look at. Before the first
 * run there is no run, and nothing is said to be fine.
 */
export const readResidencyFindings = async (
  _request: Request<'GET /v1/residency/findings'>,
  { store, geography }: ConsentPorts,
): Promise<Reply> => {
  const latest = await readLatestAudit(store, geography);
  const known = await readDrift(store, geography);
  const drift = [...known.values()];
  if (latest === undefined) return ok({ drift, notChecked: [] } satisfies ResidencyFindingsReply);
  const { unanswered: notChecked, ...lastRun } = latest;
  return ok({ lastRun, drift, notChecked } satisfies ResidencyFindingsReply);
};
