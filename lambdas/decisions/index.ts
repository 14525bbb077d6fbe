import { decisionsRoutes } from '../../contract/api/routes/decisions.ts';
import { decisionsBodies } from '../../contract/api/schemas/decisions-bodies.ts';
import { instrumentsOf } from '../../domain/transfers/terms.ts';
import { edgePortsFrom } from '../shared/edge-wiring.ts';
import { httpHandler } from '../shared/http/edge.ts';
import { programsFrom } from '../shared/offered-programs.ts';
import { carriedTerms } from '../shared/transfer-terms.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { tokensFrom } from './configured-tokens.ts';
import { decisionsHandlers } from './handlers.ts';
import { decisionsToLog } from './metric-line.ts';
import { ruleBookOf } from './rule-book.ts';

const cell = cellPortsFrom(process.env);
const tokens = tokensFrom(process.env, cell);

export const handler = httpHandler('decisions', decisionsRoutes, decisionsHandlers, decisionsBodies, {
  ...cell,
  ...edgePortsFrom(process.env),
  book: ruleBookOf(programsFrom(process.env), instrumentsOf(carriedTerms(__dirname, cell.geography))),
  measure: decisionsToLog(cell.geography, cell.clock.now),
  told: new Map(),
  ...(tokens && { tokens }),
});
