import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { statementsOf } from '../../../domain/audit/facts.ts';
import type { Reader } from '../ports.ts';
import { factsOf, readings, Unreadable, unlessMissing } from '../reading.ts';

const deadLettersIn = (redrive: string | undefined) =>
  redrive === undefined ? [] : factsOf(Object(JSON.parse(redrive)).deadLetterTargetArn);

/** Reads queues by their address. */
export const queueReader =
  (client: SQSClient): Reader =>
  (QueueUrl) => {
    const ask = () => client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    return unlessMissing(/QueueDoesNotExist|NonExistentQueue/, ask, (queue) => {
      const attributes = async () => (await queue()).Attributes ?? {};
      return readings({
        policy: async () => {
          const { Policy } = await attributes();
          return Policy === undefined || Policy === '' ? [] : statementsOf(Policy);
        },
        'dead-letters': async () => deadLettersIn((await attributes()).RedrivePolicy),
        'message-life': async () => {
          const { MessageRetentionPeriod } = await attributes();
          return factsOf(MessageRetentionPeriod).map((seconds) => `${seconds} seconds`);
        },
        encryption: async () => {
          const { KmsMasterKeyId, SqsManagedSseEnabled } = await attributes();
          if (KmsMasterKeyId) return [KmsMasterKeyId];
          if (SqsManagedSseEnabled === undefined) throw new Unreadable('no word about encryption');
          return SqsManagedSseEnabled === 'true' ? ['by the service'] : [];
        },
      });
    });
  };
