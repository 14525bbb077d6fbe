import { edgePortsFrom } from '../shared/edge-wiring.ts';
import { httpHandler } from '../shared/http/edge.ts';
import { programsFrom } from '../shared/offered-programs.ts';
import { carriedStatement } from './carried-statement.ts';
import { statementsHandlers } from './handlers.ts';

export const handler = httpHandler(
  'statements',
  statementsHandlers,
  {},
  {
    ...edgePortsFrom(process.env),
    programs: programsFrom(process.env),
    statement: carriedStatement(__dirname),
  },
);
