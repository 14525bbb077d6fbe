import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { HoldId } from '../../domain/identifiers.ts';
import type { HoldSubject } from '../../domain/retention/hold.ts';
import { isMarkedBy } from '../shared/repositories/hold-marks.ts';
import { readHold } from '../shared/repositories/holds.ts';
import { readPage } from '../shared/repositories/item-page.ts';
import { entryIn } from '../shared/repositories/ledger.ts';
import type { Store } from '../shared/store/store.ts';

/**
 * What is known of the hold for which a lot is marked. `released`: it is over, and here. `none`: it is not here, and
 * the ledgers of whoever could have placed it say that it is over, or do not know of it. `unsure`: it may stand.
 */
export type HoldOfMark =
  | { readonly is: 'standing' | 'unsure' }
  | { readonly is: 'released'; readonly subject: HoldSubject; readonly endedAt: string }
  | { readonly is: 'none'; readonly endedAt?: string };

/**
 * Looks for the hold of a mark. Where in doubt it may stand: a hold that was lost is one that somebody ordered.
 * @param holders whose holds may cover the lot: its workspace, and the organization of that
 */
export const holdOfMark = async (
  store: Store,
  holders: readonly HoldSubject[],
  id: HoldId,
): Promise<HoldOfMark> => {
  for (const subject of holders) {
    const hold = await readHold(store, subject, id);
    if (hold?.state === 'released') return { is: 'released', subject, endedAt: hold.endedAt };
    if (hold !== undefined) return { is: 'standing' };
  }
  for (const subject of holders) if (await isAtGate(store, subject, id)) return { is: 'unsure' };
  // Of a workspace whose organization nobody knows, that organization may have placed it.
  if (holders.length < 2) return { is: 'unsure' };
  let endedAt: string | undefined;
  for (const subject of holders) {
    const told = await toldOf(store, subject, id);
    if (told === 'unsure') return { is: 'unsure' };
    endedAt = told?.endedAt ?? endedAt;
  }
  return { is: 'none', ...(endedAt !== undefined && { endedAt }) };
};

const isAtGate = async (store: Store, subject: HoldSubject, id: HoldId): Promise<boolean> => {
  const gate = await store.get('registry', registryKeys.holdGate(subject), 'strong');
  return gate !== undefined && isMarkedBy(gate, id);
};

/** How much of a ledger is read for one mark, the newest first. Of a longer one nobody knows: it may stand. */
const pagesRead = 20;
const entriesAPage = 100;

/**
 * What a ledger tells of a hold: its end, or undefined where it was never placed. Each hold has its entries in the
 * transactions that placed and released it.
 */
const toldOf = async (
  store: Store,
  subject: HoldSubject,
  id: HoldId,
): Promise<{ readonly endedAt: string } | 'unsure' | undefined> => {
  const list = { table: 'evidence', pk: subject, prefix: evidenceKeys.entryPrefix } as const;
  let page: Parameters<typeof readPage>[2] = { order: 'descending', limit: entriesAPage };
  for (let read = 0; read < pagesRead; read += 1) {
    const { elements, next } = await readPage(store, list, page, entryIn);
    for (const { v, event } of elements) {
      if (v !== 1) return 'unsure';
      if (event.type === 'hold-released' && event.hold === id) return { endedAt: event.endedAt };
      if (event.type === 'hold-placed' && event.hold === id) return 'unsure';
    }
    if (next === undefined) return undefined;
    page = { ...page, after: next };
  }
  return 'unsure';
};
