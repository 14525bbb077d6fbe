import type { Promised } from './list.ts';
import { everyPlace, type Place, placeOf } from './places.ts';
import type { Shown } from './results.ts';

/** A promise and what the tests say of it. */
export type Row = Promised & {
  readonly kept: boolean;
  /** Every test that claims it, failed and not run ones included. */
  readonly tests: readonly Shown[];
  /** Where tests that passed have shown it. */
  readonly places: readonly Place[];
};

const rowOf = (promised: Promised, tests: readonly Shown[]): Row => {
  const passed = tests.filter(({ outcome }) => outcome === 'passed');
  const failed = tests.some(({ outcome }) => outcome === 'failed');
  const places = passed.map(({ path }) => placeOf(path));
  return {
    ...promised,
    kept: passed.length > 0 && !failed,
    tests,
    places: everyPlace.filter((place) => places.includes(place)),
  };
};

/** One row a promise: kept when at least one test shows it, and none that claims it has failed. */
export const rowsOf = (promised: readonly Promised[], shown: readonly Shown[]): readonly Row[] =>
  promised.map((one) =>
    rowOf(
      one,
      shown.filter(({ claims }) => claims.includes(one.id)),
    ),
  );
