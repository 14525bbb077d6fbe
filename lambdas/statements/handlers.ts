import type { Handlers } from '../shared/http/request.ts';
import type { StatementsPorts } from './ports.ts';
import { readNotice } from './read-notice.ts';
import { listPrograms, readProgram } from './read-programs.ts';
import { readResidency } from './read-residency.ts';

/** One handler for each route of this function. */
export const statementsHandlers: Handlers<'statements', StatementsPorts> = {
  'GET /v1/programs': listPrograms,
  'GET /v1/programs/{program}': readProgram,
  'GET /v1/notices/{notice}': readNotice,
  'GET /v1/residency': readResidency,
};
