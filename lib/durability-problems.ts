import { durabilityRegionOf, everyGeography, type Geography, isGeography } from '../domain/geographies.ts';
import { isRecord, type Problems, problem } from './config-checks.ts';

/** The words of `durability`. */
export const everyDurability = ['one-region', 'in-geography'] as const;

/** How to ask for copies wherever there can be some, as it is written in the configuration. */
const wherePossible = (chosen: readonly Geography[]): string => {
  const able = chosen.filter((geography) => durabilityRegionOf(geography) !== undefined);
  return `durability: { ${able.map((geography) => `${geography}: 'in-geography'`).join(', ')} }`;
};

const noSecondRegion = (geography: Geography, field: string, instead: string): Problems =>
  durabilityRegionOf(geography) === undefined
    ? problem(
        field,
        'in-geography',
        `'one-region' for ${geography}, where no second region of the geography is known${instead}`,
      )
    : [];

/**
 * Copies that were asked for where there is no second region. What is asked for all cells must be possible in all
 * of them: a vendor who believes that every cell has a copy must not find out that one has none. A map says it of
 * each, and whoever is left out of it is in one region.
 */
export const impossibleCopies = (given: unknown, chosen: readonly string[]): Problems => {
  const geographies = chosen.filter(isGeography);
  if (given === 'in-geography') {
    const instead = `; for the others write ${wherePossible(geographies)}`;
    return geographies.flatMap((geography) => noSecondRegion(geography, 'durability', instead));
  }
  if (!isRecord(given)) return [];
  return everyGeography
    .filter((geography) => given[geography] === 'in-geography')
    .flatMap((geography) => noSecondRegion(geography, `durability.${geography}`, ''));
};

const keyArn = /^arn:aws:kms:([a-z0-9-]+):(\d{12}):key\/[a-z0-9-]+$/;

const accountOf = (account: unknown, geography: Geography): unknown =>
  isRecord(account) ? account[geography] : account;

/** Keys that cannot be those of the copies: of another region than the geography's second, or another account. */
export const wrongCopyKeys = (given: unknown, account: unknown): Problems => {
  if (!isRecord(given)) return [];
  return everyGeography.flatMap((geography) => {
    const arn = given[geography];
    if (typeof arn !== 'string') return [];
    const field = `copyKeys.${geography}`;
    const region = durabilityRegionOf(geography);
    if (region === undefined) return problem(field, arn, `none: ${geography} has no second region`);
    const [, where, owner] = keyArn.exec(arn) ?? [];
    const cells = accountOf(account, geography);
    const isThere = where === region && (cells === undefined || cells === owner);
    const whose = cells === undefined ? '' : `, in account ${cells}`;
    return isThere ? [] : problem(field, arn, `the ARN of a key in ${region}${whose}`);
  });
};
