import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { logKeys } from '../../contract/tables/log.ts';
import type { LedgerEntry } from '../../domain/consent/ledger.ts';
import type { PurgeCertificate } from '../../domain/evidence/certificate.ts';
import { certificateIdOf } from '../../domain/evidence/certificate-id.ts';
import type { PurgeRecord } from '../../domain/evidence/purge-record.ts';
import { parseIdentifier } from '../../domain/identifiers.ts';
import { documentIn } from '../../lambdas/shared/log/logged-document.ts';
import { toBeCompleted } from '../../lambdas/shared/repositories/completion-work.ts';
import { toBeLocked, toBeLogged } from '../../lambdas/shared/repositories/signing-work.ts';
import { fieldsOf } from '../../lambdas/shared/repositories/stored-item.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import { everyItem, type RestorePorts } from './ports.ts';
import { putItems } from './put-items.ts';

/**
 * Puts whatever stands in evidence and not yet in the log on the signer's work list again, and each certificate that
 * is still to be completed, and the newest checkpoints for the bucket: that list is in the registry, and the copy's is
 * of another time. May be repeated; what is in the log or the bucket already is not taken in twice.
 * @throws StoreUnavailable
 */
export const listUnlogged = async (ports: RestorePorts): Promise<number> => {
  const waiting = new Map<string, Item>();
  const logged = new Set<string>();
  const newest = new Map<string, PurgeCertificate>();
  const checkpoints: Item[] = [];
  for await (const item of everyItem(ports.scan('evidence'))) {
    if (isDocument(item)) logged.add(item.pk + firstOf(item.sk));
    if (item.sk.startsWith(logKeys.revisionPrefix)) keepNewest(newest, item);
    if (item.sk.startsWith(logKeys.checkpointPrefix)) checkpoints.push(item);
    const work = workFor(item);
    if (work !== undefined) waiting.set(work.document, work.item);
  }
  const left = [...waiting].flatMap(([document, item]) => (logged.has(document) ? [] : [item]));
  const toComplete = [...newest.values()].flatMap(toBeCompleted).map(({ item }) => item);
  await putItems(ports, 'registry', [...left, ...toComplete, ...toLock(ports, checkpoints)]);
  return left.length;
};

/**
 * A signer locks its checkpoint away in the run that stored it, or the next one does: only the newest can have been
 * waiting when the registry was lost.
 */
const checkpointsToLock = 100;

const toLock = ({ geography }: RestorePorts, checkpoints: readonly Item[]): readonly Item[] =>
  checkpoints
    .toSorted((one, other) => one.sk.localeCompare(other.sk))
    .slice(-checkpointsToLock)
    .map(({ at, size }) => toBeLocked(geography, String(at), Number(size)).item);

const keepNewest = (newest: Map<string, PurgeCertificate>, item: Item): void => {
  const { document } = documentIn<PurgeCertificate>(item);
  if (document.revision > (newest.get(item.pk)?.revision ?? 0)) newest.set(item.pk, document);
};

const isDocument = ({ sk }: Item): boolean =>
  sk.startsWith(logKeys.recordPrefix) || sk.startsWith(logKeys.revisionPrefix);

/** Of a certificate any revision tells that it was issued. */
const firstOf = (sk: string): string => (sk.startsWith(logKeys.revisionPrefix) ? '' : sk);

const workFor = (item: Item): { readonly document: string; readonly item: Item } | undefined => {
  // The log's own entries are told apart by where they stand.
  if (parseIdentifier(item.pk, 'org', 'ws', 'user', 'ep') === undefined) return undefined;
  if (item.sk.startsWith(evidenceKeys.entryPrefix)) {
    const { subject, sequence, at } = item as unknown as LedgerEntry;
    const { pk, sk } = logKeys.record(subject, sequence);
    return { document: pk + sk, item: toBeLogged(subject, at, item.sk).item };
  }
  if (!item.sk.startsWith(evidenceKeys.purgePrefix)) return undefined;
  const { epoch, deletedAt } = fieldsOf<PurgeRecord>(item);
  const lot = item.sk.slice(evidenceKeys.purgePrefix.length);
  const document = certificateIdOf({ epoch, lot, deletedAt });
  return { document, item: toBeLogged(epoch, deletedAt, item.sk).item };
};
