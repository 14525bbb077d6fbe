import { instructionsRoutes } from '../../contract/api/routes/instructions.ts';
import { instructionsBodies } from '../../contract/api/schemas/instructions-bodies.ts';
import { edgePortsFrom } from '../shared/edge-wiring.ts';
import { httpHandler } from '../shared/http/edge.ts';
import { programsFrom } from '../shared/offered-programs.ts';
import { begunStore } from '../shared/serving.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { instructionsHandlers } from './handlers.ts';

export const handler = httpHandler(
  'instructions',
  instructionsRoutes,
  instructionsHandlers,
  instructionsBodies,
  {
    ...cellPortsFrom(process.env, begunStore),
    ...edgePortsFrom(process.env),
    programs: programsFrom(process.env),
  },
);
