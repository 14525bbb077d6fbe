import { Aws, CfnMapping, CfnRule, Fn, type Stack } from 'aws-cdk-lib';
import { describeGeography, type Geography, geographies } from '../../domain/geographies.ts';

/**
 * Pins a stack to the region of its geography (BY-11): CloudFormation checks the rule before it makes the first
 * resource, and the mapping has no entry for any other region.
 *
 * Both ask for `AWS::Region` at deployment. `stack.region` would be the literal of the stack's environment
 * here, and a comparison of two literals holds everywhere.
 * @returns the geography, as looked up from the region of the deployment: use it in a resource, so that the
 *   lookup is not left out
 */
export const pinToRegion = (stack: Stack, geography: Geography): string => {
  const { region } = geographies[geography];
  new CfnRule(stack, 'RegionPin', {
    assertions: [
      {
        assert: Fn.conditionEquals(Aws.REGION, region),
        assertDescription: `This cell keeps the data of ${describeGeography(geography)}. Deploy it to ${region} and nowhere else.`,
      },
    ],
  });
  const pin = new CfnMapping(stack, 'GeographyOfRegion', { mapping: { [region]: { geography } } });
  return pin.findInMap(Aws.REGION, 'geography');
};
