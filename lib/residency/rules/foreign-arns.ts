import { judgeArns, say, worst } from '../places.ts';
import { rule, textsOf } from '../rule.ts';
import { shown } from '../template/text.ts';

/** No text holds an ARN of a region or an account outside the pin. */
export const foreignArns = rule({
  id: 'foreign-arns',
  sentence: 'No text holds an ARN of a region or an account outside the pin.',
  appliesTo: 'every type',
  check: (properties, pin, resource) =>
    textsOf(properties, resource).map((leaf) =>
      say(leaf, worst(judgeArns(shown(leaf.text), pin)), 'Name a resource of the same region and account.'),
    ),
});
