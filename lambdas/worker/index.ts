import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { purgeBudgetFrom } from '../shared/environment.ts';
import { measureToLog } from '../shared/purge-metrics.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { workThrough } from './work-through.ts';

const cell = cellPortsFrom(process.env);
const ports = {
  ...cell,
  purgeBudget: purgeBudgetFrom(process.env),
  measure: measureToLog(cell.geography, cell.clock.now),
};

export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  workThrough({ ...ports, timeLeft: () => context.getRemainingTimeInMillis() }, event.Records);
