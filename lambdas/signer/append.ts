import { logKeys } from '../../contract/tables/log.ts';
import { appendLeaves, type Frontier, frontierNeeds, frontierOf } from '../../domain/evidence/stored-tree.ts';
import { readLogSize, readTreeEntries, type StoredLogEntry } from '../shared/log/log-reading.ts';
import { backOff, persist } from '../shared/persist.ts';
import { storedItem } from '../shared/repositories/stored-item.ts';
import { limits } from '../shared/store/limits.ts';
import { type Action, isNew, StoreUnavailable } from '../shared/store/store.ts';
import { prepare } from './documents.ts';
import type { SignerPorts } from './ports.ts';
import type { NewDocument, Prepared } from './prepared.ts';
import type { Work } from './work.ts';

/**
 * How many pieces of work go into the log together: a certificate is its document, its leaf and its event, and a
 * transaction has 100 actions, of which some are entries of higher levels.
 */
export const workAtOnce = 30;

/** Actions of a transaction that are kept for entries of higher levels. */
const kept = 5;

/** How often others may be faster before a run leaves the rest to the next one. */
const tries = 6;

/** What became of some work, and where the log ends now. */
export type Appended = {
  readonly frontier: Frontier;
  /** In the log, by this run or an earlier one. */
  readonly logged: readonly Work[];
  readonly setAside: readonly Extract<Prepared, { state: 'set-aside' }>[];
};

/** Where the log ends, read anew. */
export const readFrontier = async (ports: SignerPorts): Promise<Frontier> => {
  const size = await readLogSize(ports);
  return frontierOf(size, await readTreeEntries(ports, frontierNeeds(size)));
};

/**
 * Takes work into the log: each document with its leaf, all or nothing. Another signer at work makes a condition
 * fail; then all is read anew, and what that one took in is not taken in again.
 * @throws StoreUnavailable where others were faster again and again
 */
export const append = async (
  ports: SignerPorts,
  known: Frontier,
  work: readonly Work[],
): Promise<Appended> => {
  let frontier = known;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const prepared = await Promise.all(work.map((each) => prepare(ports, each)));
    const documents = prepared.flatMap((one) => (one.state === 'new' ? [one.document] : []));
    const fitting = documents.slice(0, howManyFit(documents));
    const written = isBehind(frontier, prepared) ? undefined : await write(ports, frontier, fitting);
    if (written !== undefined && fitting.length === documents.length) return outcomeOf(prepared, written);
    // One transaction did not hold all of it: what is in is met again as such, and the rest comes next.
    if (written !== undefined) return append(ports, written, work);
    await backOff(ports, attempt);
    frontier = await readFrontier(ports);
  }
  throw new StoreUnavailable('other signers were faster; the next run goes on');
};

/**
 * How many documents one transaction holds with all that is written besides: incidents make some larger. Of two that
 * would be the same revision of a certificate, the second is made anew after the first.
 */
const howManyFit = (documents: readonly NewDocument[]): number => {
  let actions = kept;
  const places = new Set<string>();
  const tooMany = documents.findIndex(({ key, puts }) => {
    actions += puts(0).length + 1;
    const isTaken = places.has(key.pk + key.sk);
    places.add(key.pk + key.sk);
    return isTaken || actions > limits.transactionActions;
  });
  return tooMany === -1 ? documents.length : tooMany;
};

/** Another signer took something in since the log was read: what is signed has to cover that too. */
const isBehind = ({ size }: Frontier, prepared: readonly Prepared[]): boolean =>
  prepared.some((one) => one.state === 'logged' && one.leaf >= size);

const outcomeOf = (prepared: readonly Prepared[], frontier: Frontier): Appended => ({
  frontier,
  logged: prepared.flatMap((one) => (one.state === 'set-aside' ? [] : [one.work])),
  setAside: prepared.filter((one) => one.state === 'set-aside'),
});

/** The frontier after the documents, or undefined where somebody else wrote there. */
const write = async (
  ports: SignerPorts,
  before: Frontier,
  documents: readonly NewDocument[],
): Promise<Frontier | undefined> => {
  if (documents.length === 0) return before;
  const { frontier, entries } = appendLeaves(
    before,
    documents.map(({ leaf }) => leaf),
  );
  const actions: Action[] = documents.flatMap(({ puts }, place) => puts(before.size + place));
  for (const { level, index, hash } of entries) {
    const of = level === 0 ? documents[index - before.size]?.key : undefined;
    const entry: StoredLogEntry = { hash, ...(of && { of }) };
    const item = storedItem(logKeys.logEntry(ports.geography, level, index), entry);
    actions.push({ kind: 'put', table: 'evidence', item, condition: isNew });
  }
  const outcome = await persist(ports, () => ports.store.transact(actions));
  if (outcome.ok) return frontier;
  if (outcome.refusal === 'condition-failed') return undefined;
  throw new StoreUnavailable('the log takes no leaves');
};
