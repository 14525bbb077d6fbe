import { edgePortsFrom } from '../shared/edge-wiring.ts';
import { httpHandler } from '../shared/http/edge.ts';
import { programsFrom } from '../shared/offered-programs.ts';
import { carriedTerms } from '../shared/transfer-terms.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { consentHandlers } from './handlers.ts';

const cell = cellPortsFrom(process.env);

export const handler = httpHandler(
  'consent',
  consentHandlers,
  {},
  {
    ...cell,
    ...edgePortsFrom(process.env),
    programs: programsFrom(process.env),
    terms: carriedTerms(__dirname, cell.geography),
  },
);
