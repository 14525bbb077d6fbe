import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { AuditedCell } from './audited-cell.ts';

/**
 * Listens to what a cell tells of drift, as an observer of its own account and region would: with a rule on its bus
 * and a queue. That is no drift.
 * @returns what was told so far, as type and aspect
 */
export const listenOn = async (cell: AuditedCell) => {
  const { QueueUrl } = await cell.sqs.send(new CreateQueueCommand({ QueueName: 'observer' }));
  const EventBusName = cell.named('Bus');
  const EventPattern = JSON.stringify({ 'detail-type': ['ResidencyDriftFound', 'ResidencyDriftEnded'] });
  await cell.events.send(new PutRuleCommand({ Name: 'observer', EventBusName, EventPattern }));
  const Targets = [{ Id: 'observer', Arn: cell.arn('sqs:{here}:observer') }];
  await cell.events.send(new PutTargetsCommand({ Rule: 'observer', EventBusName, Targets }));
  const heard: [type: string, aspect: string][] = [];
  return async () => {
    const { Messages = [] } = await cell.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { Body = '', ReceiptHandle } of Messages) {
      const event = JSON.parse(Body);
      heard.push([event['detail-type'], event.detail.aspect]);
      await cell.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    return heard;
  };
};
