import { isRegion } from './regions.ts';

/** Where a template may keep and send data: the region it is deployed to, and those that may hold its copies. */
export type Pin = {
  readonly home: string;
  /** `home` first, then the allowed ones. */
  readonly regions: readonly string[];
  /** The account that the template is deployed to, where that is known. */
  readonly account?: string;
  readonly allows: (region: string) => boolean;
  /** What every partition key of a table begins with, where somebody asks for it. */
  readonly keyPrefix?: string;
  /** For how many days a store may keep what was deleted; undefined where nobody asks. */
  readonly longestLife?: (store: Store) => number | undefined;
};

/** A resource that may keep data, by its logical id and type. */
export type Store = { readonly id: string; readonly type: string };

/** What was asked for is no pin: the message says what was given and what is allowed. */
export class PinError extends Error {
  override readonly name = 'PinError';
}

/** What a pin asks for beside its home. */
export type PinOptions = Partial<Pick<Pin, 'account' | 'keyPrefix' | 'longestLife'>> & {
  /** Regions that may hold copies, beside the home (DL-2). */
  readonly also?: readonly string[];
};

/**
 * Makes a pin.
 * @throws PinError when a name has not the shape of a region, an account is not twelve digits, or the prefix of
 *   keys is empty or has a wildcard
 */
export const definePin = (home: string, { also = [], account, ...asked }: PinOptions = {}): Pin => {
  const regions = [...new Set([home, ...also])];
  const odd = regions.find((region) => !isRegion(region));
  if (odd !== undefined) throw new PinError(`${odd} is no region; a region is written like eu-central-1.`);
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new PinError(`${account} is no account; an account has twelve digits.`);
  }
  const { keyPrefix } = asked;
  if (keyPrefix !== undefined && !/^[^*?$]+$/.test(keyPrefix)) {
    throw new PinError(`"${keyPrefix}" is no prefix of keys; it is a text without * and ?, like eu_.`);
  }
  return {
    ...asked,
    home,
    regions,
    ...(account !== undefined && { account }),
    allows: (region) => regions.includes(region),
  };
};
