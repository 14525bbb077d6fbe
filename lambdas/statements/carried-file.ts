import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CarriedFile } from '../../contract/access/access.ts';

/**
 * A file that lies beside the code, written at synthesis. A function that lacks what it carries does not start: it
 * must not answer what nobody checked.
 * @throws Error where the file is not there or is of another version
 */
export const carriedFile = <Content extends { readonly version: number }>(
  directory: string,
  file: CarriedFile,
): Content => {
  const content = JSON.parse(readFileSync(join(directory, file), 'utf8')) as Content;
  if (content.version !== 1) throw new Error(`${file} is of version ${content.version}; known: 1.`);
  return content;
};
