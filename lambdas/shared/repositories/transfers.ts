import { movingBuckets, movingKeys, transferKeys } from '../../../contract/tables/transfers.ts';
import type { StoredReport, TransferEntry, UnknownOutcome } from '../../../domain/decisions/transfer.ts';
import { type MovementId, parseIdentifier, type SubjectId } from '../../../domain/identifiers.ts';
import { spreadOver } from '../../../domain/retention/lot.ts';
import { type Action, type Delete, type Item, isNew, type Put, type Store } from '../store/store.ts';
import { fieldsOf, isOfKnownShape, storedItem } from './stored-item.ts';

/** What waits for a report, and until when it was permitted. */
export type MovingWork = {
  readonly subject: SubjectId;
  readonly id: MovementId;
  readonly usableUntil: string;
};

/** Where an entry waits for its report. */
export const movingKey = ({ subject, id, usableUntil }: MovingWork) =>
  movingKeys.moving(subject, id, usableUntil, spreadOver(id, movingBuckets));

/** What waits for a report, of an item of the work list; undefined for what names no work of that very place. */
export const movingWorkOf = (item: Item): MovingWork | undefined => {
  if (!isOfKnownShape(item)) return undefined;
  const { subject, id, usableUntil } = fieldsOf<MovingWork>(item);
  const isNamed =
    isIdentifier(subject, 'org', 'ws') && isIdentifier(id, 'tr', 'pl') && typeof usableUntil === 'string';
  if (!isNamed) return undefined;
  const work = { subject, id, usableUntil };
  const { pk, sk } = movingKey(work);
  return item.pk === pk && item.sk === sk ? work : undefined;
};

const isIdentifier = (text: unknown, ...kinds: Parameters<typeof parseIdentifier>[1][]): boolean =>
  typeof text === 'string' && kinds.some((kind) => parseIdentifier(text, kind) !== undefined);

const workOf = ({ subject, id, usableUntil }: TransferEntry): MovingWork => ({ subject, id, usableUntil });

/** Leaves an entry to be watched until somebody reports what came of it. */
export const watchMovement = (entry: TransferEntry): Put => ({
  kind: 'put',
  table: 'registry',
  item: storedItem(movingKey(workOf(entry)), workOf(entry)),
});

/** Enters what is going to be permitted, with the work of watching it. Both are new, or nothing is permitted. */
export const enterActions = (entry: TransferEntry): readonly Action[] => [
  {
    kind: 'put',
    table: 'evidence',
    item: storedItem(transferKeys.entry(entry.subject, entry.id), entry),
    condition: isNew,
  },
  watchMovement(entry),
];

/** Nobody has to watch it any more. Where nobody did, nothing changes. */
const watchNoMore = (work: MovingWork): Delete => ({
  kind: 'delete',
  table: 'registry',
  key: movingKey(work),
});

/** Keeps the first report of an entry, and ends its watch. */
export const reportActions = (entry: TransferEntry, report: StoredReport): readonly Action[] => [
  {
    kind: 'put',
    table: 'evidence',
    item: storedItem(transferKeys.report(entry.subject, entry.id), report),
    condition: isNew,
  },
  watchNoMore(workOf(entry)),
];

/** Marks what nobody reported in time, and ends its watch. */
export const unknownActions = (work: MovingWork, outcome: UnknownOutcome): readonly Action[] => [
  {
    kind: 'put',
    table: 'evidence',
    item: storedItem(transferKeys.unknown(work.subject, work.id), outcome),
    condition: isNew,
  },
  watchNoMore(work),
];

/** What was permitted under an identifier, or undefined where nothing was. */
export const readTransfer = async (
  store: Store,
  subject: SubjectId,
  id: MovementId,
): Promise<TransferEntry | undefined> => {
  const item = await store.get('evidence', transferKeys.entry(subject, id), 'strong');
  const entry = item && fieldsOf<TransferEntry>(item);
  // A key holds the last part of an identifier only.
  return entry?.id === id ? entry : undefined;
};

/** What was reported of it, or undefined where nobody has. */
export const readReport = async (
  store: Store,
  subject: SubjectId,
  id: MovementId,
): Promise<StoredReport | undefined> => {
  const item = await store.get('evidence', transferKeys.report(subject, id), 'strong');
  return item && fieldsOf<StoredReport>(item);
};

/** An item of a partition of the register, as what it is. */
export type RegisterItem =
  | { readonly is: 'entry'; readonly entry: TransferEntry }
  | { readonly is: 'report'; readonly report: StoredReport }
  | { readonly is: 'unknown'; readonly unknown: UnknownOutcome };

/** Reads what a partition of the register holds; undefined for a kind of item that this version does not know. */
export const registerItemOf = (item: Item): RegisterItem | undefined => {
  const kind = item.sk.slice(item.sk.indexOf('#') + 1);
  if (kind === 'entry') return { is: kind, entry: fieldsOf<TransferEntry>(item) };
  if (kind === 'report') return { is: kind, report: fieldsOf<StoredReport>(item) };
  return kind === 'unknown' ? { is: kind, unknown: fieldsOf<UnknownOutcome>(item) } : undefined;
};
