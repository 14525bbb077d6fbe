import { everyNotice } from '../../domain/notices/catalog.ts';
import { faultsOfCatalog } from '../../domain/programs/check-catalog.ts';
import type { Fault } from '../../domain/programs/fault.ts';
import type { Program } from '../../domain/programs/program.ts';

/** A value that another source would bring: the types would refuse many of these. */
export type Value = string | number | readonly string[] | { readonly [name: string]: Value } | undefined;

/** A program with one value changed, at a path as faults name it. */
export const changed = (program: Program, path: readonly string[], value: Value): Program => {
  const [name = '', ...rest] = path;
  const inner = (program as unknown as Record<string, unknown>)[name];
  return { ...program, [name]: rest.length === 0 ? value : changed(inner as Program, rest, value) };
};

/** The fault that the catalog's check finds at a field of a program, if any. */
export const faultAt = (program: Program, field: string): Fault | undefined =>
  faultsOfCatalog([program], everyNotice).find((fault) => fault.field === field);

/** What is wrong, in which program, where, with which value; and what the fault says was given and is allowed. */
export type FaultyDeclaration = readonly [
  what: string,
  program: Program,
  field: string,
  value: Value,
  given: string,
  allowed: string,
];
