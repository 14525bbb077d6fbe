import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { describeGeography, type Geography } from '../domain/geographies.ts';
import type { Config } from './config.ts';
import { CellBoundary } from './constructs/boundary.ts';
import { CellIdentity } from './constructs/cell-identity.ts';
import { CellTables } from './constructs/cell-tables.ts';
import { pinToRegion } from './constructs/region-pin.ts';

export type CellProps = StackProps & { readonly geography: Geography; readonly config: Config };

/**
 * What a cell keeps: tables, their key, the user pool. All of it is retained and its logical ids are pinned by
 * a test. The boundary stands here too, so that it is there before the first role.
 */
export class StorageStack extends Stack {
  readonly key: Key;
  readonly tables: CellTables;
  readonly identity: CellIdentity;
  readonly boundary: CellBoundary;

  constructor(scope: Construct, id: string, props: CellProps) {
    const { geography, config } = props;
    super(scope, id, {
      ...props,
      description: `Domicile: what the cell of ${describeGeography(geography)} keeps`,
      terminationProtection: true,
    });
    const deployedTo = pinToRegion(this, geography);
    this.key = new Key(this, 'Key', {
      description: `Encrypts the tables of Domicile in the geography ${deployedTo}`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.tables = new CellTables(this, 'Tables', { key: this.key });
    this.identity = new CellIdentity(this, 'Identity', {
      geography,
      domainPrefix: config.identity.domainPrefix,
    });
    this.boundary = new CellBoundary(this, 'Boundary', {
      geography,
      evidenceArn: this.tables.evidence.tableArn,
    });
    this.addOutputs(deployedTo);
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
      UserPoolId: this.identity.userPool.userPoolId,
      UserPoolDomain: this.identity.domain.domainName,
      BoundaryArn: this.boundary.managedPolicyArn,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
