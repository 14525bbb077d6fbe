import type { Pin } from './pin.ts';
import { judgeDestination } from './places.ts';
import { type ResourceRule, rule, type Verdict } from './rule.ts';
import type { Part } from './template/part.ts';
import type { Resource } from './template/template.ts';

/** Which properties of a type name destinations: paths, where a list on the way means each of its items. */
export type Destinations = Readonly<Record<string, readonly string[]>>;

/** Everything at a path below, through lists. */
export const partsAt = (properties: Part, path: string): readonly Part[] =>
  properties.at(...path.split('.')).flatMap((part) => part.items());

/** What is said of every destination of a resource. */
export const judgeAll = (
  destinations: Destinations,
  fix: string,
  pin: Pin,
  { type, properties }: Pick<Resource, 'type' | 'properties'>,
): readonly Verdict[] =>
  (destinations[type] ?? [])
    .flatMap((path) => partsAt(properties, path))
    .map((part) => judgeDestination(part, pin, fix));

/** A rule that demands of every destination of some types that it lies within the pin. */
export const destinationRule = ({
  fix,
  destinations,
  ...described
}: {
  readonly id: string;
  readonly sentence: string;
  readonly fix: string;
  readonly destinations: Destinations;
}): ResourceRule =>
  rule({
    ...described,
    appliesTo: Object.keys(destinations),
    check: (_, pin, resource) => judgeAll(destinations, fix, pin, resource),
  });
