import type { Program } from '../../domain/programs/program.ts';
import type { TransferTerms } from '../../domain/transfers/terms.ts';
import type { EdgePorts } from '../shared/http/request.ts';
import type { CellPorts } from '../shared/ports.ts';

export type EvidencePorts = CellPorts &
  EdgePorts & {
    /** The programs that the vendor runs in this cell. */
    readonly programs: readonly Program[];
    /** What the vendor declared about transfers, as far as it concerns this cell. */
    readonly terms: TransferTerms;
  };
