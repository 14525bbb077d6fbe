import type { Program } from '../../domain/programs/program.ts';
import type { EdgePorts } from '../shared/http/request.ts';
import type { CellPorts } from '../shared/ports.ts';

/** What the function of instructions works with. */
export type InstructionsPorts = CellPorts &
  EdgePorts & {
    /** The programs that the vendor runs in this cell. */
    readonly programs: readonly Program[];
  };
