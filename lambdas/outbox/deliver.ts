import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent, EventBridgeEvent } from 'aws-lambda';
import { itemAmongOthers } from '../shared/store/dynamodb/attributes.ts';
import type { Item } from '../shared/store/store.ts';
import { logFailure, logWork } from '../shared/work-log.ts';
import { type OutboxPorts, publishItems, sweepOutbox } from './publish.ts';

export type OutboxTrigger = DynamoDBStreamEvent | EventBridgeEvent<'Scheduled Event', unknown>;

/**
 * Publishes what a stream's batch brings, or sweeps up what the stream missed. A batch that fails is not sent
 * back to the stream, where it would keep later events waiting: its items stay in the outbox for the sweep.
 */
export const deliver = async (ports: OutboxPorts, trigger: OutboxTrigger): Promise<void> => {
  if (!('Records' in trigger)) {
    logWork({ work: 'outbox-sweep', ...(await sweepOutbox(ports)) });
    return;
  }
  const items = trigger.Records.flatMap(itemIn);
  try {
    logWork({ work: 'outbox-stream', ...(await publishItems(ports, items)) });
  } catch (error) {
    logFailure({ work: 'outbox-stream' }, error);
  }
};

const itemIn = ({ dynamodb }: DynamoDBRecord): readonly Item[] =>
  dynamodb?.NewImage === undefined
    ? []
    : [itemAmongOthers(dynamodb.NewImage as Record<string, AttributeValue>)];
