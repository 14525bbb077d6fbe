import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { ConfigInput } from '../../lib/config.ts';
import { addCells } from '../../lib/domicile-app.ts';
import { aConfig, anyCode, cdkFlags, foreignBoundary, ownIssuer } from './cells.ts';

const directory = mkdtempSync(join(tmpdir(), 'domicile-nag-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

// Checks may be off in the shell that runs the tests; here they are the subject.
beforeEach(() => void vi.stubEnv('CDK_VALIDATION', undefined));
afterAll(() => void vi.unstubAllEnvs());

const anApp = (name: string, changes: Partial<ConfigInput> = {}) => {
  const app = new App({ outdir: join(directory, name), context: cdkFlags() });
  return { app, cells: addCells(app, aConfig({ geographies: ['jp'], ...changes }), anyCode(directory)) };
};

test('a cell passes every check of cdk-nag, or says why not', () => {
  const { app } = anApp('out');
  expect(() => app.synth()).not.toThrow();
});

test('so does a cell with an own issuer and a foreign boundary, before it is protected', () => {
  vi.stubEnv('CDK_VALIDATION', 'false'); // The checks of cdk-nag run all the same.
  const { app } = anApp('out-own', { ...ownIssuer, ...foreignBoundary, protection: 'off' });
  expect(() => app.synth()).not.toThrow();
});

test('a resource that fails a check, and gives no reason, stops the synthesis', () => {
  const { app, cells } = anApp('out-broken');
  const [cell] = cells;
  if (cell === undefined) throw new Error('The app has no cell.');
  new Queue(cell.service, 'Careless');

  expect(() => app.synth()).toThrow(/Service\/Careless[\s\S]*AwsSolutions-SQS4/);
});
