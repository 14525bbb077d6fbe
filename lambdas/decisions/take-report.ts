import { decisionMetrics } from '../../contract/access/decision-metrics.ts';
import { reportDiffers } from '../../contract/api/decision-problems.ts';
import { invalidBody, notFound } from '../../contract/api/problems.ts';
import type { ReportReply } from '../../contract/api/replies.ts';
import {
  departuresOf,
  type StoredReport,
  saysTheSame,
  type TransferEntry,
  type TransferReport,
  tellsOfMore,
} from '../../domain/decisions/transfer.ts';
import type { MovementId } from '../../domain/identifiers.ts';
import { clockSkew, type Instant, instantOf, isoOf } from '../../domain/time.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { StoreRefused } from '../shared/http/store-refused.ts';
import { persist } from '../shared/persist.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import { readReport, readTransfer, reportActions } from '../shared/repositories/transfers.ts';
import type { DecisionsPorts } from './ports.ts';

/** Takes in what came of a placement. */
export const reportPlacement = (
  { path, body }: Request<'POST /v1/placements/{placement}/report'>,
  ports: DecisionsPorts,
): Promise<Reply> => takeReport(path.placement, body, ports);

/** Takes in what came of a transfer. */
export const reportTransfer = (
  { path, body }: Request<'POST /v1/transfers/{transfer}/report'>,
  ports: DecisionsPorts,
): Promise<Reply> => takeReport(path.transfer, body, ports);

type Body = Request<'POST /v1/transfers/{transfer}/report'>['body'];

/**
 * Keeps the first report of what was permitted. What happened otherwise than it was permitted is kept all the same,
 * marked, counted and told: a register that refused it would say what should have happened. A second report that
 * differs is refused, changes nothing, and is counted where it tells of such a thing, or of data that went where the
 * register does not say that it went: whoever reports first hides nothing.
 * @throws ProblemError not-found where nothing was permitted under that identifier, report-differs, invalid-body
 */
const takeReport = async (id: MovementId, body: Body, ports: DecisionsPorts): Promise<Reply> => {
  const now = ports.clock.now();
  const report = reportOf(body, now);
  const [entry, before] = await Promise.all([
    readTransfer(ports.store, body.subject, id),
    readReport(ports.store, body.subject, id),
  ]);
  if (entry === undefined) throw notFound(id);
  if (before !== undefined) return sameAsBefore(ports, entry, before, report);
  const departures = departuresOf(entry, report);
  const stored: StoredReport = {
    ...report,
    id,
    reportedAt: isoOf(now),
    ...(departures.length > 0 && { notAsPermitted: departures }),
  };
  const outcome = await persist(ports, () =>
    ports.store.transact([...reportActions(entry, stored), ...eventActions(ports, entry, stored, now)]),
  );
  if (outcome.ok) {
    if (departures.length > 0) ports.measure(decisionMetrics.notAsPermitted, 1);
    return ok(replyOf(entry, stored));
  }
  // Somebody else reported meanwhile.
  const first = await readReport(ports.store, body.subject, id);
  if (first === undefined) throw new StoreRefused(outcome.refusal);
  return sameAsBefore(ports, entry, first, report);
};

/** @throws ProblemError invalid-body for a place too many or too few, and for a time to come */
const reportOf = ({ outcome, place, at }: Body, now: Instant): TransferReport => {
  if (instantOf(at) > now + clockSkew) throw wrong('/at', at, `at most ${isoOf(now + clockSkew)}`);
  if (outcome === 'executed') {
    if (place === undefined) throw wrong('/place', 'nothing', 'the geography where it really was');
    return { outcome, place, at };
  }
  if (place !== undefined) throw wrong('/place', place, 'nothing: it was nowhere');
  return { outcome, at };
};

const wrong = (at: string, given: string, allowed: string) => invalidBody([{ at, given, allowed }]);

/** @throws ProblemError report-differs */
const sameAsBefore = (
  ports: DecisionsPorts,
  entry: TransferEntry,
  before: StoredReport,
  report: TransferReport,
): Reply => {
  if (saysTheSame(before, report)) return ok(replyOf(entry, before));
  if (tellsOfMore(entry, before, report)) ports.measure(decisionMetrics.notAsPermitted, 1);
  throw reportDiffers(before);
};

const replyOf = ({ subject }: TransferEntry, { id, ...report }: StoredReport): ReportReply => ({
  subject,
  movement: id,
  ...report,
});

const eventActions = (
  ports: DecisionsPorts,
  { subject }: TransferEntry,
  report: StoredReport,
  now: Instant,
) => {
  if (report.outcome !== 'executed' || report.notAsPermitted === undefined) return [];
  const { id: movement, place, notAsPermitted: departures } = report;
  const event = { type: 'TransferNotAsPermitted', detail: { subject, movement, place, departures } } as const;
  return [outboxAction(ports, event, now)];
};
