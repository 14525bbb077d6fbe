import type { Access } from '../contract/access/access.ts';
import type { Program } from '../domain/programs/program.ts';
import { keepsRecords } from '../domain/programs/use.ts';

/** Whether a use of these programs keeps records in the cell. */
export const anyKeepsRecords = (programs: readonly Program[]): boolean =>
  programs.some(({ uses }) => Object.values(uses).some(keepsRecords));

/**
 * What a function may touch under the chosen programs (BY-6): who answers requests writes and reads content only
 * where a use keeps records. Who purges keeps its access, since records of a program that was dropped are still due.
 */
export const accessUnder = (programs: readonly Program[], access: Access): Access => {
  const answersRequests = access.triggers.some(({ kind }) => kind === 'http');
  if (!answersRequests || anyKeepsRecords(programs)) return access;
  const { content: _, ...tables } = access.tables;
  return { ...access, tables };
};
