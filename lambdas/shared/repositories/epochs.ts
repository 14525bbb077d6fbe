import { registryKeys } from '../../../contract/tables/registry.ts';
import type { Epoch } from '../../../domain/consent/epoch.ts';
import type { EpochId } from '../../../domain/identifiers.ts';
import { persist } from '../persist.ts';
import type { CellPorts } from '../ports.ts';
import {
  type Action,
  absent,
  all,
  type Check,
  equals,
  isNew,
  type Outcome,
  present,
  type Store,
  type UpdateItem,
} from '../store/store.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/** An epoch, read consistently: once it says closed, it is closed for ever. */
export const readEpoch = async (store: Store, epoch: EpochId): Promise<Epoch | undefined> => {
  const item = await store.get('registry', registryKeys.epoch(epoch), 'strong');
  return item && fieldsOf<Epoch>(item);
};

/** Opens an epoch with its pointer and its gates. */
export const openActions = (epoch: Epoch): readonly Action[] => [
  { kind: 'put', table: 'registry', item: storedItem(registryKeys.epoch(epoch.id), epoch), condition: isNew },
  {
    kind: 'put',
    table: 'registry',
    item: storedItem(registryKeys.epochPointer(epoch.subject, epoch.id), {
      epoch: epoch.id,
      program: epoch.program,
      setting: epoch.setting,
    }),
    condition: isNew,
  },
  ...gatesOf(epoch).map((gate) => ({
    kind: 'put' as const,
    table: 'registry' as const,
    item: storedItem(registryKeys.gate(epoch.id, gate), { state: 'open' }),
    condition: isNew,
  })),
];

/**
 * Closes an epoch and all its gates: from this commit on nothing is captured or read. Whether anything ever was has
 * to be as it was read: a closure that ends at once rests on it.
 */
export const closeActions = (closed: Epoch): readonly Action[] => [
  {
    kind: 'put',
    table: 'registry',
    item: storedItem(registryKeys.epoch(closed.id), closed),
    condition: all(equals('state', 'open'), closed.empty ? present('empty') : absent('empty')),
  },
  ...gatesOf(closed).map((gate) => closeGate(closed.id, gate)),
];

/** With the first records of an epoch: whoever closes it from now on knows that there is something to delete. */
export const noLongerEmpty = (epoch: EpochId): UpdateItem => ({
  kind: 'update',
  table: 'registry',
  key: registryKeys.epoch(epoch),
  update: { remove: ['empty'] },
  condition: equals('state', 'open'),
});

/** Shuts the gates one by one, so that the transaction that follows meets no captures any more. */
export const shutGates = async (ports: CellPorts, epoch: Pick<Epoch, 'id' | 'gates'>): Promise<Outcome> => {
  for (const gate of gatesOf(epoch)) {
    const outcome = await persist(ports, () => ports.store.write(closeGate(epoch.id, gate)), 10);
    if (!outcome.ok) return outcome;
  }
  return { ok: true };
};

const closeGate = (epoch: EpochId, gate: number): UpdateItem => ({
  kind: 'update',
  table: 'registry',
  key: registryKeys.gate(epoch, gate),
  update: { set: { state: 'closed', v: 1 } },
});

/** Demands that a gate is open when the transaction commits: where a capture and an opt-out meet. */
export const gateIsOpen = (epoch: EpochId, gate: number): Check => ({
  kind: 'check',
  table: 'registry',
  key: registryKeys.gate(epoch, gate),
  condition: equals('state', 'open'),
});

const gatesOf = ({ gates }: Pick<Epoch, 'gates'>) => Array.from({ length: gates }, (_, gate) => gate);
