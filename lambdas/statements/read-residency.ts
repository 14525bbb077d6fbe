import { createHash } from 'node:crypto';
import type { ResidencyReply } from '../../contract/api/replies.ts';
import { statementsRoutes } from '../../contract/api/routes/statements.ts';
import { acceptedOf } from '../shared/http/accepted.ts';
import { ok, type Reply, type TextReply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import type { StatementsPorts } from './ports.ts';
import { residencyPage, residencyStyle } from './residency-page.ts';

/** Nothing is loaded, run, sent or framed; the one style in the page is let in by its digest. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(residencyStyle).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  vary: 'Accept',
};

/** Where the data of the cell lies (BY-9, DL-4, DL-5): as JSON, or as a page for people. */
export const readResidency = async (
  { accept, routeKey }: Request<'GET /v1/residency'>,
  { statement }: Pick<StatementsPorts, 'statement'>,
): Promise<Reply | TextReply> =>
  acceptedOf(accept, statementsRoutes[routeKey].offers) === 'text/html'
    ? { status: 200, text: residencyPage(statement), headers: pageHeaders }
    : ok(statement satisfies ResidencyReply, { vary: 'Accept' });
