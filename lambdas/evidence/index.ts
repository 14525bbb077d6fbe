import { evidenceRoutes } from '../../contract/api/routes/evidence.ts';
import { edgePortsFrom } from '../shared/edge-wiring.ts';
import { httpHandler } from '../shared/http/edge.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { evidenceHandlers } from './handlers.ts';

export const handler = httpHandler(
  'evidence',
  evidenceRoutes,
  evidenceHandlers,
  {},
  {
    ...cellPortsFrom(process.env),
    ...edgePortsFrom(process.env),
  },
);
