import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statementsAccess } from '../../contract/access/statements.ts';
import type { Statement } from '../../contract/statement/statement.ts';

const [file] = statementsAccess.carries;

/**
 * The statement that lies beside the code, written at synthesis. A function that lacks what it carries does not
 * start: it must not answer what nobody checked.
 * @throws Error where the file is not there or is of another version
 */
export const carriedStatement = (directory: string): Statement => {
  const statement = JSON.parse(readFileSync(join(directory, file), 'utf8')) as Statement;
  if (statement.version !== 1) throw new Error(`${file} is of version ${statement.version}; known: 1.`);
  return statement;
};
