import { belongsInNetwork } from '../../contract/access/access.ts';
import { everyFunction } from '../../contract/access/every-function.ts';
import type { Resource } from '../residency/template/template.ts';
import { UnknownStore } from './known-types.ts';
import { nameOfFunction } from './readers.ts';

/** Names of the functions that have their place outside the network of an isolated cell. */
const placedOutside: ReadonlySet<string> = new Set(
  everyFunction.filter((access) => !belongsInNetwork(access)).map(({ name }) => name),
);

/**
 * A cell is isolated where every function is in its network, but those that look at the account.
 * @param outside the functions that are in no network
 * @throws UnknownStore where another one is there: the cell is neither open nor isolated
 */
export const demandInNetwork = (outside: readonly Resource[]): void => {
  const odd = outside.filter((fn) => !placedOutside.has(nameOfFunction(fn)));
  if (odd.length === 0) return;
  throw new UnknownStore(
    `The cell is neither open nor isolated: some functions are in a network, and ${odd.map(({ id }) => id).join(', ')} in none.`,
  );
};
