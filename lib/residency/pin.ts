import { isRegion } from './regions.ts';

/** Where a template may keep and send data: the region it is deployed to, and those that may hold its copies. */
export type Pin = {
  readonly home: string;
  /** `home` first, then the allowed ones. */
  readonly regions: readonly string[];
  /** The account that the template is deployed to, where that is known. */
  readonly account?: string;
  readonly allows: (region: string) => boolean;
};

/** What was asked for is no pin: the message says what was given and what is allowed. */
export class PinError extends Error {
  override readonly name = 'PinError';
}

/**
 * Makes a pin.
 * @param also regions that may hold copies, beside the home (DL-2)
 * @throws PinError when a name has not the shape of a region, or an account is not twelve digits
 */
export const definePin = (
  home: string,
  { also = [], account }: { readonly also?: readonly string[]; readonly account?: string } = {},
): Pin => {
  const regions = [...new Set([home, ...also])];
  const odd = regions.find((region) => !isRegion(region));
  if (odd !== undefined) throw new PinError(`${odd} is no region; a region is written like eu-central-1.`);
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new PinError(`${account} is no account; an account has twelve digits.`);
  }
  return {
    home,
    regions,
    ...(account !== undefined && { account }),
    allows: (region) => regions.includes(region),
  };
};
