import { evidenceRoutes } from '../../contract/api/routes/evidence.ts';
import { carriedPrograms } from '../shared/carried-programs.ts';
import { edgePortsFrom } from '../shared/edge-wiring.ts';
import { httpHandler } from '../shared/http/edge.ts';
import { carriedTerms } from '../shared/transfer-terms.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { evidenceHandlers } from './handlers.ts';

const cell = cellPortsFrom(process.env);

export const handler = httpHandler(
  'evidence',
  evidenceRoutes,
  evidenceHandlers,
  {},
  {
    ...cell,
    ...edgePortsFrom(process.env),
    programs: carriedPrograms(__dirname),
    terms: carriedTerms(__dirname, cell.geography),
  },
);
