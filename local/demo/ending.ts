import { setTimeout as sleep } from 'node:timers/promises';
import type { ClosureReply, ConsentReply } from '../../contract/api/replies.ts';
import { type ChainVerdict, verifyChain } from '../../domain/consent/ledger.ts';
import type { OrganizationId } from '../../domain/identifiers.ts';
import { type Api, bodyOf } from '../api.ts';
import { LocalFailure } from '../failure.ts';
import { expectEqual } from './checks.ts';
import { type Actors, someRecords, type Tell } from './story.ts';

/** Ticks come each minute; deletion takes at most two of them and a moment. */
const patience = 150_000;

/**
 * Waits until the planner's schedule has fired, workers have deleted and the closure has ended.
 * @param progress called every few seconds with the seconds that have passed
 * @throws LocalFailure with what was there last, when it takes too long
 */
export const untilEnded = async (
  owner: Api,
  epoch: string,
  progress: (seconds: number) => void,
): Promise<ClosureReply> => {
  const start = Date.now();
  let last: ClosureReply | undefined;
  for (let turn = 0; Date.now() - start < patience; turn += 1) {
    last = bodyOf('Reading the closure', 200, await owner.closure(epoch));
    if (last.state === 'ended') return last;
    if (turn % 5 === 4) progress(Math.round((Date.now() - start) / 1000));
    await sleep(1_000);
  }
  throw new LocalFailure(
    `The closure of ${epoch}: expected ended within ${patience / 1000} s, got ${JSON.stringify(last)}`,
  );
};

/** The schedule fires, planner and worker delete, the closure ends (DS-7). */
export const deletion = async (us: Actors, epoch: string, tell: Tell, wait: Tell): Promise<void> => {
  wait('Waiting for the schedule, which fires each minute here');
  const closure = await untilEnded(us.owner, epoch, (seconds) => wait(`${seconds} s`));
  const { lots } = bodyOf('Reading the lots', 200, await us.owner.lots(epoch));
  const counts = lots.map(({ state, captured, deleted }) => ({ state, captured, deleted }));
  const all = someRecords().length;
  expectEqual('The lots of the epoch', counts, [{ state: 'purged', captured: all, deleted: all }]);
  tell(`Deleted ${all} of ${all} records; the closure ended at ${closure.endedAt}, due ${closure.deadline}.`);
};

/** Every entry of a subject's ledger, in order, and whether its chain holds. */
export const ledgerOf = async (
  owner: Api,
  subject: string,
): Promise<{ entries: ConsentReply[]; verdict: ChainVerdict }> => {
  const { entries } = bodyOf('Reading the ledger', 200, await owner.consents(subject));
  const chain = entries.map(({ entry }) => entry);
  return { entries, verdict: verifyChain(subject as OrganizationId, chain) };
};

const inWords = ({ entry, name }: ConsentReply): string => {
  const { event } = entry;
  const who = name?.actor.kind === 'function' ? name.actor.name : (name?.actor.tokenSubject ?? 'erased');
  if (event.type === 'setting-chosen') {
    return `${event.setting} chosen ${event.value} by ${who} under notice ${event.notice.id} v${event.notice.version}`;
  }
  return `${event.type} by ${who}`;
};

/** The ledger shows who chose what, when, under which notice version, and its chain verifies (DS-3). */
export const ledger = async (us: Actors, tell: Tell): Promise<void> => {
  const { entries, verdict } = await ledgerOf(us.owner, us.organization);
  for (const one of entries) tell(`  ${one.entry.sequence}  ${one.entry.at}  ${inWords(one)}`);
  expectEqual(
    'The kinds of the entries',
    entries.map(({ entry }) => entry.event.type),
    ['subject-created', 'setting-chosen', 'setting-chosen', 'closure-ended'],
  );
  expectEqual('The verdict on the chain', verdict.verified, true);
  tell(`The chain of ${entries.length} entries verifies from entry 0.`);
};
