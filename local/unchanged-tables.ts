import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Geography, geographies } from '../domain/geographies.ts';
import type { CloudAddress } from './clients.ts';
import { LocalFailure } from './failure.ts';
import { type Declared, declaredIn, deployedStacks } from './stacks.ts';

type Resources = ReadonlyMap<string, Declared>;

const globalTable = 'AWS::DynamoDB::GlobalTable';

/** The global tables, by logical id, that are there and would be another way after a deployment. */
export const changedTables = (deployed: Resources, toCome: Resources): readonly string[] =>
  [...deployed]
    .filter(([, { type }]) => type === globalTable)
    .filter(([id, { properties }]) => {
      const after = toCome.get(id);
      return after !== undefined && JSON.stringify(after.properties) !== JSON.stringify(properties);
    })
    .map(([id]) => id);

const storageToCome = async (assembly: string, geography: Geography): Promise<Resources> => {
  const cwd = join(assembly, `assembly-${geography}`);
  for await (const path of glob(`${geography}Storage*.template.json`, { cwd })) {
    return declaredIn(JSON.parse(await readFile(join(cwd, path), 'utf8')));
  }
  return new Map();
};

/**
 * Refuses a deployment that would empty what is kept: AWS changes a global table in place, and the emulator makes
 * another one instead, whatever the change is.
 * @throws LocalFailure naming the cells, before one is deployed
 */
export const demandUnchangedTables = async (
  cloud: CloudAddress,
  assembly: string,
  chosen: readonly Geography[],
): Promise<void> => {
  const emptied: Geography[] = [];
  for (const geography of chosen) {
    const stacks = await deployedStacks(cloud, geographies[geography].region);
    const toCome = await storageToCome(assembly, geography);
    if (stacks.some(({ declared }) => changedTables(declared, toCome).length > 0)) emptied.push(geography);
  }
  if (emptied.length === 0) return;
  throw new LocalFailure(
    `The tables of ${emptied.join(', ')} are to change, and the embedded cloud would empty them where AWS changes ` +
      'them in place. No cell was deployed. Start with the options of the last start, or with --fresh and without the data.',
  );
};
