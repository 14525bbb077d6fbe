import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type PurgeWork, purgeWorkVersion } from '../../contract/events/purge-work.ts';
import type { PurgeQueue } from './ports.ts';

/** SQS takes ten messages a call. */
const messagesPerCall = 10;

/** A queue took not all of its messages; the lots are planned again by a later tick. */
export class QueueRefused extends Error {
  override readonly name = 'QueueRefused';
}

/** The queue of purge work on SQS. */
export const sqsPurgeQueue = (client: SQSClient, queueUrl: string): PurgeQueue => ({
  send: async (work) => {
    for (let from = 0; from < work.length; from += messagesPerCall) {
      await sendBatch(client, queueUrl, work.slice(from, from + messagesPerCall));
    }
  },
});

const sendBatch = async (client: SQSClient, queueUrl: string, work: readonly PurgeWork[]): Promise<void> => {
  const answer = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: work.map((piece, position) => ({
        Id: String(position),
        MessageBody: JSON.stringify({ v: purgeWorkVersion, ...piece }),
      })),
    }),
  );
  const failed = answer.Failed?.length ?? 0;
  if (failed > 0) throw new QueueRefused(`${failed} of ${work.length} messages were not taken`);
};
