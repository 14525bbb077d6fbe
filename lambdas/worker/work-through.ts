import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { messageHiddenSeconds } from '../../contract/access/worker-timeout.ts';
import { seconds } from '../../domain/time.ts';
import { demandClock, type Witness } from '../shared/clock-check.ts';
import { logFailure, logWork } from '../shared/work-log.ts';
import { doWork } from './do-work.ts';
import type { WorkerPorts } from './ports.ts';
import { parseWork } from './work-message.ts';

/** What a worker looks at of a message. */
export type Message = Pick<SQSRecord, 'messageId' | 'body'> & Partial<Pick<SQSRecord, 'attributes'>>;

/**
 * Works through a batch of messages, one after the other. Only those that failed come back to the queue; by a clock
 * that is not the queue's, nothing is worked at.
 */
export const workThrough = async (
  ports: WorkerPorts,
  messages: readonly Message[],
): Promise<SQSBatchResponse> => {
  const failed: string[] = [];
  for (const { messageId, body, attributes } of messages) {
    try {
      demandClock(ports.clock.now(), receivedBy(attributes));
      logWork(await doWork(ports, parseWork(body)));
    } catch (error) {
      logFailure({ work: 'message', messageId }, error);
      failed.push(messageId);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};

/** The queue's clock: when it first handed the message out, and how often it hid it since. */
const receivedBy = (attributes: Message['attributes']): Witness => ({
  since: Number(attributes?.ApproximateFirstReceiveTimestamp),
  within: seconds(messageHiddenSeconds) * (Number(attributes?.ApproximateReceiveCount) - 1),
});
