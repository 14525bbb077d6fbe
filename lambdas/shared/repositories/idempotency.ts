import { repetitionRecognized } from '../../../contract/api/limits.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { sha256Hex } from '../../../domain/canonical-form.ts';
import type { SubjectId, UserId } from '../../../domain/identifiers.ts';
import type { Instant } from '../../../domain/time.ts';
import { isNew, type Put, type Store } from '../store/store.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/**
 * What makes a repeated request the same request: who calls which route with which key. Only digests are kept,
 * with the digest of the body, so that the same key under another body is noticed.
 */
export type IdempotencyKey = {
  /** The partition in which the key is kept: the subject that the request changes. */
  readonly subject: SubjectId;
  readonly digest: string;
  readonly bodyHash: string;
};

/** What the first request left behind. */
export type EarlierRequest = {
  readonly bodyHash: string;
  readonly status: number;
  readonly location?: string;
};

/** The key of a request, from the user who sent it, the route and the header. */
export const idempotencyKey = (request: {
  readonly subject: SubjectId;
  readonly user: UserId;
  readonly route: string;
  readonly header: string;
  readonly body: string;
}): IdempotencyKey => ({
  subject: request.subject,
  digest: sha256Hex(JSON.stringify([request.user, request.route, request.header])),
  // With the header, which is kept nowhere: of a body that names a person, nobody could try who it was.
  bodyHash: sha256Hex(JSON.stringify([request.header, request.body])),
});

/** What an earlier request under the same key left, or undefined. */
export const readEarlier = async (store: Store, key: IdempotencyKey): Promise<EarlierRequest | undefined> => {
  const item = await store.get('registry', registryKeys.idempotency(key.subject, key.digest), 'strong');
  return item && fieldsOf<EarlierRequest>(item);
};

/** Keeps the key with the change that it stands for. */
export const rememberAction = (
  key: IdempotencyKey,
  done: { readonly status: number; readonly location?: string },
  at: Instant,
): Put => ({
  kind: 'put',
  table: 'registry',
  item: storedItem(registryKeys.idempotency(key.subject, key.digest), {
    bodyHash: key.bodyHash,
    ...done,
    // TTL attributes are in seconds; this is the only kind of item that has one.
    ttl: Math.floor((at + repetitionRecognized) / 1_000),
  }),
  condition: isNew,
});
