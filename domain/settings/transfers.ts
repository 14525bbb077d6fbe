import type { Geography } from '../geographies.ts';
import { type AddressedSetting, type ChosenValue, valuesOf } from '../programs/program.ts';
import type { Location } from '../programs/use.ts';

/** Where data can go under a value of a setting, beside the geography in which it is. */
const destinationsOf = ({ program, setting }: AddressedSetting, value: ChosenValue): readonly Location[] => {
  if (value === 'off') return [];
  if (value !== 'on') return [value];
  return setting.permits.flatMap((useId) => {
    const placement = program.uses[useId]?.placement;
    return typeof placement === 'object' ? [placement.movesTo] : [];
  });
};

/**
 * The values whose choice lets data leave a geography: each of them is a transfer, and is shown as one before
 * it is chosen (CC-1, SC-17).
 */
export const transfersOf = (addressed: AddressedSetting, geography: Geography): readonly ChosenValue[] =>
  valuesOf(addressed.setting).filter((value) =>
    destinationsOf(addressed, value).some((destination) => destination !== geography),
  );
