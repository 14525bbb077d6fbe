import { clockSkew, type Duration, type Instant, isoOf, minutes } from '../../../domain/time.ts';
import { absent, any, type Condition, greaterThan, type Item, lessThan } from '../store/store.ts';

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

/** For how long work that was sent is not sent again, unless its run gives it back earlier. */
const plannedFor = minutes(5);
/** No clock that is right has marked work for longer: such a mark would keep it from every tick for ever. */
const longestPlanned = plannedFor + 2 * clockSkew;

/** Until when work is on its way that is sent, or gone on with, now. */
export const plannedFrom = (now: Instant): string => isoOf(now + plannedFor);

/** Nobody has sent a piece of work of late. Nothing rests on it: it only spares messages. */
export const notPlanned = (now: Instant): Condition =>
  any(
    absent('plannedUntil'),
    lessThan('plannedUntil', isoOf(now)),
    greaterThan('plannedUntil', isoOf(now + longestPlanned)),
  );

/** Whether work is on its way already, as far as the item tells; the condition has the last word. */
export const isPlanned = ({ plannedUntil }: Item, now: Instant): boolean =>
  typeof plannedUntil === 'string' &&
  plannedUntil >= isoOf(now) &&
  plannedUntil <= isoOf(now + longestPlanned);
