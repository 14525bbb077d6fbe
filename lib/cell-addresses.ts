import type { Geography } from '../domain/geographies.ts';
import { outputsFrom } from './deployment-outputs.ts';
import { serviceStackName } from './stack-names.ts';

/**
 * The cell directory from what deployments wrote with `--outputs-file`, one file or one for each account. Cells
 * know each other's addresses by this file alone. A file that is not there yet adds nothing; of two files that
 * name one cell, the later counts.
 * @throws SyntaxError where a file is there and is not JSON
 */
export const cellAddressesFrom = (...files: readonly string[]): Partial<Record<Geography, string>> =>
  outputsFrom(files, { stackName: serviceStackName, output: 'ApiAddress' });
