import { Annotations, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { describeGeography, type Geography } from '../domain/geographies.ts';
import type { Config } from './config.ts';
import { boundsOf, type RoleBounds } from './constructs/boundary.ts';
import { CellIdentity } from './constructs/cell-identity.ts';
import { CellTables } from './constructs/cell-tables.ts';
import { EvidenceBucket } from './constructs/evidence-bucket.ts';
import { kept } from './constructs/kept.ts';
import { pinToAccount, pinToRegion } from './constructs/region-pin.ts';
import { SigningKeys } from './constructs/signing-keys.ts';
import { type Copies, copiesOf } from './copies.ts';
import { missingKey } from './copy-keys.ts';
import { serviceStackName } from './stack-names.ts';

export type CellProps = StackProps & { readonly geography: Geography; readonly config: Config };

/**
 * What a cell keeps: tables, the bucket of what is locked, their key, the user pool. All of it is retained and its logical ids are pinned by
 * a test. The boundary stands here too, so that it is there before the first role.
 */
export class StorageStack extends Stack {
  readonly key: Key;
  readonly signingKeys: SigningKeys;
  readonly tables: CellTables;
  /** Where checkpoints are locked away. */
  readonly evidenceBucket: Bucket;
  /** Absent where people sign in with the vendor's own issuer. */
  readonly identity?: CellIdentity;
  readonly bounds: RoleBounds;

  constructor(scope: Construct, id: string, props: CellProps) {
    const { geography, config } = props;
    super(scope, id, {
      ...props,
      description: `Domicile: what the cell of ${describeGeography(geography)} keeps`,
      terminationProtection: config.protection === 'on',
    });
    const deployedTo = pinToRegion(this, geography);
    this.key = new Key(this, 'Key', {
      description: `Encrypts the tables of Domicile in the geography ${deployedTo}`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: kept,
    });
    this.signingKeys = new SigningKeys(this, 'SigningKeys', {
      generations: config.evidence.signingKeys,
      signer: `${serviceStackName(geography)}-SignerRole`,
      deployedTo,
    });
    this.evidenceBucket = new EvidenceBucket(this, 'EvidenceBucket', {
      key: this.key,
      lock: config.evidence.lock,
      signer: `${serviceStackName(geography)}-SignerRole`,
    }).bucket;
    const copies = copiesOf(config, geography);
    this.tables = new CellTables(this, 'Tables', {
      key: this.key,
      protection: config.protection,
      ...(copies?.keyArn !== undefined && { copies: { region: copies.region, keyArn: copies.keyArn } }),
    });
    this.demandCopyKey(geography, copies);
    const owner = copies?.keyArn?.split(':')[4];
    if (owner !== undefined) pinToAccount(this, owner);
    if (config.identity.kind === 'user-pool') {
      this.identity = new CellIdentity(this, 'Identity', {
        geography,
        domainPrefix: config.identity.domainPrefix,
        protection: config.protection,
      });
    }
    this.bounds = boundsOf(this, config.boundary, {
      geography,
      evidenceArn: this.tables.evidence.tableArn,
      evidenceBucketArn: this.evidenceBucket.bucketArn,
      hasWitness: config.evidence.witness !== undefined,
    });
    if (config.protection === 'off') {
      const once = 'What this cell keeps can be deleted. Once it is deployed, set `protection` to on.';
      Annotations.of(this).addWarningV2('domicile:unprotected', once);
    }
    this.addOutputs(deployedTo);
  }

  /** An error of this stack alone: the stack of the key has to be deployable without it. */
  private demandCopyKey(geography: Geography, copies: Copies | undefined) {
    if (copies === undefined || copies.keyArn !== undefined) return;
    Annotations.of(this).addError(missingKey(geography, copies.region));
  }

  /** The stream of the registry, which only the outbox's function reads. */
  get registryStreamArn(): string {
    const { tableStreamArn } = this.tables.registry;
    if (tableStreamArn === undefined) throw new Error('The registry has no stream: the outbox needs one.');
    return tableStreamArn;
  }

  private addOutputs(geography: string) {
    const outputs = {
      Geography: geography,
      RegistryTable: this.tables.registry.tableName,
      ContentTable: this.tables.content.tableName,
      EvidenceTable: this.tables.evidence.tableName,
      EvidenceBucketName: this.evidenceBucket.bucketName,
      ...(this.identity && {
        UserPoolId: this.identity.userPool.userPoolId,
        UserPoolDomain: this.identity.domain.domainName,
      }),
      SigningKeyId: this.signingKeys.newest.keyId,
      BoundaryArn: this.bounds.boundary.managedPolicyArn,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
