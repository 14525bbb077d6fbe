import type { CarriedFile } from '../contract/access/access.ts';
import type { CarriedNotices } from '../contract/statement/carried-notices.ts';
import { everyGeography, geographies } from '../domain/geographies.ts';
import { everyNotice } from '../domain/notices/catalog.ts';
import { everyProgram } from '../domain/programs/catalog.ts';
import { termsFor } from '../domain/transfers/terms.ts';
import { controlsOfTemplates } from './audit/controls-of-templates.ts';
import type { Config } from './config.ts';
import type { Pin } from './residency/pin.ts';
import type { Template } from './residency/template/template.ts';
import { compileStatement } from './statement/compile-statement.ts';

/** What of the configuration files are written from. */
export type Declared = Pick<Config, 'transfers' | 'programs'>;

/** What files are written from: the templates of a cell, where they lie, and what the vendor declared. */
export type CarriedFrom = {
  readonly templates: readonly Template[];
  readonly pin: Pin;
  readonly declared: Declared;
};

const termsOfCell = ({ pin, declared }: CarriedFrom): object => {
  const geography = everyGeography.find((name) => geographies[name].region === pin.home);
  if (geography === undefined) throw new Error(`No geography has its cell in ${pin.home}.`);
  return termsFor(declared.transfers, geography);
};

const compilers: Readonly<Record<CarriedFile, (from: CarriedFrom) => object>> = {
  'residency-statement.json': ({ templates, pin }) => compileStatement(templates, pin),
  'residency-controls.json': ({ templates, pin }) => controlsOfTemplates(templates, pin),
  // The words of notices are the same in every cell; here they cost no start of a function that shows none.
  'notices.json': (): CarriedNotices => ({ version: 1, notices: everyNotice }),
  'transfer-terms.json': termsOfCell,
  'programs.json': ({ declared }) => ({
    version: 1,
    programs: everyProgram.filter(({ id }) => declared.programs.includes(id)),
  }),
};

/**
 * What a carried file says of a cell. Statement, controls and notices follow from the cell's templates and the catalog
 * alone, so that whoever has them can write them again and compare (BY-9); programs and the terms of transfers are as
 * the configuration declares them (BY-7). A file holds nothing that only a deployment decides, such as names of
 * tables, and it must not speak of the code of the functions that carry it.
 * @throws Error where the templates hold something that the file cannot speak of
 */
export const carriedContent = (name: CarriedFile, from: CarriedFrom): string =>
  JSON.stringify(compilers[name](from));
