import { Validations } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  Billing,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { dueIndex } from '../../contract/tables/indexes.ts';
import { type CopiedStore, recoveryWindows } from '../../domain/retention/stores.ts';
import { days } from '../../domain/time.ts';
import type { Protection } from '../config.ts';
import { kept } from './kept.ts';

const attribute = (name: string): Attribute => ({ name, type: AttributeType.STRING });

const keys = { partitionKey: attribute('pk'), sortKey: attribute('sk') };

/** The same window in the copy: CDK gives a replica the settings of its table. */
const recoveryWindow = (table: CopiedStore) => ({
  pointInTimeRecoverySpecification: {
    pointInTimeRecoveryEnabled: true,
    recoveryPeriodInDays: recoveryWindows[table] / days(1),
  },
});

/** Where copies lie, and the key of that region which encrypts them. */
export type CopiesAt = { readonly region: string; readonly keyArn: string };

export type CellTablesProps = {
  readonly key: IKey;
  readonly protection: Protection;
  readonly copies?: CopiesAt;
};

const copied = ({ key, copies }: CellTablesProps) =>
  copies === undefined
    ? { encryption: TableEncryptionV2.customerManagedKey(key) }
    : {
        encryption: TableEncryptionV2.customerManagedKey(key, { [copies.region]: copies.keyArn }),
        replicas: [{ region: copies.region }],
      };

/**
 * The three tables of a cell, encrypted with the cell's own key (SC-20).
 *
 * Registry and evidence are global tables, of one region unless the vendor asks for a copy within the geography
 * (DL-2): then they have a replica there, where another kind of table would have to be replaced. Content is an
 * ordinary table, which cannot be given a replica at all: no recovery window, stream, TTL or index either, so that
 * a deleted record is nowhere left.
 *
 * The registry's stream has old images, which nothing here reads, because DynamoDB demands them of a table with
 * replicas: to change that later would make another stream, and the stack that reads it refers to this one.
 */
export class CellTables extends Construct {
  readonly registry: TableV2;
  readonly content: Table;
  readonly evidence: TableV2;

  constructor(scope: Construct, id: string, props: CellTablesProps) {
    super(scope, id);
    // Nobody deletes a table of a cell by accident, neither with the stack nor beside it.
    const held = { removalPolicy: kept, deletionProtection: props.protection === 'on' };
    const billing = Billing.onDemand();
    this.registry = new TableV2(this, 'Registry', {
      ...keys,
      ...held,
      ...recoveryWindow('registry'),
      ...copied(props),
      billing,
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'ttl',
      globalSecondaryIndexes: [
        {
          indexName: dueIndex.name,
          partitionKey: attribute(dueIndex.partitionKey),
          sortKey: attribute(dueIndex.sortKey),
          projectionType: ProjectionType[dueIndex.projection],
        },
      ],
    });
    this.content = new Table(this, 'Content', {
      ...keys,
      ...held,
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.key,
    });
    Validations.of(this.content).acknowledge({
      id: 'AwsSolutions-DDB3',
      reason:
        'A recovery window would bring deleted content back: this table has none, so that deleted is deleted.',
    });
    this.evidence = new TableV2(this, 'Evidence', {
      ...keys,
      ...held,
      ...recoveryWindow('evidence'),
      ...copied(props),
      billing,
    });
  }
}
