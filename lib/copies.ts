import { durabilityRegionOf, type Geography } from '../domain/geographies.ts';
import { type CopiedStore, copiedStores } from '../domain/retention/stores.ts';
import type { Config } from './config.ts';

/** Copies of a cell for durability, in the second region of its own geography. */
export type Copies = {
  readonly region: string;
  readonly tables: readonly CopiedStore[];
  /** The key in that region which encrypts them; undefined until its stack was deployed and put it out. */
  readonly keyArn: string | undefined;
};

/** The copies that a configuration asks for in a geography (DL-2); undefined where it asks for none. */
export const copiesOf = (
  { durability, copyKeys }: Pick<Config, 'copyKeys' | 'durability'>,
  geography: Geography,
): Copies | undefined => {
  const region = durabilityRegionOf(geography);
  if (region === undefined || durability[geography] !== 'in-geography') return undefined;
  return { region, tables: copiedStores, keyArn: copyKeys[geography] };
};
