import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Architecture, type Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import { OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { IConstruct } from 'constructs';
import config from '../domicile.config.ts';
import { addCells } from '../lib/domicile-app.ts';

/**
 * The same nine cells with their code bundled as `NodejsFunction` bundles it: by the very function that this
 * construct calls, once for each function of each cell, with CDK's own defaults for the app.
 */
type Bundle = (
  scope: IConstruct,
  options: BundlingOptions & {
    readonly entry: string;
    readonly projectRoot: string;
    readonly depsLockFilePath: string;
    readonly runtime: Runtime;
    readonly architecture: Architecture;
  },
) => Code;

const root = dirname(import.meta.dirname);
const require = createRequire(import.meta.url);
const library = dirname(require.resolve('aws-cdk-lib/package.json'));
const { Bundling } = require(join(library, 'aws-lambda-nodejs/lib/bundling.js')) as {
  readonly Bundling: { readonly bundle: Bundle };
};

const app = new App();
addCells(app, config, {
  code: (name) =>
    Bundling.bundle(app, {
      entry: join(root, 'lambdas', name, 'index.ts'),
      projectRoot: root,
      depsLockFilePath: join(root, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      format: OutputFormat.CJS,
      mainFields: ['module', 'main'],
      minify: true,
      externalModules: [],
    }),
  // A function that carries files has its bundle copied, which this baseline does not make: any file stands for it.
  file: () => import.meta.filename,
});
app.synth();
