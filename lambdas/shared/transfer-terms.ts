import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CarriedFile } from '../../contract/access/access.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { TransferTerms } from '../../domain/transfers/terms.ts';

const file: CarriedFile = 'transfer-terms.json';

/**
 * What the vendor declared about transfers, as it lies beside the code. A function that lacks it, or carries that of
 * another cell, does not start: it must not let data leave on terms that nobody declared (BY-7).
 * @param directory where the code lies
 * @throws Error where the file is not there, of another version, or of another geography
 */
export const carriedTerms = (directory: string, geography: Geography): TransferTerms => {
  const terms = JSON.parse(readFileSync(join(directory, file), 'utf8')) as TransferTerms;
  if (terms.version !== 1) throw new Error(`${file} is of version ${terms.version}; known: 1.`);
  if (terms.geography !== geography)
    throw new Error(`${file} is of ${terms.geography}, not of ${geography}.`);
  if (!Array.isArray(terms.instruments)) throw new Error(`${file} lists no instruments.`);
  return terms;
};
