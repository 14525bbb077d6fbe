import { statementsRoutes } from '../../contract/api/routes/statements.ts';
import type { CarriedNotices } from '../../contract/statement/carried-notices.ts';
import type { Statement } from '../../contract/statement/statement.ts';
import { edgePortsFrom } from '../shared/edge-wiring.ts';
import { httpHandler } from '../shared/http/edge.ts';
import { programsFrom } from '../shared/offered-programs.ts';
import { systemClock } from '../shared/system-ports.ts';
import { carriedFile } from './carried-file.ts';
import { statementsHandlers } from './handlers.ts';

export const handler = httpHandler(
  'statements',
  statementsRoutes,
  statementsHandlers,
  {},
  {
    ...edgePortsFrom(process.env),
    clock: systemClock,
    programs: programsFrom(process.env),
    statement: carriedFile<Statement>(__dirname, 'residency-statement.json'),
    ...carriedFile<CarriedNotices>(__dirname, 'notices.json'),
  },
);
