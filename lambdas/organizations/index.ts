import { organizationsRoutes } from '../../contract/api/routes/organizations.ts';
import { organizationsBodies } from '../../contract/api/schemas/organizations-bodies.ts';
import { edgePortsFrom } from '../shared/edge-wiring.ts';
import { httpHandler } from '../shared/http/edge.ts';
import { programsFrom } from '../shared/offered-programs.ts';
import { openingStore } from '../shared/opening.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { organizationsHandlers } from './handlers.ts';

export const handler = httpHandler(
  'organizations',
  organizationsRoutes,
  organizationsHandlers,
  organizationsBodies,
  {
    ...cellPortsFrom(process.env, openingStore),
    ...edgePortsFrom(process.env),
    programs: programsFrom(process.env),
  },
);
