import type { Statement } from '../../contract/statement/statement.ts';
import type { Program } from '../../domain/programs/program.ts';
import type { EdgePorts } from '../shared/http/request.ts';

/** What the statements function works with: no table, and nothing that it could change. */
export type StatementsPorts = EdgePorts & {
  /** The programs that the vendor runs in this cell. */
  readonly programs: readonly Program[];
  /** Where the data of this cell lies, as its templates said when it was synthesized. */
  readonly statement: Statement;
};
