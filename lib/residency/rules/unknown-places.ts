import { cannotTell, rule } from '../rule.ts';

const namesAPlace = /(Arns?|Url|Uri|Endpoint|Region|Regions|Destination|Target)$/i;

/** Every property that by its name says where something goes or lies can be read from the template. */
export const unknownPlaces = rule({
  id: 'unknown-places',
  sentence:
    'Every property that by its name says where something goes or lies can be read from the template.',
  appliesTo: 'every type',
  check: (properties) =>
    properties
      .leaves()
      .filter((leaf) => leaf.unknown !== undefined && namesAPlace.test(leaf.property))
      .map((leaf) =>
        cannotTell(
          leaf,
          leaf.unknown ?? '',
          'Write the value, give the parameter AllowedValues, or look at the exporting stack too.',
        ),
      ),
});
