import type { Drift, Finding, Subject } from './compare.ts';

/** One name for a question about a resource, the same in every run. */
export const subjectName = ({ resource, aspect }: Omit<Subject, 'kind'>): string => `${resource}#${aspect}`;

/** What a run changes of what is known to be adrift. */
export type Changes = {
  /** Drift that was not known before. */
  readonly found: readonly Drift[];
  /** Drift that was known, and is there still or is another now. */
  readonly known: readonly Drift[];
  /** Names of drift that is seen to be gone. */
  readonly ended: readonly string[];
};

/** Whether a drift of one aspect says that others of the same resource cannot be as they were known. */
const isOf = (name: string, { resource }: Subject): boolean => name.startsWith(`${resource}#`);

/**
 * What became of drift since the last run. It ends when it is seen to be gone: what could not be checked this
 * time stays as it was known. Also what the statement no longer asks about ends, as nothing holds it any more.
 * @param known names of what was adrift before
 */
export const changesSince = (known: ReadonlySet<string>, findings: readonly Finding[]): Changes => {
  const drift = findings.filter((finding) => finding.outcome === 'drift');
  const open = new Set(
    findings.flatMap((finding) => (finding.outcome === 'as-stated' ? [] : [subjectName(finding)])),
  );
  const gone = drift.filter(({ aspect }) => aspect === 'existence');
  // Of a resource that is gone nothing can be seen to be mended, unless nobody asks for it.
  const stays = (name: string) => open.has(name) || gone.some((finding) => isOf(name, finding));
  return {
    found: drift.filter((finding) => !known.has(subjectName(finding))),
    known: drift.filter((finding) => known.has(subjectName(finding))),
    ended: [...known].filter((name) => !stays(name)).sort(),
  };
};
