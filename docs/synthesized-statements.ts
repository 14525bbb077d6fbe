import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Statement } from '../contract/statement/statement.ts';
import { geographies } from '../domain/geographies.ts';
import config from '../domicile.config.ts';
import { GeographyStage } from '../lib/geography-stage.ts';
import { definePin } from '../lib/residency/pin.ts';
import { readTemplates } from '../lib/residency/template/template.ts';
import { compileStatement } from '../lib/statement/compile-statement.ts';

/**
 * The statement of each cell of the project's own configuration, from its synthesized templates. Addresses that a
 * deployment on this machine may have left are not in it, and neither is the code of the functions.
 */
export const synthesizedStatements = (): readonly Statement[] => {
  const directory = mkdtempSync(join(tmpdir(), 'domicile-statements-'));
  try {
    const file = join(directory, 'code.js');
    writeFileSync(file, '');
    const app = new App({ outdir: join(directory, 'out'), analyticsReporting: false });
    const bundles = { code: () => Code.fromAsset(directory, { exclude: ['out*'] }), file: () => file };
    return config.geographies.map((geography) => {
      const stage = new GeographyStage(app, geography, { config: { ...config, cellDirectory: {} }, bundles });
      const sources = stage
        .synth()
        .stacks.map(({ stackName, template }) => ({ name: stackName, content: template }));
      const pin = definePin(geographies[geography].region);
      return compileStatement(readTemplates(sources, pin), pin);
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};
