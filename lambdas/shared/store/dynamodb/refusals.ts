import { StoreMisuse } from '../misuse.ts';
import { type Refusal, StoreUnavailable } from '../store.ts';

/** Names and codes only: messages of the SDK may hold keys and values. */
type Failure = {
  readonly name: string;
  readonly code?: unknown;
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
};

const throttles: readonly string[] = [
  'ProvisionedThroughputExceededException',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'ThrottlingException',
  'ThrottlingError',
];

const failureOf = (error: unknown): Failure =>
  error instanceof Error ? error : { name: 'an unknown error' };

/** A network error is called Error and says what it is in its code. */
const describe = ({ name, code }: Failure): string =>
  typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? `${name} ${code}` : name;

/**
 * What a failed call is thrown as. A transaction whose first attempt is still in progress may yet be committed:
 * its outcome is not known.
 */
export const thrownFor = (operation: string, error: unknown): Error => {
  if (error instanceof StoreMisuse || error instanceof StoreUnavailable) return error;
  const failure = failureOf(error);
  const codes = failure.CancellationReasons?.map(({ Code }) => Code) ?? [];
  const refused = failure.name === 'ValidationException' || codes.includes('ValidationError');
  const text = `${operation}: ${describe(failure)}`;
  return refused ? new StoreMisuse(text) : new StoreUnavailable(text);
};

/** A failed condition tells most and wins; a conflict comes before throttling. */
const cancellation = (codes: readonly (string | undefined)[]): Refusal | undefined => {
  const actions = codes.flatMap((code, position) => (code === 'ConditionalCheckFailed' ? [position] : []));
  if (actions.length > 0) return { ok: false, refusal: 'condition-failed', actions };
  if (codes.includes('TransactionConflict')) return { ok: false, refusal: 'conflict' };
  const throttled = codes.some((code) => code !== undefined && throttles.includes(code));
  return throttled ? { ok: false, refusal: 'throttled' } : undefined;
};

/** The refusal that an error of a write stands for; undefined when it stands for none. */
export const refusalOf = (error: unknown): Refusal | undefined => {
  const failure = failureOf(error);
  switch (failure.name) {
    case 'ConditionalCheckFailedException':
      return { ok: false, refusal: 'condition-failed', actions: [0] };
    case 'TransactionCanceledException':
      return cancellation(failure.CancellationReasons?.map(({ Code }) => Code) ?? []);
    case 'TransactionConflictException':
      return { ok: false, refusal: 'conflict' };
    default:
      return throttles.includes(failure.name) ? { ok: false, refusal: 'throttled' } : undefined;
  }
};
