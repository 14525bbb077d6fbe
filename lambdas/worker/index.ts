import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { purgeBudgetFrom } from '../shared/environment.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { workThrough } from './work-through.ts';

const ports = { ...cellPortsFrom(process.env), purgeBudget: purgeBudgetFrom(process.env) };

export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  workThrough({ ...ports, timeLeft: () => context.getRemainingTimeInMillis() }, event.Records);
