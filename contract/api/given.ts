/**
 * How an answer repeats what was given: only names and numbers, so that no content of a customer and nothing that a
 * terminal would act on comes back in a message (SC-4). A sentence and an address of a person are no names.
 */
const name = /^[\x21-\x3f\x41-\x7e]{1,64}$/;

/** A value as a message may show it: itself where it reads like a name, otherwise what kind of thing it is. */
export const describeGiven = (value: unknown): string => {
  if (typeof value === 'string') return name.test(value) ? value : describeText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return kindOf(value);
};

const header = /^[\x20-\x7e]{1,64}$/;

/** The value of a header as a message may show it: programs write headers, and their values have spaces. */
export const describeHeader = (value: string | undefined): string =>
  value !== undefined && header.test(value) ? value : kindOf(value);

/** What kind of JSON value something is; says nothing of what it holds. */
export const kindOf = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'string') return describeText(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
};

const describeText = (text: string): string =>
  text === '' ? 'an empty text' : `a text of ${text.length} characters`;
