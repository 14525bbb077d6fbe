import { clockSkew, type Duration, type Instant, isoOf, minutes } from '../../../domain/time.ts';
import { absent, any, type Condition, greaterThan, lessThan } from '../store/store.ts';

/** For how long a worker has a lot. Longer than it can run: an expired lease belongs to nobody who is still alive. */
export const leaseFor: Duration = minutes(6);

/** No clock that is right has set a lease that ends later: it would lock its lot for ever. */
const longestLease = leaseFor + 2 * clockSkew;

/** Nobody has a lease on a lot, or one that is over, or that only a wild clock can have set. */
export const withoutLease = (now: Instant): Condition =>
  any(
    absent('leaseUntil'),
    lessThan('leaseUntil', isoOf(now)),
    greaterThan('leaseUntil', isoOf(now + longestLease)),
  );
