import { everyGeography, geographies } from '../domain/geographies.ts';
import { contentStore } from '../domain/retention/deadline-budget.ts';
import { days } from '../domain/time.ts';
import type { PinOptions, Store } from './residency/pin.ts';

/**
 * For how many days a store of a cell may keep what was deleted. Content is purged by a deadline whose budget has
 * room for no recovery window, stream or backup at all; the other stores promise no deletion by a deadline.
 */
const longestLife = ({ id, type }: Store): number | undefined => {
  const { recoveryWindow, queueLife, logLife } = contentStore;
  return /^TablesContent/.test(id) && type.startsWith('AWS::DynamoDB::')
    ? Math.max(recoveryWindow, queueLife, logLife) / days(1)
    : undefined;
};

/**
 * What a cell is held to beside its region: the prefix of the keys of its geography, and how long its content may
 * live on. Nothing where no geography is at home.
 */
export const askedOfCell = (region: string): Pick<PinOptions, 'keyPrefix' | 'longestLife'> => {
  const geography = everyGeography.find((one) => geographies[one].region === region);
  return geography === undefined ? {} : { keyPrefix: `${geography}_`, longestLife };
};

/**
 * Where the other cells are reached, for a caller who came to the wrong one. It is the one address abroad that a
 * cell is told: its functions hand it out, and the boundary of their roles lets them call nothing there.
 */
export const isCellDirectory = ({ path }: { readonly path: string }): boolean =>
  /^Resources\/[A-Za-z0-9]+\/Properties\/Environment\/Variables\/CELL_DIRECTORY$/.test(path);
