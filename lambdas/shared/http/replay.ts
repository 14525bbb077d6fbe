import { idempotencyKeyReused } from '../../../contract/api/problems.ts';
import type { RouteKey } from '../../../contract/api/routes.ts';
import { canonicalize } from '../../../domain/canonical-form.ts';
import type { SubjectId, UserId } from '../../../domain/identifiers.ts';
import type { CellPorts } from '../ports.ts';
import {
  type EarlierRequest,
  type IdempotencyKey,
  idempotencyKey,
  readEarlier,
} from '../repositories/idempotency.ts';

type RepeatableRequest = {
  readonly routeKey: RouteKey;
  readonly idempotencyKey: string;
  readonly path: object;
  readonly body: unknown;
};

/** The key under which a user's request is recognized; the path counts as a part of what was asked. */
export const keyOf = (request: RepeatableRequest, subject: SubjectId, user: UserId): IdempotencyKey =>
  idempotencyKey({
    subject,
    user,
    route: request.routeKey,
    header: request.idempotencyKey,
    body: canonicalize({ path: request.path, body: request.body }),
  });

/**
 * What the same request left when it came before, or undefined.
 * @throws ProblemError idempotency-key-reused where the key stood for another path or body
 */
export const earlierOf = async (
  ports: Pick<CellPorts, 'store'>,
  key: IdempotencyKey,
): Promise<EarlierRequest | undefined> => {
  const earlier = await readEarlier(ports.store, key);
  if (earlier !== undefined && earlier.bodyHash !== key.bodyHash) throw idempotencyKeyReused();
  return earlier;
};
