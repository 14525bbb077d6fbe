import { sharingEnded } from '../../contract/api/capture-problems.ts';
import { limits } from '../../contract/api/limits.ts';
import { invalidCursor, notFound } from '../../contract/api/problems.ts';
import { contentKeys } from '../../contract/tables/content.ts';
import type { Epoch } from '../../domain/consent/epoch.ts';
import { lotName } from '../../domain/retention/lot.ts';
import { type ListedPartition, openCursor, sealCursor } from '../shared/http/cursors.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readEpoch } from '../shared/repositories/epochs.ts';
import { type ReadRecord, readRecords } from '../shared/repositories/records.ts';
import type { Workspace } from '../shared/repositories/subjects.ts';
import { type CapturedUse, existingWorkspace, governingSubject, useInForce } from './governing.ts';
import type { CapturesPorts } from './ports.ts';
import { readInForce, readOtherGate } from './sharing-in-force.ts';

type ReadRequest = Request<'GET /v1/captures'>;

/**
 * Reads captured records of one workspace, use and day. The page is read first and the gate after it, so that
 * nothing is returned once the opt-out has committed (DS-8): a shut gate answers 410.
 */
export const readCaptures = async (request: ReadRequest, ports: CapturesPorts): Promise<Reply> => {
  const { query } = request;
  const governed = useInForce(ports.programs, query.use);
  const workspace = await existingWorkspace(ports.store, query.workspace);
  const subject = governingSubject(workspace, governed);
  const epoch = await readEpoch(ports.store, query.epoch);
  if (epoch?.subject !== subject || epoch.uses[query.use] === undefined) throw notFound(query.epoch);
  const page = await readPage(request, ports, epoch);
  await demandInForce(ports, workspace, governed, epoch);
  return ok(page);
};

/** After the page, not before it: the last word before anything is returned. Both settings, where a use needs two. */
const demandInForce = async (
  ports: CapturesPorts,
  workspace: Workspace,
  governed: CapturedUse,
  epoch: Epoch,
): Promise<void> => {
  const sharing = await readInForce(ports.store, workspace, governed);
  if (sharing.on && sharing.epoch === epoch.id) {
    const other = await readOtherGate(ports.store, workspace, governed);
    if (other === undefined || other.on) return;
  }
  const closed = await readEpoch(ports.store, epoch.id);
  throw sharingEnded(closed?.closedAt ?? sharing.stored?.closing);
};

/** A day's records lie in several lots, read one after the other; the cursor names lot and record. */
const readPage = async ({ query, caller, routeKey }: ReadRequest, ports: CapturesPorts, epoch: Epoch) => {
  const { workspace, use, day } = query;
  const list: ListedPartition = {
    pk: `${contentKeys.partition(epoch.id, workspace)}#${use}#${day}`,
    prefix: '',
    asked: [routeKey, caller.tokenSubject],
  };
  const limit = query.limit ?? limits.pageDefault;
  const shards = epoch.uses[use]?.shards ?? 0;
  let place: Place =
    query.cursor === undefined ? { shard: 0 } : placeFrom(openCursor(list, query.cursor).sk ?? '', shards);
  const records: ReadRecord[] = [];
  let bytesLeft = bytesPerAnswer;
  while (place.shard < shards && records.length < limit && bytesLeft > 0) {
    const name = lotName({ workspace, use, day, shard: place.shard });
    const page = await readRecords(ports.store, epoch.id, name, {
      limit: limit - records.length,
      bytes: bytesLeft,
      ...(place.after !== undefined && { after: place.after }),
    });
    records.push(...page.records);
    bytesLeft -= page.bytes;
    place = page.after === undefined ? { shard: place.shard + 1 } : { shard: place.shard, after: page.after };
  }
  if (place.shard >= shards) return { records };
  return { records, next: sealCursor(list, { sk: `${place.shard}|${place.after ?? ''}` }) };
};

/**
 * An answer ends after the record that reaches this, as it is written twice over: once as JSON, and once more as a
 * text within what a function may answer with, which is bounded at 6 MB.
 */
const bytesPerAnswer = 4 * 1024 * 1024;

type Place = { readonly shard: number; readonly after?: string };

/** @throws ProblemError invalid-cursor for a place that no answer named */
const placeFrom = (text: string, shards: number): Place => {
  const [shardText = '', after = ''] = text.split('|');
  const shard = Number(shardText);
  if (!/^\d{1,2}$/.test(shardText) || shard >= shards) throw invalidCursor();
  return { shard, ...(after !== '' && { after }) };
};
