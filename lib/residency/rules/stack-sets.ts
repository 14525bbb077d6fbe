import { judgeRegion } from '../places.ts';
import { cannotTell, rule } from '../rule.ts';

/** What a template deploys beside itself is deployed within the pin. */
export const stackSets = rule({
  id: 'stack-sets',
  sentence: 'What a template deploys beside itself is deployed within the pin.',
  appliesTo: ['AWS::CloudFormation::Stack', 'AWS::CloudFormation::StackSet'],
  check: (stack, pin, { type }) => [
    ...stack
      .each('StackInstancesGroup')
      .flatMap((group) => group.each('Regions'))
      .map((region) => judgeRegion(region, pin, 'Deploy to allowed regions only.')),
    cannotTell(stack, `${type} deploys another template`, 'Look at that template too.'),
  ],
});
