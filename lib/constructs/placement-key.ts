import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { onlyRoleSigns } from './only-role-signs.ts';

/** Whether placements come with a signed token (SC-17). */
export type PlacementTokens = 'signed' | 'none';

export type PlacementKeyProps = {
  /** The start of the name of the one role that may sign. */
  readonly certifier: string;
  /** The geography, as the template tells it. */
  readonly deployedTo: string;
};

/**
 * The key of a cell that certifies keys in memory, which sign placement tokens (SC-17): P-256, for ES256. It signs
 * nothing else, and the policy of the key denies signing to everybody but the function of decisions.
 *
 * It goes with its stack, unlike the keys of checkpoints: what it signed is worthless after an hour, so that nobody
 * has to verify it later, and a key that stayed would cost for nothing. Gateways refuse tokens under a key that they
 * do not know, until they have fetched the keys again. It can be brought back for a week.
 */
export class PlacementKey extends Key {
  constructor(scope: Construct, id: string, { certifier, deployedTo }: PlacementKeyProps) {
    super(scope, id, {
      description: `Certifies keys of placement tokens of Domicile in the geography ${deployedTo}`,
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(7),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.addToResourcePolicy(onlyRoleSigns('OnlyDecisions', certifier));
  }
}

/** The key of a cell, in the stack of the function that signs with it; none where the cell signs no tokens. */
export const placementKeyFor = (
  stack: Stack,
  tokens: PlacementTokens,
  deployedTo: string,
): PlacementKey | undefined =>
  tokens === 'none'
    ? undefined
    : new PlacementKey(stack, 'PlacementKey', { certifier: `${stack.stackName}-DecisionsRole`, deployedTo });
