import { incidentKeys } from '../../contract/tables/incidents.ts';
import { certificateIdOf } from '../../domain/evidence/certificate-id.ts';
import type { IncidentId } from '../../domain/identifiers.ts';
import { type IncidentFact, incidentIdOf } from '../../domain/incidents/incident.ts';
import {
  awaitedFact,
  causeOf,
  hasFact,
  type IncidentRecord,
  nextEntry,
} from '../../domain/incidents/record.ts';
import { minutes } from '../../domain/time.ts';
import type { Found } from '../shared/incidents/found.ts';
import {
  entryActions,
  incidentList,
  listedIncidentIn,
  openActions,
  readIncident,
} from '../shared/incidents/incident-record.ts';
import { persist } from '../shared/persist.ts';
import { fieldsOf } from '../shared/repositories/stored-item.ts';
import { type Action, type Cursor, type Item, StoreUnavailable } from '../shared/store/store.ts';
import type { SignerPorts } from './ports.ts';
import { readPurge } from './read-purge.ts';

/** What a run came to with incidents: counts only. */
export type IncidentRun = {
  /** Incidents that nobody has closed, as far as there was time to count. */
  readonly open: number;
  readonly setAside: number;
};

/** What must be left of a run for the log. */
const timeForLog = minutes(1);

/** How often others may be faster before what was found waits for the next run. */
const tries = 4;

/**
 * Opens an incident for whatever was found since the last run, adds what became known to those that are open, and
 * counts them (BY-12). One that fails is set aside and told; the others go on.
 */
export const tendIncidents = async (ports: SignerPorts): Promise<IncidentRun> => {
  let setAside = 0;
  const attempt = async (kind: 'found' | 'incident', step: () => Promise<void>) => {
    try {
      await step();
    } catch (error) {
      setAside += 1;
      ports.report(kind, error instanceof Error ? error.name : 'unknown');
    }
  };
  for await (const item of itemsOf(ports, incidentKeys.foundList(ports.geography), ''))
    await attempt('found', () => takeUp(ports, item));
  let open = 0;
  const { pk, prefix } = incidentList(ports.geography, 'all', 'open');
  for await (const item of itemsOf(ports, pk, prefix)) {
    open += 1;
    await attempt('incident', () => lookAfter(ports, listedIncidentIn(item).incident));
  }
  return { open, setAside };
};

/** The items of a partition, page by page, while there is time. */
async function* itemsOf(
  { store, timeLeft }: SignerPorts,
  pk: string,
  prefix: string,
): AsyncGenerator<Item, void, undefined> {
  const sk = prefix === '' ? {} : { sk: { kind: 'beginsWith', prefix } as const };
  let after: Cursor | undefined;
  do {
    const { items, next } = await store.query({
      table: 'registry',
      pk,
      ...sk,
      limit: 25,
      consistency: 'strong',
      ...(after && { after }),
    });
    yield* items;
    after = next;
  } while (after !== undefined && timeLeft() > timeForLog);
}

/**
 * Opens the incident of what was found where it is not open, and adds the fact where one was found. Only with that
 * it is gone from the list: a run that ends between the two is repeated, and finds what is there already.
 */
const takeUp = async (ports: SignerPorts, item: Item): Promise<void> => {
  const found = fieldsOf<Found>(item);
  const incident = incidentIdOf(ports.geography, found.cause);
  const done: Action = { kind: 'delete', table: 'registry', key: { pk: item.pk, sk: item.sk } };
  await write(ports, async () => {
    const isThere = (await readIncident(ports.store, incident)) !== undefined;
    return isThere ? [] : openActions(ports, found.cause, ports.clock.now());
  });
  await write(ports, async () => {
    const record = await readIncident(ports.store, incident);
    return record === undefined ? [] : [...factActions(ports, record, found.fact), done];
  });
};

/** A fact of a type stands in a record once. */
const factActions = (
  ports: SignerPorts,
  record: IncidentRecord,
  fact: IncidentFact | undefined,
): readonly Action[] =>
  fact === undefined || hasFact(record, fact.type)
    ? []
    : entryActions(nextEntry(record, { type: 'fact', fact }, ports.clock.now()));

/** Adds that a late lot was purged, once it was: nobody but the log of purges tells it. */
const lookAfter = async (ports: SignerPorts, incident: IncidentId): Promise<void> =>
  write(ports, async () => {
    const record = await readIncident(ports.store, incident);
    if (record === undefined || awaitedFact(record) !== 'purged') return [];
    return factActions(ports, record, await purgedOf(ports, record));
  });

const purgedOf = async (ports: SignerPorts, record: IncidentRecord): Promise<IncidentFact | undefined> => {
  const cause = causeOf(record);
  if (cause.kind !== 'deadline-missed') return undefined;
  const { epoch, lot } = cause;
  const purge = await readPurge(ports, { epoch, lot });
  // The work of its certificate tells why it cannot be read.
  if (typeof purge === 'string') return undefined;
  const { deletedAt, deadline, counts } = purge;
  const certificate = certificateIdOf({ epoch, lot, deletedAt });
  return { type: 'purged', deletedAt, deadline, counts, certificate };
};

/** Writes what follows from what is there, and looks again where another signer was faster. */
const write = async (ports: SignerPorts, decide: () => Promise<readonly Action[]>): Promise<void> => {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const actions = await decide();
    if (actions.length === 0) return;
    const outcome = await persist(ports, () => ports.store.transact(actions));
    if (outcome.ok) return;
    if (outcome.refusal !== 'condition-failed') break;
  }
  throw new StoreUnavailable('an incident could not be written; the next run tries again');
};
