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
