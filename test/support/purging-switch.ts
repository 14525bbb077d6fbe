import { isoOf } from '../../domain/time.ts';
import { throwSwitchActions } from '../../lambdas/shared/repositories/switches.ts';
import type { TestCell } from './cell.ts';

/** Throws the switch as an operator does. @param n counts the decisions from 1 on */
export const purging = async (cell: TestCell, state: 'running' | 'stopped', n: number): Promise<void> => {
  const decision = { state, n, since: isoOf(cell.clock.now), by: 'us_user_1', reason: 'a drill' };
  const actions = throwSwitchActions(cell.ports, decision as never, cell.clock.now);
  const outcome = await cell.store.transact(actions);
  if (!outcome.ok) throw new Error('the switch was not thrown');
};
