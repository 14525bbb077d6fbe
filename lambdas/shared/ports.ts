import type { Geography } from '../../domain/geographies.ts';
import type { Duration, Instant } from '../../domain/time.ts';
import type { Store } from './store/store.ts';

/** What a handler needs from the outside; index files wire the real ones, tests and simulation their own. */
export type Clock = { readonly now: () => Instant };

export type Randomness = {
  /** A fresh ULID whose time part is the given instant. */
  readonly ulid: (at: Instant) => string;
  /** 32 fresh random bytes in hexadecimal. */
  readonly salt: () => string;
  /** A number from 0 up to, not including, 1: only for spreading load and waits. */
  readonly fraction: () => number;
};

/** Waits a while before a repeated attempt. */
export type Wait = (duration: Duration) => Promise<void>;

export type CellPorts = {
  readonly geography: Geography;
  readonly store: Store;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly wait: Wait;
};
