import type { Program } from '../../domain/programs/program.ts';
import type { EdgePorts } from '../shared/http/request.ts';
import type { CellPorts } from '../shared/ports.ts';

/** What the settings function works with. */
export type SettingsPorts = CellPorts &
  EdgePorts & {
    /** The programs that the vendor runs in this cell. */
    readonly programs: readonly Program[];
  };
