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
import type { Protection } from '../config.ts';
import { kept } from './kept.ts';

/**
 * Days for which the registry can be restored: short on purpose, because the names that a person had erased
 * come back with it until the window has passed. The deadline budget counts it.
 */
export const registryRecoveryDays = 7;

/** Days for which evidence can be restored: the most that DynamoDB offers. */
export const evidenceRecoveryDays = 35;

const attribute = (name: string): Attribute => ({ name, type: AttributeType.STRING });

const keys = { partitionKey: attribute('pk'), sortKey: attribute('sk') };

const recoveryWindow = (days: number) => ({
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: days },
});

/**
 * The three tables of a cell, encrypted with the cell's own key (SC-20).
 *
 * Registry and evidence are global tables of one region: a vendor who later asks for a copy within the geography
 * (DL-2) adds a replica, where another kind of table would have to be replaced. Content is an ordinary table,
 * which cannot be given a replica at all: no recovery window, stream, TTL or index either, so that a deleted
 * record is nowhere left.
 */
export class CellTables extends Construct {
  readonly registry: TableV2;
  readonly content: Table;
  readonly evidence: TableV2;

  constructor(scope: Construct, id: string, props: { key: IKey; protection: Protection }) {
    super(scope, id);
    // Nobody deletes a table of a cell by accident, neither with the stack nor beside it.
    const held = { removalPolicy: kept, deletionProtection: props.protection === 'on' };
    const encryption = TableEncryptionV2.customerManagedKey(props.key);
    const billing = Billing.onDemand();
    this.registry = new TableV2(this, 'Registry', {
      ...keys,
      ...held,
      ...recoveryWindow(registryRecoveryDays),
      billing,
      encryption,
      dynamoStream: StreamViewType.NEW_IMAGE,
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
      ...recoveryWindow(evidenceRecoveryDays),
      billing,
      encryption,
    });
  }
}
