import { registryKeys } from '../../../contract/tables/registry.ts';
import type { Geography } from '../../../domain/geographies.ts';
import type { UserId } from '../../../domain/identifiers.ts';
import type { Instant } from '../../../domain/time.ts';
import type { CellPorts } from '../ports.ts';
import { type Action, equals, isNew, type Store } from '../store/store.ts';
import { outboxAction } from './outbox.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/** Somebody's decision whether purging runs. */
export type PurgingDecision = {
  readonly state: 'running' | 'stopped';
  /** Counts the decisions: 1, 2, …. */
  readonly n: number;
  readonly since: string;
  readonly by: UserId;
  /** In an operator's own words; shown to operators only. */
  readonly reason: string;
};

/** Whether purging runs. A cell in which nobody ever decided is running. */
export type PurgeSwitch = PurgingDecision | { readonly state: 'running'; readonly n: 0 };

/** The switch as it stands. Read consistently, so that a worker who starts after it was thrown sees it. */
export const readPurgeSwitch = async (ports: {
  readonly store: Store;
  readonly geography: Geography;
}): Promise<PurgeSwitch> => {
  const item = await ports.store.get('registry', registryKeys.purging(ports.geography), 'strong');
  return item === undefined ? { state: 'running', n: 0 } : fieldsOf<PurgingDecision>(item);
};

/** Throws the switch, on condition that nobody else did meanwhile, and keeps who did and why. */
export const throwSwitchActions = (
  ports: Pick<CellPorts, 'geography' | 'randomness'>,
  decision: PurgingDecision,
  at: Instant,
): readonly Action[] => {
  const type = decision.state === 'stopped' ? 'PurgingStopped' : 'PurgingResumed';
  return [
    {
      kind: 'put',
      table: 'registry',
      item: storedItem(registryKeys.purging(ports.geography), decision),
      condition: decision.n === 1 ? isNew : equals('n', decision.n - 1),
    },
    {
      kind: 'put',
      table: 'registry',
      item: storedItem(registryKeys.purgingChange(ports.geography, decision.n), decision),
      condition: isNew,
    },
    outboxAction(ports, { type, detail: { since: decision.since } }, at),
  ];
};
