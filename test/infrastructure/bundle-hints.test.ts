import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { afterAll, expect, test } from 'vitest';
import { bundleFunctions } from '../../lib/bundle-functions.ts';
import { BundleHints } from '../../lib/bundle-hints.ts';
import { addCells } from '../../lib/domicile-app.ts';
import { bundlesIn, type FunctionBundles } from '../../lib/function-bundles.ts';
import { GeographyStage } from '../../lib/geography-stage.ts';
import { aConfig, cdkFlags } from './cells.ts';

const directory = mkdtempSync(join(tmpdir(), 'domicile-hints-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const anApp = () =>
  new App({
    outdir: mkdtempSync(join(directory, 'out-')),
    context: cdkFlags(),
    analyticsReporting: false,
  });

const withHandler = (name: string, body: string): FunctionBundles => {
  const path = join(directory, name);
  mkdirSync(path);
  writeFileSync(join(path, 'index.js'), `exports.handler = async () => ${body};`);
  return { code: () => Code.fromAsset(path), file: () => join(path, 'index.js') };
};

/** What is said of the bundles of the cell of Europe. */
const saidOf = (bundles: FunctionBundles) => {
  const app = anApp();
  const stage = new GeographyStage(app, 'eu', { config: aConfig({ geographies: ['eu'] }), bundles });
  const stacks = stage.synth().stacksRecursively;
  const stackTemplates = stacks.map(({ templateFullPath, environment }) => ({
    stackConstructPath: 'eu',
    templatePath: templateFullPath,
    region: environment.region,
    accountId: undefined,
  }));
  const context = { stackTemplates, templatePaths: [], appConstruct: app };
  const { success, violations } = new BundleHints().validate(context);
  return { success, rules: [...new Set(violations.map(({ ruleName }) => ruleName))] };
};

test('the bundles of a cell name no place outside it', async () => {
  const bundles = join(directory, 'bundles');
  await bundleFunctions(bundles);
  expect(saidOf(bundlesIn(bundles))).toEqual({ success: true, rules: [] });
});

test('the bare name of a region abroad is shown', () => {
  expect(saidOf(withHandler('name', '"eu-west-3"'))).toEqual({ success: true, rules: ['code-name'] });
});

test('[BY-11] the address of an endpoint abroad stops the synthesis', () => {
  const planted = withHandler('address', 'fetch("https://sqs.us-west-2.amazonaws.com")');
  const app = anApp();
  addCells(app, aConfig({ geographies: ['eu'] }), planted);
  expect(() => app.synth()).toThrow(/the code holds the address sqs.us-west-2.amazonaws.com/);
});
