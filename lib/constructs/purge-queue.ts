import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { messageHiddenSeconds } from '../../contract/access/worker-timeout.ts';

/** A message holds identifiers and no content, encrypted with AES-256 by the service (SC-20), over TLS only. */
const queueDefaults = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.DESTROY,
} as const;

/** How long a message waits for somebody to look at it, after everything else has failed. */
export const deadLetterLife = Duration.days(4);

/**
 * How long a purge message lives. Each tick plans again what is still due, so that an old message is worth
 * nothing; the deadline budget counts this life.
 */
export const purgeMessageLife = Duration.hours(4);

/** Where what failed for good waits for a person; nothing reads it by itself. */
export class DeadLetters extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, { ...queueDefaults, retentionPeriod: deadLetterLife });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'This is where messages end, and an alarm tells of each; its senders are no queues with a redrive.',
    });
  }
}

/** The work of purging: a message a lot, planned by the planner and done by the worker. */
export class PurgeQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'DeadLetters');
    this.queue = new Queue(this, 'Work', {
      ...queueDefaults,
      visibilityTimeout: Duration.seconds(messageHiddenSeconds),
      retentionPeriod: purgeMessageLife,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 4 },
    });
  }
}
