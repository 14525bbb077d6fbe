import { Aws, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { describeGeography } from '../domain/geographies.ts';
import { kept } from './constructs/kept.ts';
import { pinToCopies } from './constructs/region-pin.ts';
import { copyKeyOutput } from './copy-keys.ts';
import type { CellProps } from './storage-stack.ts';

/** Administrators of the account manage the key; this does not let them encrypt, decrypt or grant. */
const managing = [
  ...['kms:CancelKeyDeletion', 'kms:Delete*', 'kms:Describe*', 'kms:Disable*', 'kms:Enable*', 'kms:Get*'],
  ...['kms:List*', 'kms:Put*', 'kms:Revoke*', 'kms:ScheduleKeyDeletion', 'kms:TagResource'],
  ...['kms:UntagResource', 'kms:Update*'],
];

const using = [
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
];

/**
 * Whoever of this account comes through DynamoDB of this region, and nobody else: the form of the key policy that
 * AWS gives its own key of DynamoDB. The role that replicates is one of AWS's and has no policy of ours.
 */
const policyIn = (region: string) =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'Management',
        principals: [new AccountRootPrincipal()],
        actions: managing,
        resources: ['*'],
      }),
      new PolicyStatement({
        sid: 'UseThroughDynamoDB',
        principals: [new AnyPrincipal()],
        actions: using,
        resources: ['*'],
        conditions: {
          StringEquals: {
            'kms:CallerAccount': Aws.ACCOUNT_ID,
            'kms:ViaService': `dynamodb.${region}.amazonaws.com`,
          },
        },
      }),
    ],
    minimize: false,
  });

export type CopyKeyProps = CellProps & { readonly copiesIn: string };

/**
 * The key of a cell's copies, in the second region of the geography (DL-2), where keys of the first cannot be used.
 * It is deployed before the copies, and the configuration is told its ARN: no stack refers to another region.
 * Nothing else lies in that stack, and nothing in it holds data.
 */
export class CopyKeyStack extends Stack {
  readonly key: Key;

  constructor(scope: Construct, id: string, props: CopyKeyProps) {
    const { geography, config, copiesIn } = props;
    super(scope, id, {
      ...props,
      env: { region: copiesIn },
      description: `Domicile: the key for copies of the cell of ${describeGeography(geography)}`,
      terminationProtection: config.protection === 'on',
    });
    const deployedTo = pinToCopies(this, geography, copiesIn);
    this.key = new Key(this, 'CopyKey', {
      description: `Encrypts the copies of registry and evidence of Domicile in the geography ${deployedTo}`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: kept,
      policy: policyIn(copiesIn),
    });
    new CfnOutput(this, copyKeyOutput, { value: this.key.keyArn });
  }
}
