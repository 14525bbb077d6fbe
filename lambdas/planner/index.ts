import { SQSClient } from '@aws-sdk/client-sqs';
import { required } from '../shared/environment.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { logWork } from '../shared/work-log.ts';
import { planTick } from './plan-tick.ts';
import { sqsPurgeQueue } from './sqs-purge-queue.ts';

const ports = {
  ...cellPortsFrom(process.env),
  queue: sqsPurgeQueue(new SQSClient(), required(process.env, 'purgeQueue')),
};

export const handler = async (): Promise<void> => {
  logWork({ work: 'plan', ...(await planTick(ports)) });
};
