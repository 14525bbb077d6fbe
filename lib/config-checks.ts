/** Checks of plain values: what a configuration written in JavaScript may hold is known only when it is read. */

/** Why a value is not allowed: the field, what was given, what is allowed. Empty where all is well. */
export type Problems = readonly string[];
export type Check = (field: string, value: unknown) => Problems;

const shown = (value: unknown): string =>
  value === undefined ? 'missing' : (JSON.stringify(value) ?? typeof value);

/** One sentence: the field, what was given, what is allowed. */
export const problem = (field: string, value: unknown, allowed: string): Problems => [
  `\`${field}\` is ${shown(value)}; allowed: ${allowed}.`,
];

/** Whether a value has named fields. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const named = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** Nothing is a fault where nothing was given. */
export const optional =
  (check: Check): Check =>
  (field, value) =>
    value === undefined ? [] : check(field, value);

/** A text of a pattern. */
export const text =
  (pattern: RegExp, allowed: string): Check =>
  (field, value) =>
    typeof value === 'string' && pattern.test(value) ? [] : problem(field, value, allowed);

/** One of these words. */
export const oneOf =
  (allowed: readonly string[]): Check =>
  (field, value) =>
    typeof value === 'string' && allowed.includes(value) ? [] : problem(field, value, named(allowed));

/** The first value that was there before. */
export const repeatedIn = (values: readonly unknown[]): unknown =>
  values.find((value, index) => values.indexOf(value) !== index);

/** A list that is not empty and repeats nothing. */
export const list =
  (check: Check, allowed: string): Check =>
  (field, value) => {
    if (!Array.isArray(value) || value.length === 0) return problem(field, value, allowed);
    const repeated = repeatedIn(value);
    if (repeated !== undefined)
      return problem(field, value, `each only once, and ${shown(repeated)} repeats`);
    return value.flatMap((element, index) => check(`${field}[${index}]`, element));
  };

/** These fields and no others. */
export const shape =
  (checks: Record<string, Check>): Check =>
  (field, value) => {
    const known = Object.keys(checks);
    const path = (name: string) => (field === '' ? name : `${field}.${name}`);
    if (!isRecord(value)) return problem(field || 'the configuration', value, `fields ${known.join(', ')}`);
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(checks, name));
    return [
      ...unknown.map((name) => `\`${path(name)}\` is not known; allowed: ${known.join(', ')}.`),
      ...Object.entries(checks).flatMap(([name, check]) => check(path(name), value[name])),
    ];
  };

/** What a check of a choice looks at first: the field that says which of the shapes it is. */
export const byKind =
  (shapes: Record<string, Check>): Check =>
  (field, value) => {
    if (!isRecord(value)) return problem(field, value, `{ kind: ${named(Object.keys(shapes))}, … }`);
    const found = typeof value.kind === 'string' ? shapes[value.kind] : undefined;
    return found === undefined
      ? problem(`${field}.kind`, value.kind, named(Object.keys(shapes)))
      : found(field, value);
  };

/** A problem is printed: a password in an address is not, and neither is what stands behind a question mark. */
export const hidden = (value: string): string => value.replace(/\/\/[^/]*@/, '//…@').replace(/[?#].*$/, '…');
