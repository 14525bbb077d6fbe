import { canonicalize } from '../canonical-form.ts';
import { accepted, type Read, refused } from './refusal.ts';
import type { Shape } from './shape.ts';

/**
 * Reading a file of somebody else in the one form that it can have: RFC 8785 in UTF-8, and at most one newline at
 * its end. A member that stands there twice, another order, a blank, a number or a character that is written
 * differently: all of it shows when the file is written again and the two are compared.
 */

const mebibyte = 1_048_576;
/** How large a file may be, in bytes. Whoever reads a file from a disk looks at its size before. */
export const longestFile = {
  certificate: mebibyte,
  record: mebibyte,
  ledger: 64 * mebibyte,
  checkpoint: mebibyte,
} as const;
/** How large a file of keys and an earlier checkpoint may be, in bytes. */
export const longestSmallFile = mebibyte;

/** How deep a file may be nested. What the product writes has less than 10. */
const deepest = 32;

/** The JSON value of a file in the strict form, or why it is refused. */
export const readStrict = (bytes: Uint8Array, longest: number): Read<unknown> => {
  if (bytes.length > longest) return tooLarge(longest);
  return readCanonical(bytes.at(-1) === newline ? bytes.subarray(0, -1) : bytes);
};

const newline = 0x0a;

/** What a file that is too large is refused with. */
export const tooLarge = (longest: number) =>
  refused('too-large', `The file is larger than ${longest} bytes, and such files are not.`);

/** The JSON value of bytes that are in canonical form, with nothing after it, or why they are refused. */
export const readCanonical = (bytes: Uint8Array): Read<unknown> => {
  const text = decode(bytes);
  if (text === undefined) return refused('not-utf-8', 'The file is not a text in UTF-8.');
  if (isDeeper(text, deepest)) return refused('too-deep', `The file is nested more than ${deepest} deep.`);
  const parsed = parse(text);
  if (parsed === undefined) return refused('not-json', 'The file is not JSON: it may be truncated.');
  if (!isCanonical(parsed.value, text)) {
    return refused(
      'not-canonical',
      'The file is not in the one form that it can have (RFC 8785): a member twice, another order, blanks, or a number or text written differently.',
    );
  }
  return accepted(parsed.value);
};

/** A file of one kind and version, in the shape that it has to have. */
export const readFileOf = <T extends { readonly kind: string; readonly v: 1 }>(
  bytes: Uint8Array,
  longest: number,
  kind: T['kind'],
  shape: Shape<T>,
): Read<T> => {
  const read = readStrict(bytes, longest);
  return read.verified ? shaped(read.value, kind, shape) : read;
};

/** A value as one of a kind and version, in the shape that it has to have. */
export const shaped = <T extends { readonly kind: string; readonly v: 1 }>(
  value: unknown,
  kind: T['kind'],
  shape: Shape<T>,
): Read<T> => {
  const found = memberOf(value, 'kind');
  if (found !== kind) return refused('wrong-kind', `This is no ${kind}${kindInWords(found)}.`);
  if (memberOf(value, 'v') !== 1)
    return refused('unknown-version', `Of a ${kind} version 1 is known, and no other.`);
  const fault = shape.fault(value, kind);
  return fault === undefined ? accepted(value as T) : refused('wrong-shape', `${fault}.`);
};

const kindInWords = (found: unknown): string =>
  typeof found === 'string' && /^[a-z-]{1,40}$/.test(found) ? ` but a ${found}` : '';

/** A member of whatever was read; undefined where it has none. */
export const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Object.entries(value).find(([each]) => each === name)?.[1]
    : undefined;

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    // A byte order mark is a character too much, not one to be passed over.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** Whether brackets outside of texts open more than so many levels: asked before anything is parsed. */
const isDeeper = (text: string, most: number): boolean => {
  let depth = 0;
  let isInText = false;
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position];
    if (isInText && character === '\\') position += 1;
    else if (character === '"') isInText = !isInText;
    else if (!isInText && (character === '{' || character === '[')) depth += 1;
    else if (!isInText && (character === '}' || character === ']')) depth -= 1;
    if (depth > most) return true;
  }
  return false;
};

const parse = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

/** What JSON can write but RFC 8785 cannot, like half of a surrogate pair, is not canonical either. */
const isCanonical = (value: unknown, text: string): boolean => {
  try {
    return canonicalize(value) === text;
  } catch {
    return false;
  }
};
