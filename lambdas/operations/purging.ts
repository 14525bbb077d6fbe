import type { PurgingReply } from '../../contract/api/replies.ts';
import { isoOf } from '../../domain/time.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { StoreRefused } from '../shared/http/store-refused.ts';
import { persist } from '../shared/persist.ts';
import { type PurgeSwitch, readPurgeSwitch, throwSwitchActions } from '../shared/repositories/switches.ts';
import { userOfToken } from '../shared/repositories/users.ts';
import { endangeredBy } from './endangered.ts';
import type { OperationsPorts } from './ports.ts';

/** Whether purging runs, and whose deadlines come next. */
export const showPurging = async (_: Request<'GET /v1/purging'>, ports: OperationsPorts): Promise<Reply> =>
  ok(await replyOf(ports, await readPurgeSwitch(ports)));

/**
 * Stops purging, or lets it go on. From the answer on no lot is sent by a new tick and no worker reads another page; a
 * page that one had read by then is deleted to its end, and what was deleted stays deleted. Asked for what is in force
 * already, it changes nothing.
 * @throws StoreRefused where another operator decided at the same moment
 */
export const switchPurging = async (
  { body, caller }: Request<'PUT /v1/purging'>,
  ports: OperationsPorts,
): Promise<Reply> => {
  const before = await readPurgeSwitch(ports);
  if (before.state === body.state) return ok(await replyOf(ports, before));
  const at = ports.clock.now();
  const { user: by } = await userOfToken(ports, caller.tokenSubject);
  const after = { state: body.state, n: before.n + 1, since: isoOf(at), by, reason: body.reason };
  const outcome = await persist(ports, () => ports.store.transact(throwSwitchActions(ports, after, at)));
  if (!outcome.ok) throw new StoreRefused(outcome.refusal);
  return ok(await replyOf(ports, after));
};

const replyOf = async (ports: OperationsPorts, purging: PurgeSwitch): Promise<PurgingReply> => {
  const { n: _, ...decided } = purging;
  return { ...decided, ...(await endangeredBy(ports)) };
};
