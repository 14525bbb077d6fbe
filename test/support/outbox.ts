import { registryKeys } from '../../contract/tables/registry.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import type { TestCell } from './cell.ts';

/** What waits in the outbox of a cell, bucket by bucket. */
export const inOutbox = async (cell: TestCell): Promise<readonly Item[]> => {
  const pages = registryKeys
    .outboxBuckets(cell.geography)
    .map((pk) => cell.store.query({ table: 'registry', pk, consistency: 'strong' }));
  return (await Promise.all(pages)).flatMap(({ items }) => items);
};

/** An event as it waits there. */
type Told = { readonly type: string; readonly detail: Readonly<Record<string, unknown>> };

/** Events of these types that wait in the outbox. */
export const eventsTold = async (cell: TestCell, ...types: readonly string[]): Promise<readonly Told[]> =>
  (await inOutbox(cell)).map(({ event }) => event as Told).filter((event) => types.includes(event?.type));

/** Which alerts of deadlines wait in the outbox, by type and in order. */
export const deadlineAlerts = async (cell: TestCell): Promise<readonly string[]> =>
  (await eventsTold(cell, 'DeadlineAtRisk', 'DeadlineMissed')).map(({ type }) => type).sort();
