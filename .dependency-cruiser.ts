import type { IConfiguration } from 'dependency-cruiser';

/**
 * Imports point one way: domain ← contract ← lambdas, lib ← cli, local, bin. `npm test` fails where one does not.
 *
 * The parser is named on purpose: the one that would be chosen by default reads no TypeScript of this version,
 * finds no module and is content. test/project/import-direction.test.ts shows that modules are seen.
 */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea in two places.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import must lead somewhere.',
      severity: 'error',
      from: {},
      // The events of the platform are types only: there is nothing to resolve at run time.
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
    {
      name: 'domain-stands-alone',
      comment: 'The domain is pure: no AWS, no Node, no I/O; only portable synchronous libraries.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: '^(domain/|node_modules/(@noble/(hashes|curves)|canonicalize)/)' },
    },
    {
      name: 'contract-knows-the-domain-only',
      comment: 'What the parts agree on names neither side; schemas are written with zod.',
      severity: 'error',
      from: { path: '^contract/' },
      to: { pathNot: '^(domain/|contract/|node_modules/zod/)' },
    },
    {
      name: 'lambdas-know-domain-and-contract',
      comment: 'What runs does not know how it is deployed.',
      severity: 'error',
      from: { path: '^lambdas/' },
      to: { path: '^(lib|cli|client|bin|local|test|bench|docs)/|^[^/]+\\.ts$' },
    },
    {
      name: 'a-function-stands-beside-the-others',
      comment: 'What two functions need is in lambdas/shared, which knows no function.',
      severity: 'error',
      from: { path: '^lambdas/([^/]+)/' },
      to: { path: '^lambdas/', pathNot: '^lambdas/(shared|$1)/' },
    },
    {
      name: 'lambdas-run-without-development-packages',
      comment: 'A bundle holds what package.json calls a dependency; types alone may come from elsewhere.',
      severity: 'error',
      from: { path: '^lambdas/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'lib-knows-domain-and-contract',
      comment: 'What is deployed names the functions as entry paths and imports none of them.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(lambdas|cli|client|bin|local|test|bench|docs)/|^[^/]+\\.ts$' },
    },
    {
      name: 'cli-knows-no-function',
      comment: 'The command line reads what is to be deployed, and starts none of it.',
      severity: 'error',
      from: { path: '^cli/', pathNot: '^cli/restore/' },
      to: { path: '^(lambdas|client|bin|local|test|bench|docs)/' },
    },
    {
      name: 'client-knows-domain-and-contract',
      comment:
        'What the vendor’s services import carries nothing of what is deployed or of the command line.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(lib|lambdas|cli|bin|local|test|bench|docs)/' },
    },
    {
      name: 'restore-knows-the-store-and-no-function',
      comment: 'A restore writes what functions read, with the same repositories; it starts no function.',
      severity: 'error',
      from: { path: '^cli/restore/' },
      to: {
        path: '^(lib|lambdas|bin|local|test|bench|docs)/',
        pathNot:
          '^lambdas/shared/((store|repositories|holds|incidents)/|log/logged-document\\.ts$|(persist|ports|serving|system-ports)\\.ts$)',
      },
    },
    {
      name: 'residency-stands-apart-from-cdk',
      comment:
        'The residency rules are pure: they read templates of anybody, and no file, clock or construct.',
      severity: 'error',
      from: { path: '^lib/residency/' },
      to: { pathNot: '^lib/residency/' },
    },
    {
      name: 'local-knows-no-function',
      comment: 'The embedded cloud deploys the real app and talks to it from outside.',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(lambdas|cli|bin|test|bench|docs)/' },
    },
    {
      name: 'nothing-imports-bin',
      comment: 'bin builds the app and is the only reader of the environment.',
      severity: 'error',
      from: { pathNot: '^bin/' },
      to: { path: '^bin/' },
    },
    {
      name: 'the-oracle-stands-alone',
      comment:
        'What judges the simulation shares no code with what it judges, so that it cannot repeat an error.',
      severity: 'error',
      from: { path: '^test/simulation/oracle/' },
      to: { pathNot: '^test/simulation/oracle/' },
    },
    {
      name: 'the-product-knows-no-test',
      comment: 'Pages may be written from what tests walk; they are no part of what runs.',
      severity: 'error',
      from: { pathNot: '^(test|bench|docs)/' },
      to: { path: '^(test|bench)/' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
} satisfies IConfiguration;
