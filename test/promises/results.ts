import * as z from 'zod/mini';
import { claimsIn } from './list.ts';

const report = z.object({
  startTime: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['passed', 'failed']),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** How one test ended that claims to show promises. */
export type Shown = {
  readonly name: string;
  /** From the root of the repository. */
  readonly path: string;
  readonly outcome: 'passed' | 'failed' | 'not run';
  readonly claims: readonly string[];
};

/** A run of the tests, whole or of some files only. */
export type Run = {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly paths: readonly string[];
  readonly tests: number;
  readonly failed: number;
  readonly shown: readonly Shown[];
};

type Reading = {
  /** Where the run took place; paths are told from there. */
  readonly root: string;
  /**
   * The promises that a file claims in its text: what it would have shown, had it come to run. Undefined where
   * the file is gone since. Asked only of files that failed as a whole.
   */
  readonly claimsOf: (path: string) => readonly string[] | undefined;
};

const outcomeOf = (status: string): Shown['outcome'] =>
  status === 'passed' || status === 'failed' ? status : 'not run';

/** Says that there is no report of a run, or that it no longer fits the tests. */
export class NotAReport extends Error {}

const parseReport = (text: string): z.infer<typeof report> => {
  try {
    return report.parse(JSON.parse(text));
  } catch (cause) {
    throw new NotAReport('The results are not as vitest writes them; run the tests again with --run.', {
      cause,
    });
  }
};

const failedWhole = (path: string, claims: readonly string[] | undefined): Shown => {
  if (claims !== undefined) return { name: 'the file as a whole', path, outcome: 'failed', claims };
  throw new NotAReport(`${path} failed in the last run and is gone since; run the tests again with --run.`);
};

/**
 * What a run showed, from the JSON that vitest writes. A file that failed as a whole, because it could not be
 * loaded or cleaned up, fails every promise that it claims.
 * @throws NotAReport when the text is none, or speaks of a failed file that is gone
 */
export const readResults = (text: string, { root, claimsOf }: Reading): Run => {
  const { startTime, testResults } = parseReport(text);
  const files = testResults.map(({ name, status, assertionResults }) => {
    const path = name.startsWith(`${root}/`) ? name.slice(root.length + 1) : name;
    const tests = assertionResults.map((test): Shown => {
      const outcome = outcomeOf(test.status);
      return { name: test.fullName, path, outcome, claims: claimsIn(test.fullName) };
    });
    const explained = status === 'passed' || tests.some(({ outcome }) => outcome === 'failed');
    return { path, tests: explained ? tests : [...tests, failedWhole(path, claimsOf(path))] };
  });
  const tests = files.flatMap((file) => file.tests);
  return {
    startedAt: startTime,
    paths: files.map(({ path }) => path),
    tests: tests.length,
    failed: tests.filter(({ outcome }) => outcome === 'failed').length,
    shown: tests.filter(({ claims }) => claims.length > 0),
  };
};
