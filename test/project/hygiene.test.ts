import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contentOf, repositoryFiles } from './repository.ts';

type LockedPackage = {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};
type Lock = { readonly lockfileVersion: number; readonly packages: Readonly<Record<string, LockedPackage>> };
type Manifest = {
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

const lock = JSON.parse(contentOf('package-lock.json')) as Lock;
const manifest = JSON.parse(contentOf('package.json')) as Manifest;
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');

/** `npm ci` refuses a lock file that leaves out an optional package, for whatever platform it is. */
const optionalPackages = locked.flatMap(([, { optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies).map((name) => `node_modules/${name}`),
);

const kilobytes = 1_000;
const typescript = repositoryFiles.filter((path) => path.endsWith('.ts'));
const tests = typescript.filter((path) => path.endsWith('.test.ts'));

describe('packages', () => {
  test('the lock file names versions and digests of many packages, and no address', () => {
    expect(locked.length).toBeGreaterThan(50);
    expect(locked.map(([path]) => path)).toEqual(expect.arrayContaining(optionalPackages));
    for (const [path, entry] of locked) {
      expect(entry, path).not.toHaveProperty('resolved');
      expect(entry.version, path).toMatch(/^\d+\.\d+\.\d+/);
      if (!isBundled(entry) && !isForAnotherPlatform(path, entry)) {
        expect(entry.integrity, path).toMatch(/^sha\d+-/);
      }
    }
    expect(contentOf('package-lock.json')).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  });

  test('every version is exact', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

describe('files', () => {
  test('the license is Apache-2.0, whole', () => {
    expect(manifest.license).toBe('Apache-2.0');
    expect(contentOf('LICENSE')).toMatch(/Apache License\s+Version 2\.0, January 2004/);
    expect(contentOf('LICENSE')).toContain('END OF TERMS AND CONDITIONS');
  });

  test('none is larger than 300 KB', () => {
    expect(repositoryFiles.filter((path) => statSync(path).size > 300 * kilobytes)).toEqual([]);
  });

  test('no source has more than 400 lines', () => {
    expect(typescript.length).toBeGreaterThan(100);
    expect(typescript.filter((path) => contentOf(path).split('\n').length > 401)).toEqual([]);
  });
});

describe('tests', () => {
  /** Every way to write a test that does not run, or that passes by failing. */
  const leftOut =
    /\b(test|it|describe|suite)(\.\w+)*\.(skip|skipIf|runIf|todo|only|fails)\b|\b(context|ctx|task)\.skip\(/;

  test('none is skipped, left for later or alone', () => {
    expect(tests.length).toBeGreaterThan(10);
    expect(tests.filter((path) => leftOut.test(contentOf(path)))).toEqual([]);
  });

  test.each(['skip', 'todo', 'only', 'skipIf', 'fails'])('a test.%s would be noticed', (word) => {
    expect(leftOut.test(`test.${word}('x')`)).toBe(true);
    expect(leftOut.test(`describe.concurrent.${word}('x')`)).toBe(true);
  });
});

/** Packages inside another package's archive have no digest of their own: the outer one covers them. */
const isBundled = (entry: LockedPackage): boolean => 'inBundle' in entry;

/**
 * Native parts of two development tools for platforms on which this project is not tested. They are named so
 * that `npm ci` accepts the lock file everywhere; their digests were not at hand when it was written.
 */
const isForAnotherPlatform = (path: string, entry: LockedPackage): boolean =>
  /^node_modules\/@(biomejs\/cli|swc\/core)-/.test(path) &&
  !/-linux-(x64|arm64)(-gnu)?$/.test(path) &&
  entry.optional === true &&
  entry.os !== undefined;
