import { Aws, Duration, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { LockConfig } from '../config.ts';
import { kept } from './kept.ts';

export type EvidenceBucketProps = {
  readonly key: IKey;
  readonly lock: LockConfig;
  /** The start of the name of the one role that may put something in. */
  readonly signer: string;
};

const lockOf = ({ mode, keptFor }: LockConfig): ObjectLockRetention => {
  const term = Duration.millis(keptFor);
  return mode === 'compliance' ? ObjectLockRetention.compliance(term) : ObjectLockRetention.governance(term);
};

/**
 * Where checkpoints lie that nobody takes back before their term is over, whatever happens to the tables: under
 * governance but for whoever is permitted to bypass it, under compliance for nobody at all, the root of the account
 * included. The term counts from the day an object came in.
 *
 * Its policy denies putting to everybody but the signer, and to the signer a put that would stand over another: the
 * first stays what its name means. Every version stays besides. Whoever may change the policy can take that back.
 *
 * Nothing is replicated, listed or logged into another bucket, and no rule ends an object: what is in it is small.
 */
export class EvidenceBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { key, lock, signer }: EvidenceBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: lockOf(lock),
      removalPolicy: kept,
    });
    this.bucket.policy?.applyRemovalPolicy(kept);
    const denyPut = (sid: string, conditions: Record<string, Record<string, unknown>>) =>
      this.bucket.addToResourcePolicy(
        new PolicyStatement({
          sid,
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ['s3:PutObject'],
          resources: [this.bucket.arnForObjects('*')],
          conditions,
        }),
      );
    // AWS names a role here, and the embedded cloud its session.
    denyPut('OnlyTheSigner', {
      ArnNotLike: {
        'aws:PrincipalArn': [
          `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${signer}*`,
          `arn:${Aws.PARTITION}:sts::${Aws.ACCOUNT_ID}:assumed-role/${signer}*`,
        ],
      },
    });
    denyPut('NothingTwice', { Null: { 's3:if-none-match': 'true' } });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'One function puts roots of the log in, and no function reads them: a log would need one more bucket, and keep addresses.',
    });
  }
}
