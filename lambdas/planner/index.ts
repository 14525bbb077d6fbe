import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, ScheduledEvent } from 'aws-lambda';
import { scheduleOf } from '../shared/clock-check.ts';
import { purgeBudgetFrom, required } from '../shared/environment.ts';
import { measureToLog } from '../shared/purge-metrics.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { logFailure, logWork } from '../shared/work-log.ts';
import { planTick } from './plan-tick.ts';
import { sqsPurgeQueue } from './sqs-purge-queue.ts';

const cell = cellPortsFrom(process.env);
const ports = {
  ...cell,
  purgeBudget: purgeBudgetFrom(process.env),
  measure: measureToLog(cell.geography, cell.clock.now),
  queue: sqsPurgeQueue(new SQSClient(), required(process.env, 'purgeQueue')),
  report: (source: string, error: unknown) => logFailure({ work: 'plan', source }, error),
};

export const handler = async (event: ScheduledEvent, context: Context): Promise<void> => {
  const timeLeft = () => context.getRemainingTimeInMillis();
  logWork({ work: 'plan', ...(await planTick({ ...ports, timeLeft }, scheduleOf(event))) });
};
