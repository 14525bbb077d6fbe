import type { EdgePorts } from '../shared/http/request.ts';
import type { CellPorts } from '../shared/ports.ts';

export type EvidencePorts = CellPorts & EdgePorts;
