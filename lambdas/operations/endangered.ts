import type { EndangeredReply, PurgingReply } from '../../contract/api/replies.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { EpochId, OrganizationId, SubjectId } from '../../domain/identifiers.ts';
import { parseLotName } from '../../domain/retention/lot.ts';
import { instantOf, isoOf, startOfDay } from '../../domain/time.ts';
import { readClosure } from '../shared/repositories/closures.ts';
import { readEpoch } from '../shared/repositories/epochs.ts';
import { readSubject } from '../shared/repositories/subjects.ts';
import { type Item, type Page, StoreUnavailable, UnreadableItem } from '../shared/store/store.ts';
import type { OperationsPorts } from './ports.ts';

/** How many lots and closures of each bucket are looked at: what comes first is what matters. */
const looksAt = 25;

type Ports = Pick<OperationsPorts, 'store' | 'geography' | 'clock' | 'purgeBudget'>;

type Promised = {
  readonly subject: SubjectId;
  readonly deadline: string;
  readonly what: 'lots' | 'closures';
};

/**
 * Whose deadlines are in danger while nothing is purged: lots that are due by their retention now or within the
 * deadline budget, and closures that have not ended. By organization, the earliest first. What is due first of each
 * bucket is looked at, no more than one answer can carry. What names no promise that can be read is left out, and
 * counts as `more`.
 */
export const endangeredBy = async (ports: Ports): Promise<Pick<PurgingReply, 'endangered' | 'more'>> => {
  const due = await Promise.all(registryKeys.dueBuckets(ports.geography).map((pk) => dueIn(ports, pk)));
  const closing = await Promise.all(
    registryKeys.closingBuckets(ports.geography).map((pk) => closingIn(ports, pk)),
  );
  const told = await Promise.all([
    ...due.flatMap(({ items }) => items).map((item) => whereKnown(promisedToLot(ports, item))),
    ...closing.flatMap(({ items }) => items).map((item) => whereKnown(promisedToClosure(ports, item))),
  ]);
  const promised = told.filter((each) => each !== undefined);
  const more = [...due, ...closing].some(({ next }) => next !== undefined) || promised.length < told.length;
  return { endangered: await byOrganization(ports, promised), more };
};

/** Whoever stops purging in an emergency is answered, whatever else stands in the lists: the planner tells of that. */
const whereKnown = async <Read>(reading: Promise<Read | undefined>): Promise<Read | undefined> => {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof StoreUnavailable && !(error instanceof UnreadableItem)) throw error;
    return undefined;
  }
};

const dueIn = (ports: Ports, pk: string): Promise<Page> =>
  ports.store.query({
    table: 'registry',
    index: 'due',
    pk,
    sk: { kind: 'atMost', to: isoOf(ports.clock.now() + ports.purgeBudget) },
    consistency: 'eventual',
    limit: looksAt,
  });

const closingIn = (ports: Ports, pk: string): Promise<Page> =>
  ports.store.query({
    table: 'registry',
    pk,
    sk: { kind: 'atMost', to: registryKeys.closingPendingPrefix },
    consistency: 'strong',
    limit: looksAt,
  });

const promisedToLot = async (ports: Ports, { pk, sk }: Item): Promise<Promised | undefined> => {
  const epoch = await readEpoch(ports.store, pk as EpochId);
  const name = parseLotName(sk.slice(registryKeys.lotPrefix.length));
  const policy = name && epoch?.uses[name.use];
  if (epoch === undefined || name === undefined || policy === undefined) return undefined;
  const deadline = isoOf(startOfDay(name.day) + policy.retention);
  return { subject: epoch.subject, deadline, what: 'lots' };
};

const promisedToClosure = async (ports: Ports, { sk }: Item): Promise<Promised | undefined> => {
  const epoch = await readEpoch(ports.store, sk.slice(sk.lastIndexOf('#') + 1) as EpochId);
  const closure = epoch && (await readClosure(ports.store, epoch.subject, epoch.id));
  return closure && { subject: closure.subject, deadline: closure.deadline, what: 'closures' };
};

const byOrganization = async (
  ports: Ports,
  promised: readonly Promised[],
): Promise<readonly EndangeredReply[]> => {
  const found = new Map<OrganizationId, EndangeredReply>();
  for (const [subject, all] of Map.groupBy(promised, (each) => each.subject)) {
    const known = await whereKnown(readSubject(ports.store, subject));
    if (known === undefined) continue;
    const organization = known.kind === 'workspace' ? known.organization : known.id;
    found.set(organization, joined(organization, found.get(organization), all));
  }
  return [...found.values()].sort((one, other) => instantOf(one.deadline) - instantOf(other.deadline));
};

const joined = (
  organization: OrganizationId,
  before: EndangeredReply | undefined,
  promised: readonly Promised[],
): EndangeredReply => {
  const count = (what: Promised['what']) => promised.filter((each) => each.what === what).length;
  const deadlines = [...promised.map(({ deadline }) => deadline), ...(before ? [before.deadline] : [])];
  return {
    organization,
    deadline: isoOf(Math.min(...deadlines.map(instantOf))),
    lots: count('lots') + (before?.lots ?? 0),
    closures: count('closures') + (before?.closures ?? 0),
  };
};
