import { transferPartitions } from '../../contract/tables/transfers.ts';
import type { MovementId } from '../../domain/identifiers.ts';
import { registerItemOf, watchMovement } from '../../lambdas/shared/repositories/transfers.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import { everyItem, type RestorePorts } from './ports.ts';
import { putItems } from './put-items.ts';

/**
 * Watches every permission again of which nobody has reported what came of it: that list is in the registry, and
 * the copy's is of another time. May be repeated. Tells how many there are.
 * @throws StoreUnavailable
 */
export const listUnreported = async (ports: RestorePorts): Promise<number> => {
  const waiting = new Map<MovementId, Item>();
  const over = new Set<MovementId>();
  const register = transferPartitions.transfers(ports.geography).map((pattern) => pattern.slice(0, -1));
  for await (const item of everyItem(ports.scan('evidence'))) {
    if (!register.some((start) => item.pk.startsWith(start))) continue;
    const known = registerItemOf(item);
    if (known?.is === 'entry') waiting.set(known.entry.id, watchMovement(known.entry).item);
    if (known?.is === 'report') over.add(known.report.id);
    if (known?.is === 'unknown') over.add(known.unknown.id);
  }
  const left = [...waiting].flatMap(([id, item]) => (over.has(id) ? [] : [item]));
  await putItems(ports, 'registry', left);
  return left.length;
};
