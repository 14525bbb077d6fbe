import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { Epoch, UsePolicy } from '../../domain/consent/epoch.ts';
import { figuresIn, figuresOf, isSameDraft } from '../../domain/evidence/purge-draft.ts';
import { type PurgeRecord, purgeRecordOf } from '../../domain/evidence/purge-record.ts';
import type { DatedDeadline } from '../../domain/retention/deadline.ts';
import type { LotName } from '../../domain/retention/lot.ts';
import { foundAction } from '../shared/incidents/found.ts';
import { persist } from '../shared/persist.ts';
import { underNoHold } from '../shared/repositories/hold-marks.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import { toBeLogged } from '../shared/repositories/signing-work.ts';
import { storedItem } from '../shared/repositories/stored-item.ts';
import { type Action, all, equals, type Item, isNew, type Put } from '../shared/store/store.ts';
import { type ClaimedLot, held } from './lease.ts';
import type { WorkerPorts } from './ports.ts';

/** A lot in which a consistent query found nothing any more, and what it belonged to. */
export type EmptyLot = {
  readonly epoch: Epoch;
  readonly name: LotName;
  readonly policy: UsePolicy;
  readonly resolved: DatedDeadline;
  readonly lot: ClaimedLot;
};

/**
 * Ends an empty lot: it becomes purged, its evidence is written and its salt dies, in one transaction. Undefined
 * where another worker or a hold came first. Where evidence of this lot stands already, which an own purge cannot
 * have left, that evidence stays as it is and the lot ends beside it; what it says otherwise opens an incident.
 */
export const finishLot = async (ports: WorkerPorts, empty: EmptyLot): Promise<PurgeRecord | undefined> => {
  const { lot, resolved } = empty;
  const record = purgeRecordOf(empty, resolved, ports.clock.now());
  const first = await commit(ports, endActions(ports, lot, record), newDraft(lot, record));
  if (first === 'done') return record;
  if (first === 'refused') return undefined;
  const key = evidenceKeys.purge(lot.epoch, lot.name);
  const stored = await ports.store.get('evidence', key, 'strong');
  if (stored === undefined) return undefined;
  const again = await commit(
    ports,
    endActions(ports, lot, record),
    besideDraft(ports, lot, { record, stored }),
  );
  return again === 'done' ? record : undefined;
};

/** The draft and what follows from it; the draft, where one is written, comes first. */
type Draft = readonly [Put, ...Put[]];

const commit = async (
  ports: WorkerPorts,
  end: readonly Action[],
  draft: Draft,
): Promise<'done' | 'draft-stands' | 'refused'> => {
  const outcome = await persist(ports, () => ports.store.transact([...draft, ...end]));
  if (outcome.ok) return 'done';
  const draftAlone = outcome.refusal === 'condition-failed' && outcome.actions.join() === '0';
  return draftAlone ? 'draft-stands' : 'refused';
};

const newDraft = ({ epoch, name }: ClaimedLot, record: PurgeRecord): Draft => [
  {
    kind: 'put',
    table: 'evidence',
    item: storedItem(evidenceKeys.purge(epoch, name), record),
    condition: isNew,
  },
  toBeLogged(epoch, record.deletedAt, evidenceKeys.purge(epoch, name).sk),
];

/**
 * What stands is what is signed: a purge has one draft, whoever wrote it. Its work item has the time that the draft
 * names, so that the same draft is listed once; only a time that lies ahead is not waited for.
 */
const besideDraft = (
  ports: WorkerPorts,
  { epoch, name }: ClaimedLot,
  { record, stored }: { readonly record: PurgeRecord; readonly stored: Item },
): Draft => {
  const key = evidenceKeys.purge(epoch, name);
  const told = figuresIn(stored);
  const [since = record.deletedAt] = [record.deletedAt, ...(told ? [told.deletedAt] : [])].sort();
  const work = toBeLogged(epoch, since, key.sk);
  if (isSameDraft(stored, storedItem(key, record))) return [work];
  const { subject } = record;
  const found = figuresOf(record);
  const cause = {
    kind: 'draft-differs',
    subject,
    epoch,
    lot: name,
    ...(told && { stored: told }),
    found,
  } as const;
  return [work, foundAction(ports.geography, { cause })];
};

const endActions = (ports: WorkerPorts, lot: ClaimedLot, record: PurgeRecord): readonly Action[] => [
  {
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(lot.epoch, lot.name),
    update: {
      set: {
        state: 'purged',
        deleted: record.deleted,
        deletedDigest: record.deletedDigest,
        purgedAt: record.deletedAt,
      },
      remove: ['page', 'leaseUntil', 'plannedUntil', 'duePk', 'dueSk'],
    },
    condition: all(
      ...held(lot),
      underNoHold,
      equals('captured', lot.captured),
      equals('deleted', lot.deleted),
    ),
  },
  { kind: 'delete', table: 'registry', key: registryKeys.salt(lot.epoch, lot.name) },
  outboxAction(
    ports,
    {
      type: 'LotPurged',
      detail: {
        epoch: lot.epoch,
        lot: lot.name,
        deleted: record.deleted,
        deadline: record.deadline,
        purgedAt: record.deletedAt,
        counts: record.counts,
      },
    },
    ports.clock.now(),
  ),
];
