import { registryKeys } from '../../contract/tables/registry.ts';
import { type Action, equals, type Key, type Outcome, type Store } from '../../lambdas/shared/store/store.ts';
import { type RestorePorts, RestoreRefused } from './ports.ts';

/**
 * The ports of a run that closed the cell: each of its writes is made together with a check that the run is still
 * the one that carries the restore out, and so is none that was under way when somebody else went on with it. What
 * says who that is, is written under conditions of its own.
 */
export const fenced = (ports: RestorePorts, { run }: { readonly run: string }): RestorePorts => {
  const { store, geography } = ports;
  const serving: Key = registryKeys.serving(geography);
  const check: Action = { kind: 'check', table: 'registry', key: serving, condition: equals('run', run) };

  const transact = async (actions: readonly Action[]): Promise<Outcome> => {
    const outcome = await store.transact([check, ...actions]);
    if (outcome.ok || outcome.refusal !== 'condition-failed') return outcome;
    if (outcome.actions.includes(0)) throw new RestoreRefused(overtaken);
    // As whoever asked counts them.
    return { ...outcome, actions: outcome.actions.map((action) => action - 1) };
  };
  const deleteBatch: Store['deleteBatch'] = async (table, keys) => {
    const outcome = await transact(keys.map((key) => ({ kind: 'delete', table, key })));
    return outcome.ok ? [] : keys;
  };
  const isServing = (key: Key) => key.pk === serving.pk && key.sk === serving.sk;
  return {
    ...ports,
    store: {
      ...store,
      transact,
      deleteBatch,
      write: (write) =>
        isServing(write.kind === 'put' ? write.item : write.key) ? store.write(write) : transact([write]),
    },
  };
};

/** Why a run does not go on that another has gone past. */
export const overtaken = ['somebody else has gone on with this restore, or ended it, meanwhile'];
