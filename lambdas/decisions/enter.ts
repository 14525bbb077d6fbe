import type { TransferEntry } from '../../domain/decisions/transfer.ts';
import { persist } from '../shared/persist.ts';
import { enterActions } from '../shared/repositories/transfers.ts';
import { StoreUnavailable } from '../shared/store/store.ts';
import type { DecisionsPorts } from './ports.ts';

/**
 * Enters what is going to be permitted, all of it or nothing, before anybody is told (BY-7). What cannot be entered
 * is not permitted. Where the outcome of the write is not known, entries may stand of which nobody got to know; they
 * are marked in time, since nobody reports of them.
 * @throws StoreUnavailable
 */
export const enter = async (
  ports: Pick<DecisionsPorts, 'store' | 'wait' | 'randomness'>,
  entries: readonly TransferEntry[],
): Promise<void> => {
  if (entries.length === 0) return;
  const outcome = await persist(ports, () => ports.store.transact(entries.flatMap(enterActions)));
  if (!outcome.ok) throw new StoreUnavailable('the register of transfers took no entry');
};
