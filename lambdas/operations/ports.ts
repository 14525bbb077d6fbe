import type { Duration } from '../../domain/time.ts';
import type { EdgePorts } from '../shared/http/request.ts';
import type { CellPorts } from '../shared/ports.ts';

export type OperationsPorts = CellPorts &
  EdgePorts & {
    /** How long before a retention's deadline purging starts. */
    readonly purgeBudget: Duration;
  };
