import { edgePortsFrom } from '../shared/edge-wiring.ts';
import { httpHandler } from '../shared/http/edge.ts';
import { programsFrom } from '../shared/offered-programs.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { consentHandlers } from './handlers.ts';

export const handler = httpHandler(
  'consent',
  consentHandlers,
  {},
  {
    ...cellPortsFrom(process.env),
    ...edgePortsFrom(process.env),
    programs: programsFrom(process.env),
  },
);
