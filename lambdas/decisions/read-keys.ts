import { noPlacementTokens } from '../../contract/api/decision-problems.ts';
import type { PublicKeySet } from '../../domain/evidence/signing-key.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import type { DecisionsPorts } from './ports.ts';

/**
 * The key of the cell that certifies what signs placement tokens (SC-17). Public.
 * @throws ProblemError not-found where the cell signs none, key-service-unavailable
 */
export const readPlacementKeys = async (
  _: Request<'GET /.well-known/placement-keys.json'>,
  { tokens }: DecisionsPorts,
): Promise<Reply<PublicKeySet>> => {
  if (tokens === undefined) throw noPlacementTokens();
  return ok(await tokens.publicKeys());
};
