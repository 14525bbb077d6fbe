import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { ConfigInput } from '../../lib/config.ts';
import { addCells } from '../../lib/domicile-app.ts';
import type { GeographyStage } from '../../lib/geography-stage.ts';
import { aConfig, anyCode, cdkFlags } from './cells.ts';

/**
 * Synthesizes the cell of Europe, as the app does with all its checks, with something planted in it.
 * @throws Error with the report, when a check stops the synthesis
 */
export const synthesizeWith = (
  plant: (cell: GeographyStage) => void,
  changes: Partial<ConfigInput> = {},
): void => {
  const directory = mkdtempSync(join(tmpdir(), 'domicile-planted-'));
  try {
    const app = new App({
      outdir: join(directory, 'out'),
      context: cdkFlags(),
      analyticsReporting: false,
    });
    const [cell] = addCells(app, aConfig({ geographies: ['eu'], ...changes }), anyCode(directory));
    if (cell === undefined) throw new Error('The app has no cell.');
    plant(cell);
    app.synth();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};
