import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

/** A slice of the tests with its own patience, in milliseconds. */
const project = (
  name: string,
  include: readonly string[],
  patience: { readonly test: number; readonly hook?: number },
  more: {
    readonly exclude?: string[];
    readonly globalSetup?: string;
    readonly fileParallelism?: boolean;
    readonly isolate?: boolean;
  } = {},
): TestProjectConfiguration => ({
  test: {
    name,
    include: [...include],
    environment: 'node',
    testTimeout: patience.test,
    hookTimeout: patience.hook ?? patience.test,
    ...more,
  },
});

/** The store contract against the embedded DynamoDB needs the embedded cloud, and so runs with it. */
const onEmbeddedStore = 'test/store/embedded-dynamodb.test.ts';

export default defineConfig({
  test: {
    projects: [
      project('project', ['test/project/**/*.test.ts'], { test: 60_000 }),
      project('unit', ['test/unit/**/*.test.ts'], { test: 20_000 }),
      // Not isolated: a worker loads CDK and synthesizes the nine cells once for all of its files.
      project(
        'infrastructure',
        ['test/infrastructure/**/*.test.ts'],
        { test: 60_000, hook: 120_000 },
        { isolate: false },
      ),
      // Not isolated: a worker loads the actions of AWS and simulates each call once for all of its files.
      project('policies', ['test/policies/**/*.test.ts'], { test: 60_000, hook: 60_000 }, { isolate: false }),
      project('store', ['test/store/**/*.test.ts'], { test: 20_000 }, { exclude: [onEmbeddedStore] }),
      project('races', ['test/races/**/*.test.ts'], { test: 180_000 }),
      project('simulation', ['test/simulation/**/*.test.ts'], { test: 180_000, hook: 600_000 }),
      project(
        'embedded',
        ['test/embedded/**/*.test.ts', onEmbeddedStore],
        { test: 180_000, hook: 240_000 },
        { globalSetup: 'test/embedded/global-setup.ts', fileParallelism: false },
      ),
    ],
    // Every processor: one would be left idle otherwise, which is half of a machine that has two.
    maxWorkers: '100%',
    allowOnly: false,
    reporters: ['default', 'json'],
    outputFile: { json: '.local/test-results.json' },
  },
});
