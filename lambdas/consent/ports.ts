import type { Program } from '../../domain/programs/program.ts';
import type { EdgePorts } from '../shared/http/request.ts';
import type { CellPorts } from '../shared/ports.ts';

/** What the consent function works with: it reads, and has nothing to write with. */
export type ConsentPorts = Pick<CellPorts, 'store' | 'geography' | 'clock'> &
  EdgePorts & {
    /** The programs that the vendor runs in this cell. */
    readonly programs: readonly Program[];
  };
