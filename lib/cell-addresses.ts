import { existsSync, readFileSync } from 'node:fs';
import { everyGeography, type Geography } from '../domain/geographies.ts';
import { serviceStackName } from './stack-names.ts';

const addressIn = (file: string, geography: Geography): string | undefined => {
  const outputs: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const stacks = Object(outputs) as Readonly<Record<string, { readonly ApiAddress?: unknown } | undefined>>;
  const address = stacks[serviceStackName(geography)]?.ApiAddress;
  return typeof address === 'string' ? address : undefined;
};

/**
 * The cell directory from what deployments wrote with `--outputs-file`, one file or one for each account. Cells
 * know each other's addresses by this file alone: no stack refers to another region. A file that is not there yet
 * adds nothing, so that the first deployment needs none; of two files that name one cell, the later counts.
 * @throws SyntaxError where a file is there and is not JSON
 */
export const cellAddressesFrom = (...files: readonly string[]): Partial<Record<Geography, string>> => {
  const found = files.filter((file) => existsSync(file));
  const pairs = found.flatMap((file) =>
    everyGeography.map((geography) => [geography, addressIn(file, geography)] as const),
  );
  return Object.fromEntries(pairs.filter(([, address]) => address !== undefined));
};
