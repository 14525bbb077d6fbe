import type { CellResource } from './cell.ts';

/** In which direction settings and infrastructure part. */
export type Direction =
  /** The settings can decide it, and nothing in the cell carries it out. */
  | 'decided-without-means'
  /** The cell permits it, and no setting, use or declared purpose explains it. */
  | 'permitted-without-decision';

/** Where what the settings can decide and what the infrastructure permits do not agree. */
export type Mismatch = {
  readonly direction: Direction;
  /** The logical id; empty where what is missing has none. */
  readonly resource: string;
  readonly template: string;
  readonly given: string;
  readonly allowed: string;
};

/** Of a resource: what it permits, and what would be explained. */
export const unexplained = ({ id, template }: CellResource, given: string, allowed: string): Mismatch => ({
  direction: 'permitted-without-decision',
  resource: id,
  template,
  given,
  allowed,
});

/** Of a decision: what is missing for it. */
export const withoutMeans = (decision: string, missing: string, allowed: string): Mismatch => ({
  direction: 'decided-without-means',
  resource: '',
  template: '',
  given: `${decision} can be decided, and ${missing}`,
  allowed,
});

/** One sentence: what was given, what is allowed. */
export const describeMismatch = ({ resource, given, allowed }: Mismatch): string =>
  `${resource === '' ? '' : `${resource}: `}${given}; allowed: ${allowed}.`;
