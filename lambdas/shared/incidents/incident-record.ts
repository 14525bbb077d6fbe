import { incidentKeys, incidentRecordKeys, type ListedAbout } from '../../../contract/tables/incidents.ts';
import { canonicalize } from '../../../domain/canonical-form.ts';
import type { IncidentId, SubjectId, UserId } from '../../../domain/identifiers.ts';
import {
  type IncidentCause,
  type IncidentKind,
  incidentIdOf,
  subjectOf,
} from '../../../domain/incidents/incident.ts';
import {
  type Closing,
  causeOf,
  closingOf,
  type IncidentEntry,
  type IncidentRecord,
  nextEntry,
  openedEntry,
} from '../../../domain/incidents/record.ts';
import { type Instant, isoOf } from '../../../domain/time.ts';
import type { CellPorts } from '../ports.ts';
import { readPage } from '../repositories/item-page.ts';
import { outboxAction } from '../repositories/outbox.ts';
import { toBeLogged } from '../repositories/signing-work.ts';
import { fieldsOf, storedItem } from '../repositories/stored-item.ts';
import { type Action, type Item, isNew, type Put, type Store } from '../store/store.ts';

/** An incident as lists show it. */
export type ListedIncident = {
  readonly incident: IncidentId;
  readonly kind: IncidentKind;
  readonly subject?: SubjectId;
  readonly openedAt: string;
  readonly closedAt?: string;
  /** Who closed it. Kept here and not in the record: here it can be erased. */
  readonly closedBy?: UserId;
};

/** An entry as stored: the very text that was chained and becomes a leaf. */
type StoredEntry = { readonly document: string };

type Ports = Pick<CellPorts, 'geography' | 'randomness'>;

/** The entry in an item. @throws UnknownItemShape */
export const incidentEntryIn = (item: Item): IncidentEntry =>
  JSON.parse(fieldsOf<StoredEntry>(item).document);

/** The record of an incident; undefined where there is none. It has few entries: one page holds them. */
export const readIncident = async (
  store: Store,
  incident: IncidentId,
): Promise<IncidentRecord | undefined> => {
  const list = { table: 'evidence', pk: incident, prefix: incidentRecordKeys.entryPrefix } as const;
  const { elements } = await readPage(store, list, {}, incidentEntryIn);
  const [first, ...others] = elements;
  return first === undefined ? undefined : [first, ...others];
};

/** Writes an entry, on condition that nobody wrote that place before, and leaves it for the log. */
export const entryActions = (entry: IncidentEntry): readonly Put[] => {
  const key = incidentRecordKeys.entry(entry.incident, entry.sequence);
  const stored: StoredEntry = { document: canonicalize(entry) };
  return [
    { kind: 'put', table: 'evidence', item: storedItem(key, stored), condition: isNew },
    toBeLogged(entry.incident, entry.at, key.sk),
  ];
};

/** Opens the incident of a cause: its first entry, its places in the lists, and the event that tells of it. */
export const openActions = (ports: Ports, cause: IncidentCause, at: Instant): readonly Action[] => {
  const incident = incidentIdOf(ports.geography, cause);
  const listed: ListedIncident = { ...shown(incident, cause), openedAt: isoOf(at) };
  return [
    ...entryActions(openedEntry(incident, cause, at)),
    ...aboutsOf(cause).map((about) => listAction(listed, about, 'open')),
    outboxAction(ports, { type: 'IncidentOpened', detail: shown(incident, cause) }, at),
  ];
};

/** Closes an incident: a further entry, moved in the lists, told. @param by who closes it */
export const closeActions = (
  ports: Ports,
  record: IncidentRecord,
  closing: Closing & { readonly by: UserId },
  at: Instant,
): readonly Action[] => {
  const [{ incident, at: openedAt }] = record;
  const cause = causeOf(record);
  const { by: closedBy, ...said } = closing;
  const listed = { ...shown(incident, cause), openedAt, closedAt: isoOf(at), closedBy };
  return [
    ...entryActions(nextEntry(record, { type: 'closed', ...said }, at)),
    ...aboutsOf(cause).flatMap((about): readonly Action[] => [
      { kind: 'delete', table: 'registry', key: incidentKeys.listed(incident, about, 'open') },
      listAction(listed, about, 'closed'),
    ]),
    outboxAction(ports, { type: 'IncidentClosed', detail: shown(incident, cause) }, at),
  ];
};

/** The places in the lists that follow from a record; who closed it does not. */
export const listedAgain = (record: IncidentRecord): readonly Put[] => {
  const [{ incident, at: openedAt }] = record;
  const cause = causeOf(record);
  const closedAt = closingOf(record)?.at;
  const listed = { ...shown(incident, cause), openedAt, ...(closedAt !== undefined && { closedAt }) };
  return aboutsOf(cause).map((about) =>
    listAction(listed, about, closedAt === undefined ? 'open' : 'closed'),
  );
};

const shown = (incident: IncidentId, cause: IncidentCause) => {
  const subject = subjectOf(cause);
  return { incident, kind: cause.kind, ...(subject !== undefined && { subject }) };
};

/** The lists that an incident stands in: that of whom it concerns, and that of all. */
const aboutsOf = (cause: IncidentCause): readonly ListedAbout[] => [subjectOf(cause) ?? 'cell', 'all'];

const listAction = (listed: ListedIncident, about: ListedAbout, state: 'open' | 'closed'): Put => ({
  kind: 'put',
  table: 'registry',
  item: storedItem(incidentKeys.listed(listed.incident, about, state), listed),
});

/** A list of incidents, as one partition under one prefix. */
export const incidentList = (
  geography: CellPorts['geography'],
  about: ListedAbout,
  state: 'open' | 'closed',
) => ({ pk: incidentKeys.list(geography, about), prefix: incidentKeys.listPrefix(state) }) as const;

/** The incident in an item of a list. @throws UnknownItemShape */
export const listedIncidentIn = (item: Item): ListedIncident => fieldsOf<ListedIncident>(item);
