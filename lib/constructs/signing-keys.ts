import { Duration } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { kept } from './kept.ts';
import { onlyRoleSigns } from './only-role-signs.ts';

export type SigningKeysProps = {
  /** How many generations there have been, 1 or more. */
  readonly generations: number;
  /** The start of the name of the one role that may sign. */
  readonly signer: string;
  /** The geography, as the template tells it. */
  readonly deployedTo: string;
};

/**
 * The keys that sign the checkpoints of a cell: P-256, for ES256, which every verifier knows. A key of this kind
 * cannot be rotated by KMS: another one is made, and the earlier stay, since what they signed has to be verified
 * for as long as anybody has it. The log keeps all public parts.
 *
 * The policy of a key denies signing to everybody but the signer, whatever other policies of the account allow.
 * Whoever may change the policy of a key can take that back; the auditor tells of it.
 */
export class SigningKeys extends Construct {
  readonly all: readonly Key[];
  /** The one that signs. */
  readonly newest: Key;

  constructor(scope: Construct, id: string, props: SigningKeysProps) {
    super(scope, id);
    const make = (generation: number) => this.make(generation, props);
    this.newest = make(props.generations);
    const earlier = Array.from({ length: props.generations - 1 }, (_, index) => make(index + 1));
    this.all = [...earlier, this.newest];
  }

  private make(generation: number, { signer, deployedTo }: SigningKeysProps): Key {
    const key = new Key(this, `Generation${generation}`, {
      description: `Signs checkpoints of Domicile in the geography ${deployedTo}, generation ${generation}`,
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(30),
      removalPolicy: kept,
    });
    key.addToResourcePolicy(onlyRoleSigns('OnlyTheSigner', signer));
    return key;
  }
}
