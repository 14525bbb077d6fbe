import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Access } from '../contract/access/access.ts';
import { bundleDirectory } from './bundle-functions.ts';

type FunctionName = Access['name'];

/** The code of every function, ready to be deployed. */
export type FunctionBundles = {
  readonly code: (name: FunctionName) => Code;
  /** The path of the bundle, for functions that carry files beside it. */
  readonly file: (name: FunctionName) => string;
};

/** The bundles that `bundleFunctions` left in a directory. */
export const bundlesIn = (directory: string = bundleDirectory): FunctionBundles => ({
  code: (name) => Code.fromAsset(join(directory, name)),
  file: (name) => join(directory, name, 'index.js'),
});
