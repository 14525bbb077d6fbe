import type { Statement } from '../../contract/statement/statement.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import type { Program } from '../../domain/programs/program.ts';
import type { EdgePorts } from '../shared/http/request.ts';
import type { Clock } from '../shared/ports.ts';

/** What the statements function works with: no table, and nothing that it could change. */
export type StatementsPorts = EdgePorts & {
  readonly clock: Clock;
  /** Every notice in its words, in every version and language. */
  readonly notices: readonly Notice[];
  /** The programs that the vendor runs in this cell. */
  readonly programs: readonly Program[];
  /** Where the data of this cell lies, as its templates said when it was synthesized. */
  readonly statement: Statement;
};
