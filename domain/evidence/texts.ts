import { everyGeography, type Geography, isGeography } from '../geographies.ts';
import { type IdentifierKind, parseIdentifier, type SubjectId } from '../identifiers.ts';
import { parseLotName, type Shard } from '../retention/lot.ts';
import { instantOf, isoOf } from '../time.ts';
import type { Hash } from './merkle-tree.ts';
import { listOf, type Shape, text, textThat } from './shape.ts';

/** Shapes of the texts that evidence is made of. None lets a control character through to a screen. */

export const hash: Shape<Hash> = text('64 hexadecimal digits in lower case', /^[0-9a-f]{64}$/);
/** A digest that is empty where nothing was digested. */
export const hashOrNone: Shape<Hash> = text('64 hexadecimal digits or nothing', /^(?:[0-9a-f]{64})?$/);
/** No path of a log that fits into whole numbers is longer. */
export const path: Shape<readonly Hash[]> = listOf(hash, 64);

/** A word of the product: an id, a category, a code. */
export const word: Shape<string> = text(
  'a word of small letters, digits and hyphens',
  /^[a-z0-9][a-z0-9-]{0,99}$/,
);
/** A sentence or a name, without control characters. */
export const sentence: Shape<string> = text(
  'a text without control characters',
  /^[^\p{C}\p{Zl}\p{Zp}]{1,2000}$/u,
);

export const instant: Shape<string> = textThat('a time in UTC with milliseconds', (value) => {
  const parsed = instantOf(value);
  return /^\d{4}-/.test(value) && Number.isFinite(parsed) && isoOf(parsed) === value;
});

export const day: Shape<string> = textThat('a day', (value) => {
  const parsed = Date.parse(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && Number.isFinite(parsed) && isoOf(parsed).startsWith(value);
});

export const cell: Shape<Geography> = textThat<Geography>(everyGeography.join(' or '), isGeography);

/** An identifier of one of these kinds. */
export const identifierOf = <Id extends string>(
  ...kinds: readonly [IdentifierKind, ...IdentifierKind[]]
): Shape<Id> =>
  textThat<Id>(
    `an identifier (${kinds.join(', ')})`,
    (value) => parseIdentifier(value, ...kinds) !== undefined,
  );

export const subject: Shape<SubjectId> = identifierOf<SubjectId>('org', 'ws', 'user');

/** A number below 100, or that and the holds for which records were moved out of it. */
export const shard: Shape<Shard> = {
  fault: (value, at) => {
    const written = String(value).padStart(2, '0');
    const read = parseLotName(`us_ws_01ARZ3NDEKTSV4RRFFQ69G5FAV#a#2026-01-01#${written}`);
    return read && read.shard === value ? undefined : `${at}: a shard is expected`;
  },
};
