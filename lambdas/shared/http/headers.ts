import { describeHeader } from '../../../contract/api/given.ts';
import { limits } from '../../../contract/api/limits.ts';
import {
  idempotencyKeyMissing,
  invalidParameter,
  preconditionMissing,
} from '../../../contract/api/problems.ts';
import type { ApiEvent } from './api-event.ts';

type Event = Pick<ApiEvent, 'headers'>;

/** A header by its lower-case name, however the gateway spelled it. */
export const headerOf = ({ headers }: Event, name: string): string | undefined =>
  Object.entries(headers ?? {}).find(([given]) => given.toLowerCase() === name)?.[1];

/**
 * The one strong entity tag of If-Match, with its quotes.
 * @throws ProblemError precondition-missing, or invalid-parameter for `*`, weak tags and lists
 */
export const readIfMatch = (event: Event): string => {
  const given = headerOf(event, 'if-match')?.trim();
  if (given === undefined || given === '') throw preconditionMissing();
  if (/^"[\x21\x23-\x7e]{1,128}"$/.test(given)) return given;
  throw invalidParameter({
    at: 'header.If-Match',
    given: describeHeader(given),
    allowed: 'one strong entity tag as an ETag header gave it; not *',
  });
};

/**
 * The key under which a repeated request is recognized.
 * @throws ProblemError idempotency-key-missing or invalid-parameter
 */
export const readIdempotencyKey = (event: Event): string => {
  const given = headerOf(event, 'idempotency-key');
  if (given === undefined || given === '') throw idempotencyKeyMissing();
  const most = limits.idempotencyKeyCharacters;
  if (/^[\x20-\x7e]+$/.test(given) && given.length <= most) return given;
  throw invalidParameter({
    at: 'header.Idempotency-Key',
    given: describeHeader(given),
    allowed: `1 to ${most} printable ASCII characters`,
  });
};
