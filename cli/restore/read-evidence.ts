import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { logPartition } from '../../contract/tables/log.ts';
import type { Epoch } from '../../domain/consent/epoch.ts';
import type { LedgerEntry } from '../../domain/consent/ledger.ts';
import type { PurgeRecord } from '../../domain/evidence/purge-record.ts';
import { type EpochId, geographyOf, parseIdentifier, type SubjectId } from '../../domain/identifiers.ts';
import { type ReplayedSubject, replayLedger } from '../../domain/restore/replay-ledger.ts';
import { entryIn } from '../../lambdas/shared/repositories/ledger.ts';
import { fieldsOf } from '../../lambdas/shared/repositories/stored-item.ts';
import type { Cursor, Item, Store } from '../../lambdas/shared/store/store.ts';
import { everyItem, type RestorePorts } from './ports.ts';

/** What evidence says of a whole cell. It is held in memory: some KB a subject and some hundred bytes a purge. */
export type Known = {
  readonly subjects: ReadonlyMap<SubjectId, ReplayedSubject>;
  readonly epochs: ReadonlyMap<EpochId, KnownEpoch>;
  /** By the partition key that the lot's records have. */
  readonly purges: ReadonlyMap<string, Purged>;
};

export type KnownEpoch = { readonly epoch: Epoch; readonly ended: boolean };
export type Purged = Pick<
  PurgeRecord,
  'epoch' | 'captured' | 'deleted' | 'moved' | 'deletedDigest' | 'deletedAt'
> & {
  readonly lot: string;
};

/** Reads all of evidence and replays every ledger; what does not hold is told in words. */
export const readEvidence = async (
  ports: RestorePorts,
): Promise<{ readonly known: Known; readonly reasons: readonly string[] }> => {
  const subjects = new Map<SubjectId, ReplayedSubject>();
  const purges = new Map<string, Purged>();
  const reasons: string[] = [];
  const seen = new Set<string>();
  for await (const item of everyItem(ports.scan('evidence'))) {
    if (item.sk.startsWith(evidenceKeys.purgePrefix)) addPurge(purges, item);
    if (item.pk === logPartition(ports.geography) || !item.sk.startsWith(evidenceKeys.entryPrefix)) continue;
    if (seen.has(item.pk) || parseIdentifier(item.pk, 'inc') !== undefined) continue;
    seen.add(item.pk);
    const subject = parseIdentifier(item.pk, 'org', 'ws', 'user')?.id;
    if (subject === undefined || geographyOf(subject) !== ports.geography) {
      reasons.push(
        `evidence has a ledger of ${item.pk}, which is no subject of the geography ${ports.geography}`,
      );
      continue;
    }
    const replay = replayLedger(subject, await readLedger(ports.store, subject));
    if (replay.ok) subjects.set(subject, replay.replayed);
    else reasons.push(`${subject}: ${replay.why}`);
  }
  return { known: { subjects, purges, epochs: epochsOf(subjects) }, reasons };
};

/** A whole ledger, as it is stored. */
export const readLedger = async (store: Store, subject: SubjectId): Promise<readonly LedgerEntry[]> => {
  const entries: LedgerEntry[] = [];
  let after: Cursor | undefined;
  do {
    const sk = { kind: 'beginsWith', prefix: evidenceKeys.entryPrefix } as const;
    const asked = { table: 'evidence', pk: subject, sk, consistency: 'strong' } as const;
    const page = await store.query({ ...asked, ...(after && { after }) });
    entries.push(...page.items.map(entryIn));
    after = page.next;
  } while (after !== undefined);
  return entries;
};

const addPurge = (purges: Map<string, Purged>, item: Item) => {
  const { epoch, captured, deleted, moved, deletedDigest, deletedAt } = fieldsOf<PurgeRecord>(item);
  const lot = item.sk.slice(evidenceKeys.purgePrefix.length);
  const counts = { captured, deleted, ...(moved !== undefined && { moved }) };
  purges.set(`${item.pk}#${lot}`, { epoch, lot, ...counts, deletedDigest, deletedAt });
};

/** Every epoch that a ledger opened, and whether all that it held is gone. */
export const epochsOf = (subjects: Known['subjects']): Known['epochs'] =>
  new Map(
    [...subjects.values()].flatMap(({ epochs, closures }) =>
      [...epochs.values()].map(
        (epoch) => [epoch.id, { epoch, ended: closures.get(epoch.id)?.endedAt !== undefined }] as const,
      ),
    ),
  );
