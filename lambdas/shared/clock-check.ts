import { clockSkew, type Duration, hours, type Instant, instantOf } from '../../domain/time.ts';

/**
 * The clock of this machine is not that of the service that started it. Nothing is done by such a clock: whoever is
 * started next may have a better one, and an alarm tells of the error.
 */
export class ClockDisagrees extends Error {
  override readonly name = 'ClockDisagrees';
}

/** What another clock says of the time: it is `since`, or at most so much later. */
export type Witness = { readonly since: Instant; readonly within: Duration };

/**
 * Compares this machine's clock with what another one says, give or take the skew that is allowed for. Where the
 * witness says nothing (`NaN`), nothing is compared.
 * @throws ClockDisagrees
 */
export const demandClock = (now: Instant, { since, within }: Witness): void => {
  if (now < since - clockSkew || now > since + within + clockSkew)
    throw new ClockDisagrees('two clocks disagree');
};

/**
 * What the schedule that started a function says: it keeps what it could not deliver for an hour at most. Who starts
 * a function by hand says nothing.
 */
export const scheduleOf = (event: { readonly time?: string } | null | undefined): Witness => ({
  since: instantOf(String(event?.time)),
  within: hours(1),
});
