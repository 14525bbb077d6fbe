import type { CarriedFile } from '../contract/access/access.ts';
import type { CarriedNotices } from '../contract/statement/carried-notices.ts';
import { everyNotice } from '../domain/notices/catalog.ts';
import { controlsOfTemplates } from './audit/controls-of-templates.ts';
import type { Pin } from './residency/pin.ts';
import type { Template } from './residency/template/template.ts';
import { compileStatement } from './statement/compile-statement.ts';

type Compile = (templates: readonly Template[], pin: Pin) => object;

const compilers: Readonly<Record<CarriedFile, Compile>> = {
  'residency-statement.json': compileStatement,
  'residency-controls.json': controlsOfTemplates,
  // The words of notices are the same in every cell; here they cost no start of a function that shows none.
  'notices.json': (): CarriedNotices => ({ version: 1, notices: everyNotice }),
};

/**
 * What a carried file says of a cell. It follows from the cell's templates and the catalog alone, so that whoever has them can
 * write it again and compare (BY-9). It holds nothing that only a deployment decides, such as names of tables, and
 * it must not speak of the code of the functions that carry it.
 * @throws Error where the templates hold something that the file cannot speak of
 */
export const carriedContent = (name: CarriedFile, templates: readonly Template[], pin: Pin): string =>
  JSON.stringify(compilers[name](templates, pin));
