import type { ResidencyReply } from '../../contract/api/replies.ts';
import { ok, type PageReply, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import type { StatementsPorts } from './ports.ts';
import { residencyPage, residencyStyle } from './residency-page.ts';

/** Where the data of the cell lies (BY-9, DL-4, DL-5): as JSON, or as a page for people. */
export const readResidency = async (
  { mediaType }: Request<'GET /v1/residency'>,
  { statement }: Pick<StatementsPorts, 'statement'>,
): Promise<Reply | PageReply> =>
  mediaType === 'text/html'
    ? { status: 200, page: residencyPage(statement), style: residencyStyle }
    : ok(statement satisfies ResidencyReply, { vary: 'Accept' });
