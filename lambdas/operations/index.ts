import { operationsRoutes } from '../../contract/api/routes/operations.ts';
import { operationsBodies } from '../../contract/api/schemas/operations-bodies.ts';
import { edgePortsFrom } from '../shared/edge-wiring.ts';
import { purgeBudgetFrom } from '../shared/environment.ts';
import { httpHandler } from '../shared/http/edge.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { operationsHandlers } from './handlers.ts';

export const handler = httpHandler('operations', operationsRoutes, operationsHandlers, operationsBodies, {
  ...cellPortsFrom(process.env),
  ...edgePortsFrom(process.env),
  purgeBudget: purgeBudgetFrom(process.env),
});
