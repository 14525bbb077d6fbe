import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { logFailure, logWork } from '../shared/work-log.ts';
import { doWork } from './do-work.ts';
import type { WorkerPorts } from './ports.ts';
import { parseWork } from './work-message.ts';

/** Works through a batch of messages, one after the other. Only those that failed come back to the queue. */
export const workThrough = async (
  ports: WorkerPorts,
  messages: readonly Pick<SQSRecord, 'messageId' | 'body'>[],
): Promise<SQSBatchResponse> => {
  const failed: string[] = [];
  for (const { messageId, body } of messages) {
    try {
      logWork(await doWork(ports, parseWork(body)));
    } catch (error) {
      logFailure({ work: 'message', messageId }, error);
      failed.push(messageId);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};
