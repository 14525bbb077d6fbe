import { capturesRoutes } from '../../contract/api/routes/captures.ts';
import { capturesBodies } from '../../contract/api/schemas/captures-bodies.ts';
import { edgePortsFrom } from '../shared/edge-wiring.ts';
import { purgeBudgetFrom } from '../shared/environment.ts';
import { httpHandler } from '../shared/http/edge.ts';
import { programsFrom } from '../shared/offered-programs.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { capturesHandlers } from './handlers.ts';

export const handler = httpHandler('captures', capturesRoutes, capturesHandlers, capturesBodies, {
  ...cellPortsFrom(process.env),
  ...edgePortsFrom(process.env),
  programs: programsFrom(process.env),
  purgeBudget: purgeBudgetFrom(process.env),
});
