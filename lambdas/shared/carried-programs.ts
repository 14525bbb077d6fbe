import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CarriedFile } from '../../contract/access/access.ts';
import type { Program } from '../../domain/programs/program.ts';

const file: CarriedFile = 'programs.json';

/**
 * The programs that the vendor runs, as they lie beside the code: for functions that tell what programs declare and
 * decide nothing by them. A program is data, and costs no start here.
 * @param directory where the code lies
 * @throws Error where the file is not there or of another version: the function does not start then
 */
export const carriedPrograms = (directory: string): readonly Program[] => {
  const { version, programs } = JSON.parse(readFileSync(join(directory, file), 'utf8')) as {
    readonly version: number;
    readonly programs: readonly Program[];
  };
  if (version !== 1 || !Array.isArray(programs))
    throw new Error(`${file} is of version ${version}; known: 1.`);
  return programs;
};
