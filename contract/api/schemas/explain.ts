import type * as z from 'zod/mini';
import { describeGiven, kindOf } from '../given.ts';
import type { RequestError } from '../problems.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Turns what a schema found into where, given and allowed. Names of fields are shown only where they are plain. */
export const explainIssues = (
  issues: readonly Issue[],
  input: unknown,
  nameOf: (path: Path) => string = pointerOf,
): readonly RequestError[] => issues.flatMap((issue) => explainOne(issue, input, nameOf));

/** A JSON pointer (RFC 6901), with names that are not plain left out. */
export const pointerOf = (path: Path): string => path.map((part) => `/${plainName(String(part))}`).join('');

const explainOne = (
  issue: Issue,
  input: unknown,
  nameOf: (path: Path) => string,
): readonly RequestError[] => {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => ({
      at: nameOf([...issue.path, name]),
      given: 'an unknown field',
      allowed: issue.message,
    }));
  }
  return [{ at: nameOf(issue.path), given: givenOf(issue, input), allowed: allowedOf(issue) }];
};

const plainName = (name: string) =>
  /^[A-Za-z0-9_-]{1,40}$/.test(name) ? name : '(a name that is not shown)';

/** Fields that hold what people typed or got: of these only the kind is told, never the value. */
const holdsContent = (path: Path) => path.includes('body');

/** A text in place of a number is told as a text: shown as it stands, it would look like the number. */
const givenOf = (issue: Issue, input: unknown): string => {
  const value = valueAt(issue.path, input);
  return holdsContent(issue.path) || isOfWrongKind(issue, value) ? kindOf(value) : describeGiven(value);
};

const isOfWrongKind = (issue: Issue, value: unknown): boolean =>
  issue.code === 'invalid_type' ||
  (issue.code === 'custom' && issue.params?.wants !== undefined && issue.params.wants !== typeof value);

const valueAt = (path: Path, input: unknown): unknown => {
  let value: unknown = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
};

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'an object',
};

/** Schemas carry their own words; these are for the plain ones that do not. */
const allowedOf = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.map(String).join(', ');
    case 'too_big':
      return `at most ${issue.maximum}${issue.origin === 'array' ? ' elements' : ''}`;
    case 'too_small':
      return `at least ${issue.minimum}${issue.origin === 'array' ? ' elements' : ''}`;
    case 'invalid_type':
      return issue.message === 'Invalid input' ? (kinds[issue.expected] ?? issue.expected) : issue.message;
    default:
      return issue.message;
  }
};
