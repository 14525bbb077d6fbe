import type { Handlers } from '../shared/http/request.ts';
import { answerQuestions } from './answer-questions.ts';
import { answerPlacement } from './place-prompt.ts';
import type { DecisionsPorts } from './ports.ts';
import { readPlacementKeys } from './read-keys.ts';
import { reportPlacement, reportTransfer } from './take-report.ts';

/** The routes of this function. */
export const decisionsHandlers: Handlers<'decisions', DecisionsPorts> = {
  'POST /v1/decisions': answerQuestions,
  'POST /v1/placements': answerPlacement,
  'POST /v1/placements/{placement}/report': reportPlacement,
  'POST /v1/transfers/{transfer}/report': reportTransfer,
  'GET /.well-known/placement-keys.json': readPlacementKeys,
};
