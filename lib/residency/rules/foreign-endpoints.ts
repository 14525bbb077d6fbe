import { judgeHosts, say, worst } from '../places.ts';
import { rule, textsOf } from '../rule.ts';
import { shown } from '../template/text.ts';

/** No text holds the address of an AWS endpoint of a region outside the pin. */
export const foreignEndpoints = rule({
  id: 'foreign-endpoints',
  sentence: 'No text holds the address of an AWS endpoint of a region outside the pin.',
  appliesTo: 'every type',
  check: (properties, pin, resource) =>
    textsOf(properties, resource).map((leaf) =>
      say(leaf, worst(judgeHosts(shown(leaf.text), pin)), 'Call the endpoint of an allowed region.'),
    ),
});
