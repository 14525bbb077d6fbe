import { registryKeys } from '../../contract/tables/registry.ts';
import type { Frontier } from '../../domain/evidence/stored-tree.ts';
import { type Instant, isoOf, seconds } from '../../domain/time.ts';
import { demandClock, type Witness } from '../shared/clock-check.ts';
import { backOff } from '../shared/persist.ts';
import { limits } from '../shared/store/limits.ts';
import { type Cursor, type Item, type Key, StoreUnavailable } from '../shared/store/store.ts';
import { append, readFrontier, workAtOnce } from './append.ts';
import { type CheckpointOutcome, signState } from './checkpoint.ts';
import { tendIncidents } from './incidents.ts';
import { lockAway } from './lock-away.ts';
import type { SignerPorts } from './ports.ts';
import { type Work, workIn } from './work.ts';

/** What a run came to, for the log: counts only. */
export type SigningRun = {
  /** Pieces of work that a signed checkpoint covers now. */
  readonly done: number;
  readonly setAside: number;
  readonly size: number;
  readonly checkpoint: CheckpointOutcome['state'];
};

/** What must be left of a run to sign what was taken in, and to clear the work. */
const timeToSign = seconds(20);

/**
 * Opens and tends incidents, takes all work that waits into the log, signs it with one checkpoint and locks that away.
 * Only then the work is done: a run that ends anywhere before is repeated by the next one, which finds what is in the
 * log already (I6). Where nothing waits, nothing is put anywhere. Nothing is signed, and no certificate completed, by a
 * clock that is wrong.
 * @param schedule whose clock this machine's is compared with; nothing is compared where it is left out
 * @throws ClockDisagrees
 * @throws whatever the store, the key service or the bucket fails with; what was taken in stays, and waits
 */
export const signLog = async (ports: SignerPorts, schedule?: Witness): Promise<SigningRun> => {
  const startedAt = ports.clock.now();
  if (schedule !== undefined) demandClock(startedAt, schedule);
  const incidents = await tendIncidents(ports);
  const state = new Collected(await readFrontier(ports), startedAt);
  state.setAside = incidents.setAside;
  try {
    await takeIn(ports, state);
    const outcome = await signState(ports, state.frontier);
    const { logged, setAside, frontier } = state;
    if (outcome.state === 'signed') await lockAway(ports, outcome.checkpoint);
    await clear(ports, outcome.state === 'signed' ? [...logged, outcome.waiting] : logged);
    return { done: logged.length, setAside, size: frontier.size, checkpoint: outcome.state };
  } finally {
    // Also where a run fails: nobody else would tell how long work has been waiting.
    ports.measure({
      oldestUnsigned: state.oldestSeconds,
      setAside: state.setAside,
      openIncidents: incidents.open,
    });
  }
};

/** What a run has come to so far. */
class Collected {
  frontier: Frontier;
  readonly logged: Key[] = [];
  setAside = 0;
  private oldest: Instant;
  private readonly startedAt: Instant;

  constructor(frontier: Frontier, startedAt: Instant) {
    this.frontier = frontier;
    this.startedAt = startedAt;
    this.oldest = startedAt;
  }

  met(work: readonly Work[]): void {
    this.oldest = Math.min(this.oldest, ...work.map(({ since }) => since));
  }

  /** How long the oldest work that was met had been waiting when the run started. */
  get oldestSeconds(): number {
    return Math.round((this.startedAt - this.oldest) / 1_000);
  }
}

const takeIn = async (ports: SignerPorts, state: Collected): Promise<void> => {
  for (const bucket of registryKeys.signingBuckets(ports.geography)) {
    let after: Cursor | undefined;
    do {
      const page = await ports.store.query({
        table: 'registry',
        pk: bucket,
        sk: { kind: 'atMost', to: `${isoOf(ports.clock.now())}~` },
        limit: workAtOnce,
        consistency: 'strong',
        ...(after && { after }),
      });
      await takeInPage(ports, state, page.items);
      after = page.next;
    } while (after !== undefined && ports.timeLeft() > timeToSign);
  }
};

const takeInPage = async (ports: SignerPorts, state: Collected, items: readonly Item[]): Promise<void> => {
  const work = items.flatMap((item) => {
    const known = workIn(item);
    if (known === undefined) setAside(ports, state, 'unknown', 'this version does not know such work');
    return known === undefined ? [] : [known];
  });
  state.met(work);
  if (work.length === 0) return;
  const outcome = await append(ports, state.frontier, work);
  state.frontier = outcome.frontier;
  state.logged.push(...outcome.logged.map(({ key }) => key));
  for (const { work: left, reason } of outcome.setAside) setAside(ports, state, left.of.kind, reason);
};

const setAside = (ports: SignerPorts, state: Collected, ...told: Parameters<SignerPorts['report']>): void => {
  state.setAside += 1;
  ports.report(...told);
};

/** Work whose documents a signed checkpoint covers is gone from the list. What is left over, the next run clears. */
const clear = async (ports: SignerPorts, keys: readonly Key[]): Promise<void> => {
  for (let from = 0; from < keys.length; from += limits.batchKeys) {
    let left: readonly Key[] = keys.slice(from, from + limits.batchKeys);
    for (let attempt = 0; left.length > 0; attempt += 1) {
      if (attempt >= 6) throw new StoreUnavailable('the work list takes no deletions');
      if (attempt > 0) await backOff(ports, attempt);
      left = await ports.store.deleteBatch('registry', left);
    }
  }
};
