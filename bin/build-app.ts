import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import type { Config } from '../lib/config.ts';
import { addCells } from '../lib/domicile-app.ts';
import { bundlesIn } from '../lib/function-bundles.ts';

/** The only reader of the environment: `DOMICILE_CONFIG` names another config module than the project's own. */
const configFile = resolve(process.env.DOMICILE_CONFIG ?? `${import.meta.dirname}/../domicile.config.ts`);

/** Synthesizes the cells of the configuration, from bundles that are there. */
export const buildApp = async (): Promise<void> => {
  const { default: config } = (await import(pathToFileURL(configFile).href)) as { default?: Config };
  if (config === undefined)
    throw new Error(`${configFile} has no default export; allowed: what defineConfig gives.`);

  // The tree is for viewers of the assembly; without it a synthesis is shorter.
  const app = new App({ treeMetadata: false });
  addCells(app, config, bundlesIn());
  app.synth();
};
