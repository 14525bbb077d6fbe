import { type Geography, geographies, isGeography } from '../geographies.ts';
import { type LongestPromise, longestErasurePromise } from '../retention/statutory-clocks.ts';
import { type Duration, describeDuration } from '../time.ts';
import { type Fault, type FaultOf, faultIn, unless } from './fault.ts';
import { geographiesOf, type Program } from './program.ts';
import { keepsRecords } from './use.ts';

/**
 * Where a program takes longer to delete than the law of a geography in which it can be used names for an erasure
 * (SC-16): after a customer asked for deletion, and after an opt-out. Law that names no date refuses nothing here.
 */
export const faultsAgainstLaw = (program: Program): readonly Fault[] => {
  const { afterDeletionRequest } = program.clocks;
  return [
    ...(afterDeletionRequest === 'not-declared'
      ? []
      : faultsOfPromise(
          faultIn(program, 'clocks.afterDeletionRequest'),
          'deletedWithin',
          afterDeletionRequest.deletedWithin,
          placesOf(program),
        )),
    ...Object.entries(program.uses).flatMap(([useId, use]) =>
      keepsRecords(use)
        ? faultsOfPromise(
            faultIn(program, `uses.${useId}`),
            'afterOptOut.deletedWithin',
            use.afterOptOut.deletedWithin,
            placesOfUse(program, useId),
          )
        : [],
    ),
  ];
};

/** One fault, for the law that leaves least time. */
const faultsOfPromise = (
  fault: FaultOf,
  field: string,
  promised: Duration,
  places: readonly Geography[],
): readonly Fault[] => {
  const shortest = places
    .filter(isGeography)
    .flatMap((place) => named(place, longestErasurePromise(place)))
    .reduce<NamedLaw | undefined>(
      (least, law) => (least && least.within <= law.within ? least : law),
      undefined,
    );
  if (shortest === undefined) return [];
  const { within, source, place } = shortest;
  return unless(
    promised <= within,
    fault(
      field,
      describeDuration(promised),
      `at most ${describeDuration(within)}: the law’s date in ${geographies[place].name} (${source})`,
    ),
  );
};

type NamedLaw = LongestPromise & { readonly place: Geography };

const named = (place: Geography, law: LongestPromise | undefined): readonly NamedLaw[] =>
  law === undefined ? [] : [{ ...law, place }];

/** Where a program can be used: wherever one of its settings can be turned on, or its data can lie. */
const placesOf = (program: Program): readonly Geography[] => [
  ...Object.values(program.settings).flatMap(({ availableIn }) => geographiesOf(availableIn)),
  ...(program.locations?.geographies ?? []),
];

const placesOfUse = (program: Program, useId: string): readonly Geography[] =>
  Object.values(program.settings)
    .filter(({ permits }) => permits.includes(useId))
    .flatMap(({ availableIn }) => geographiesOf(availableIn));
