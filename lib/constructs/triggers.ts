import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type Function as Fn,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { Geography } from '../../domain/geographies.ts';

/**
 * Runs a function at an interval. A tick that fails is not repeated: the next one does its work, and an alarm
 * tells of it. What EventBridge could not deliver at all lands in the dead letters.
 * @param props.every in milliseconds, whole minutes
 */
export const onSchedule = (
  scope: Construct,
  id: string,
  props: { every: number; target: Fn; deadLetters: IQueue; description: string },
) => {
  const every = Duration.millis(props.every);
  const age = Duration.seconds(Math.min(every.toSeconds(), Duration.hours(1).toSeconds()));
  props.target.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: age });
  new Rule(scope, id, {
    description: props.description,
    schedule: Schedule.rate(every),
    targets: [
      new LambdaFunction(props.target, {
        deadLetterQueue: props.deadLetters,
        retryAttempts: 2,
        maxEventAge: age,
      }),
    ],
  });
};

/** Feeds a function from the queue of purge work, a few at a time, each message failing for itself. */
export const fromQueue = (
  target: Fn,
  props: { queue: IQueue; batchSize: number; maxConcurrency?: number | undefined },
) =>
  new EventSourceMapping(target, 'PurgeWork', {
    target,
    eventSourceArn: props.queue.queueArn,
    batchSize: props.batchSize,
    reportBatchItemFailures: true,
    ...(props.maxConcurrency !== undefined && { maxConcurrency: props.maxConcurrency }),
  });

/**
 * Feeds a function with what transactions put into the outbox: inserts there and nothing else of the registry.
 * Age and attempts are bounded, so that one poisonous record cannot hold up the rest for a day; what the stream
 * gives up, the sweep still finds.
 */
export const fromOutboxStream = (
  target: Fn,
  props: { streamArn: string; geography: Geography; failures: IQueue },
) =>
  new EventSourceMapping(target, 'OutboxInserts', {
    target,
    eventSourceArn: props.streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 25,
    maxRecordAge: Duration.hours(1),
    retryAttempts: 3,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(props.failures),
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(registryKeys.outboxPrefix(props.geography)) } } },
      }),
    ],
  });
