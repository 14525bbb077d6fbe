import { epochClosed, recordDiffers, sharingOff, staleEpoch } from '../../contract/api/capture-problems.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { ServiceAccess } from '../../domain/captures/call.ts';
import { asksForServices } from '../../domain/captures/refusal-of-call.ts';
import type { Epoch, UsePolicy } from '../../domain/consent/epoch.ts';
import { resolveDeadline } from '../../domain/retention/deadline.ts';
import { fullLot, lotName, spreadOver } from '../../domain/retention/lot.ts';
import { type Instant, instantOf, isoOf } from '../../domain/time.ts';
import { refuseForeign } from '../shared/http/misdirected.ts';
import { created, ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { StoreRefused } from '../shared/http/store-refused.ts';
import { persist } from '../shared/persist.ts';
import { gateIsOpen, noLongerEmpty, readEpoch } from '../shared/repositories/epochs.ts';
import { countIntoLot, readSalt, saltAction } from '../shared/repositories/lots.ts';
import {
  type CapturedRecord,
  type RecordPlace,
  readStoredCall,
  recordAction,
  recordDigest,
  type StoredCall,
} from '../shared/repositories/records.ts';
import { storedItem } from '../shared/repositories/stored-item.ts';
import type { Workspace } from '../shared/repositories/subjects.ts';
import { itemBytes } from '../shared/store/item-size.ts';
import { type Action, type Refusal, StoreUnavailable } from '../shared/store/store.ts';
import { dayOfCall, demandBoundedBodies, demandPermitted } from './call-rules.ts';
import { type CapturedUse, connectedServices, existingWorkspace, useInForce } from './governing.ts';
import type { CapturesPorts } from './ports.ts';
import { readInForce, readOtherGate } from './sharing-in-force.ts';

/**
 * Captures the records of one call: all of them, under the epoch that is open when they are committed, or none
 * (DS-4). A repeated call lands on itself.
 */
export const captureRecords = async (
  request: Request<'POST /v1/captures'>,
  ports: CapturesPorts,
): Promise<Reply> => {
  const { body } = request;
  refuseForeignPeople(body.records, ports);
  const now = ports.clock.now();
  const governed = useInForce(ports.programs, body.use);
  const workspace = await existingWorkspace(ports.store, body.workspace);
  const { epoch, since } = await openEpoch(ports, workspace, governed, body.epoch);
  const day = dayOfCall(body.callId, now);
  demandBoundedBodies(body.records);
  const { records } = body;
  const services = connectedServices(governed.program);
  const access = asksForServices(records) ? await accessTo(ports, workspace, services) : undefined;
  const promised = policyIn(epoch, body.use);
  demandPermitted({ records, use: governed.use, promised, since, now, yields: services?.yields, access });
  const call = callOf(
    epoch,
    { workspace: workspace.id, use: body.use, day, callId: body.callId },
    body.records,
  );
  return store(ports, { call, now, moved: 0, attempt: 0 });
};

/**
 * Users are users of one cell. Under another one's identifier nobody would find a record again, for that person or for
 * a hold (SC-9).
 * @throws ProblemError misdirected-request
 */
const refuseForeignPeople = (records: readonly CapturedRecord[], ports: CapturesPorts): void => {
  for (const { uploader, people } of records) refuseForeign(ports, { uploader, ...people });
};

type Call = RecordPlace & {
  readonly gates: number;
  /** Whether these may be the first records of the epoch. */
  readonly first: boolean;
  readonly records: readonly CapturedRecord[];
  readonly day: string;
  readonly use: UsePolicy;
};

const callOf = (
  epoch: Epoch,
  { workspace, use, day, callId }: { workspace: Workspace['id']; use: string; day: string; callId: string },
  records: readonly CapturedRecord[],
): Call => {
  const policy = policyIn(epoch, use);
  const lot = lotName({ workspace, use, day, shard: spreadOver(callId, policy.shards) });
  const first = epoch.empty === true;
  return { epoch: epoch.id, gates: epoch.gates, first, lot, callId, records, day, use: policy };
};

/** What was promised for the use when the epoch opened. @throws ProblemError epoch-closed where it was not permitted */
const policyIn = (epoch: Epoch, use: string): UsePolicy => {
  const policy = epoch.uses[use];
  if (policy === undefined) throw epochClosed();
  return policy;
};

/**
 * The epoch that takes records now, and since when its use is permitted: where it needs two settings, since the later
 * one. The gate has the last word, when the call commits.
 */
const openEpoch = async (
  ports: CapturesPorts,
  workspace: Workspace,
  governed: CapturedUse,
  named: string | undefined,
): Promise<{ readonly epoch: Epoch; readonly since: Instant }> => {
  const sharing = await readInForce(ports.store, workspace, governed);
  if (!sharing.on) throw sharingOff(sharing.explain);
  const epoch = await epochStillOpen(ports, sharing.epoch);
  if (named !== undefined && named !== epoch.id) throw staleEpoch(named, epoch.id);
  const other = await readOtherGate(ports.store, workspace, governed);
  if (other === undefined) return { epoch, since: instantOf(epoch.openedAt) };
  if (!other.on) throw sharingOff(other.explain);
  const { openedAt } = await epochStillOpen(ports, other.epoch);
  return { epoch, since: Math.max(instantOf(epoch.openedAt), instantOf(openedAt)) };
};

const epochStillOpen = async ({ store }: CapturesPorts, id: Epoch['id']): Promise<Epoch> => {
  const epoch = await readEpoch(store, id);
  if (epoch?.state !== 'open') throw epochClosed();
  return epoch;
};

/** Whether the assistant may read from connected services now, and since when without a break (SC-5). */
const accessTo = async (
  ports: CapturesPorts,
  workspace: Workspace,
  services: ReturnType<typeof connectedServices>,
): Promise<ServiceAccess> => {
  if (services === undefined) return { on: false };
  const access = await readInForce(ports.store, workspace, services);
  const epoch = access.on ? await readEpoch(ports.store, access.epoch) : undefined;
  return epoch?.state === 'open' ? { on: true, since: instantOf(epoch.openedAt) } : { on: false };
};

type Attempt = {
  readonly call: Call;
  readonly now: Instant;
  /** How many records were moved out of the lot for holds when the call was last looked for among them. */
  readonly moved: number;
  readonly attempt: number;
};

/** How often a call is tried anew because its lot was opened, or records of it were moved, meanwhile. */
const attempts = 5;

const store = async (ports: CapturesPorts, tried: Attempt): Promise<Reply> => {
  const { call, now, moved } = tried;
  if (tried.attempt >= attempts)
    throw new StoreUnavailable('the lot changes all the time; it may be tried again');
  const earlierSalt = await readSalt(ports.store, call.epoch, call.lot);
  const salt = earlierSalt ?? ports.randomness.salt();
  const digests = call.records.map((record) => recordDigest(record, salt));
  const actions = [
    ...(call.first ? [noLongerEmpty(call.epoch)] : []),
    ...(earlierSalt === undefined ? [saltAction(call.epoch, call.lot, salt)] : []),
    countIntoLot(
      lotOf(ports, call),
      { records: call.records.length, kilobytes: kilobytesOf(call), at: now },
      moved,
    ),
    ...call.records.map((record, index) =>
      recordAction(call, index, record, { at: isoOf(now), digest: digests[index] ?? '' }),
    ),
  ];
  const firstGate = Math.floor(ports.randomness.fraction() * call.gates);
  const outcome = await persist(ports, (attempt) =>
    ports.store.transact([gateIsOpen(call.epoch, (firstGate + attempt) % call.gates), ...actions]),
  );
  if (outcome.ok) return created(`/v1/lots?epoch=${call.epoch}`, receiptOf(ports, call));
  return explainRefusal(ports, { ...tried, digests, actions, saltIsNew: earlierSalt === undefined }, outcome);
};

type Tried = Attempt & {
  readonly digests: readonly string[];
  /** What was tried behind the gate's check, which stands first. */
  readonly actions: readonly Action[];
  readonly saltIsNew: boolean;
};

/** Which guard refused decides: gate and epoch before the salt, the salt before its lot, the lot before the records. */
const explainRefusal = async (ports: CapturesPorts, tried: Tried, refusal: Refusal): Promise<Reply> => {
  if (refusal.refusal !== 'condition-failed') throw new StoreRefused(refusal.refusal);
  const failed = refusal.actions.map((position) => tried.actions[position - 1]);
  if (failed.some((action) => action === undefined || isOfEpoch(tried.call, action))) throw epochClosed();
  const salt = failed.some((action) => action?.kind === 'put' && action.table === 'registry');
  // Somebody else opened the lot meanwhile: its salt is the one that counts, and that tells one record from another.
  if (salt && tried.saltIsNew) return store(ports, again(tried));
  if (failed.some((action) => action?.kind === 'update')) return refusedByLot(ports, tried);
  return sameAsBefore(ports, tried, await readStoredCall(ports.store, tried.call));
};

const isOfEpoch = ({ epoch }: Call, action: Action): boolean => {
  const { pk, sk } = registryKeys.epoch(epoch);
  return action.kind === 'update' && action.key.pk === pk && action.key.sk === sk;
};

const again = ({ call, now, moved, attempt }: Tried): Attempt => ({
  call,
  now,
  moved,
  attempt: attempt + 1,
});

/**
 * A lot takes a call where it is open, not full, and no record of the call was moved out of it. Where others were,
 * the call is looked for among all that was moved before it is stored: its keys in its own lot are free again, so
 * that nothing else would tell a repeated call. What was stored is told what it did; also where its lot is full by now.
 * Once anything of it is being deleted nobody can tell any more, and the lot counts as shut.
 */
const refusedByLot = async (ports: CapturesPorts, tried: Tried): Promise<Reply> => {
  const stored = await readStoredCall(ports.store, tried.call);
  const [lot, ...moved] = stored.lots;
  if (lot === undefined || [lot, ...moved].some(({ state }) => state !== 'open')) throw epochClosed();
  if (stored.digests.length > 0) return sameAsBefore(ports, tried, stored);
  if (lot.kilobytes >= fullLot) throw epochClosed();
  return store(ports, { ...again(tried), moved: lot.moved ?? 0 });
};

const sameAsBefore = (
  ports: CapturesPorts,
  { call, digests }: Tried,
  { digests: before }: StoredCall,
): Reply => {
  const longest = Math.max(before.length, digests.length);
  for (let index = 0; index < longest; index += 1) {
    if (before[index] !== digests[index]) throw recordDiffers(`/records/${index}`);
  }
  return ok(receiptOf(ports, call));
};

const lotOf = (ports: CapturesPorts, call: Call) => ({
  epoch: call.epoch,
  name: call.lot,
  purgeFrom: deadlineOf(ports, call).purgeFrom,
});

const deadlineOf = (ports: CapturesPorts, { day, use }: Call) =>
  resolveDeadline({ day, retention: use.retention, budget: ports.purgeBudget });

const receiptOf = (ports: CapturesPorts, call: Call) => ({
  epoch: call.epoch,
  lot: call.lot,
  callId: call.callId,
  captured: call.records.length,
  deadline: deadlineOf(ports, call).deadline,
});

/** About what the records weigh, uncompressed and each rounded up: parts and people can be more than the body. */
const kilobytesOf = ({ records }: Call): number =>
  records.reduce((sum, record) => sum + Math.ceil((weightOf(record) + keysAndDigest) / 1_024), 0);

const keysAndDigest = 256;
const weightOf = (record: CapturedRecord): number => itemBytes(storedItem({ pk: '', sk: '' }, record));
