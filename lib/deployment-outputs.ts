import { existsSync, readFileSync } from 'node:fs';
import { everyGeography, type Geography } from '../domain/geographies.ts';

/** An output of a stack of each geography, as `npx cdk deploy --outputs-file` writes it. */
export type Wanted = { readonly stackName: (geography: Geography) => string; readonly output: string };

const outputIn = (file: string, geography: Geography, { stackName, output }: Wanted): string | undefined => {
  const outputs: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const stacks = Object(outputs) as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  const value = stacks[stackName(geography)]?.[output];
  return typeof value === 'string' ? value : undefined;
};

/**
 * What deployments wrote with `--outputs-file`, by geography: the only way in which one region hears of another,
 * as no stack refers to another region. A file that is not there yet adds nothing, so that the first deployment
 * needs none; of two files that name one geography, the later counts.
 * @throws SyntaxError where a file is there and is not JSON
 */
export const outputsFrom = (files: readonly string[], wanted: Wanted): Partial<Record<Geography, string>> => {
  const found = files.filter((file) => existsSync(file));
  const pairs = found.flatMap((file) =>
    everyGeography.map((geography) => [geography, outputIn(file, geography, wanted)] as const),
  );
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
};
