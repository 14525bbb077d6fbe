import { Aws, CfnMapping, CfnRule, Fn, type Stack } from 'aws-cdk-lib';
import { describeGeography, type Geography, geographies } from '../../domain/geographies.ts';

type Pinned = { readonly geography: Geography; readonly region: string; readonly what: string };

const pin = (stack: Stack, { geography, region, what }: Pinned): string => {
  new CfnRule(stack, 'RegionPin', {
    assertions: [
      {
        assert: Fn.conditionEquals(Aws.REGION, region),
        assertDescription: `${what} Deploy it to ${region} and nowhere else.`,
      },
    ],
  });
  const mapping = { [region]: { geography } };
  return new CfnMapping(stack, 'GeographyOfRegion', { mapping }).findInMap(Aws.REGION, 'geography');
};

/**
 * Pins a stack to the region of its geography (BY-11): CloudFormation checks the rule before it makes the first
 * resource, and the mapping has no entry for any other region.
 *
 * Both ask for `AWS::Region` at deployment. `stack.region` would be the literal of the stack's environment
 * here, and a comparison of two literals holds everywhere.
 * @returns the geography, as looked up from the region of the deployment: use it in a resource, so that the
 *   lookup is not left out
 */
export const pinToRegion = (stack: Stack, geography: Geography): string =>
  pin(stack, {
    geography,
    region: geographies[geography].region,
    what: `This cell keeps the data of ${describeGeography(geography)}.`,
  });

/** Pins a stack in the same way to the region where copies of its geography lie (DL-2). */
export const pinToCopies = (stack: Stack, geography: Geography, region: string): string =>
  pin(stack, {
    geography,
    region,
    what: `This key encrypts copies of the cell of ${describeGeography(geography)}.`,
  });

/**
 * Holds a stack to the account that the key of its copies is in (DL-2), for where the configuration names no account:
 * CloudFormation compares the two before it makes the first resource. Copies under the key of somebody else could
 * be read and cut off by them.
 */
export const pinToAccount = (stack: Stack, account: string): void => {
  new CfnRule(stack, 'CopyKeyAccount', {
    assertions: [
      {
        assert: Fn.conditionEquals(Aws.ACCOUNT_ID, account),
        assertDescription: `The key of the copies is in account ${account}. Deploy the cell there, or name a key of its own.`,
      },
    ],
  });
};
