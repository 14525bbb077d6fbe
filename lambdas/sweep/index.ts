import type { Context, ScheduledEvent } from 'aws-lambda';
import { scheduleOf } from '../shared/clock-check.ts';
import { nameLifeFrom, purgeBudgetFrom } from '../shared/environment.ts';
import { measureToLog } from '../shared/purge-metrics.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { logFailure, logWork } from '../shared/work-log.ts';
import { expireNames } from './expire-names.ts';
import { markUnknown } from './mark-unknown.ts';
import { sweep } from './sweep.ts';
import { transfersToLog } from './transfers-to-log.ts';

const cell = cellPortsFrom(process.env);
const ports = {
  ...cell,
  purgeBudget: purgeBudgetFrom(process.env),
  nameLife: nameLifeFrom(process.env),
  measure: measureToLog(cell.geography, cell.clock.now),
  measureTransfers: transfersToLog(cell.geography, cell.clock.now),
  report: (source: string, error: unknown) => logFailure({ work: 'sweep', source }, error),
};

export const handler = async (event: ScheduledEvent, context: Context): Promise<void> => {
  const timeLeft = () => context.getRemainingTimeInMillis();
  // Movements and names come after lots, by a clock that the sweep has compared with the schedule's.
  logWork({ work: 'sweep', ...(await sweep({ ...ports, timeLeft }, scheduleOf(event))) });
  logWork({ work: 'movements', ...(await markUnknown({ ...ports, timeLeft })) });
  logWork({ work: 'names', ...(await expireNames({ ...ports, timeLeft })) });
};
