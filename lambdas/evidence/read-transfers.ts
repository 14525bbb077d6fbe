import { invalidParameter } from '../../contract/api/problems.ts';
import { routes } from '../../contract/api/routes.ts';
import type { TransfersReply } from '../../contract/api/transfer-replies.ts';
import { transferKeys } from '../../contract/tables/transfers.ts';
import { days, startOfDay } from '../../domain/time.ts';
import { csvOf } from '../../domain/transfers/csv.ts';
import { isTransfer, listTransfer, type Reading } from '../../domain/transfers/register.ts';
import { endingSoon } from '../../domain/transfers/terms.ts';
import { acceptedOf } from '../shared/http/accepted.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply, type TextReply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readRegister } from '../shared/repositories/register.ts';
import type { EvidencePorts } from './ports.ts';
import { demandTransferReader } from './transfer-reader.ts';

type TransfersRequest = Request<'GET /v1/transfers'>;

/** What entries of the register are read with. */
export const readingOf = ({ terms, programs, clock }: EvidencePorts): Reading => ({
  terms,
  roleIn: (program, use) => programs.find(({ id }) => id === program)?.uses[use]?.vendorRole,
  at: clock.now(),
});

/**
 * The register of transfers of a subject, the oldest entry of the days that are asked for first (BY-7). A page can be
 * shorter than its limit, also empty: what stayed at home is no transfer, and is passed by.
 * @throws ProblemError not-found, invalid-parameter, invalid-cursor, not-acceptable
 */
export const listTransfers = async (
  request: TransfersRequest,
  ports: EvidencePorts,
): Promise<Reply | TextReply> => {
  const form = acceptedOf(request.accept, routes[request.routeKey].offers);
  const subject = await demandTransferReader(ports, request.caller, request.query.subject);
  const { nextOf, ...page } = wantedPage(request, { pk: transferKeys.partition(subject), prefix: '' });
  const { movements, next } = await readRegister(ports.store, subject, { ...page, ...daysOf(request) });
  const reading = readingOf(ports);
  const transfers = movements.filter(isTransfer).map((movement) => listTransfer(movement, reading));
  const goesOn = nextOf(next);
  if (form === 'text/csv') return table(csvOf(transfers), linkTo(request, goesOn.next));
  const instrumentsEnding = endingSoon(ports.terms, reading.at);
  return ok({ transfers, instrumentsEnding, ...goesOn } satisfies TransfersReply, { vary: 'Accept' });
};

/** Both days are part of what is asked for. */
const daysOf = ({ query: { from, to } }: TransfersRequest) => {
  if (from !== undefined && to !== undefined && to < from)
    throw invalidParameter({
      at: 'query.to',
      given: to,
      allowed: `${from}, the day of \`from\`, or a later one`,
    });
  return {
    ...(from !== undefined && { from: startOfDay(from) }),
    ...(to !== undefined && { until: startOfDay(to) + days(1) }),
  };
};

/** Where the next page of a table is (RFC 8288): a table has no other place to say it. */
const linkTo = ({ query }: TransfersRequest, cursor: string | undefined): string | undefined => {
  if (cursor === undefined) return undefined;
  const given = Object.entries({ ...query, cursor }).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return `</v1/transfers?${new URLSearchParams(given)}>; rel="next"`;
};

const table = (text: string, link: string | undefined): TextReply => ({
  status: 200,
  text,
  headers: {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': 'attachment; filename="transfers.csv"',
    vary: 'Accept',
    ...(link !== undefined && { link }),
  },
});
